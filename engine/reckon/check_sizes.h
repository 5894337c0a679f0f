/* How large orders are: the spend model that foresaw the hidden orders best (check_spend.h). */
#ifndef GW_CHECK_SIZES_H
#define GW_CHECK_SIZES_H

#include <goodwill/models.h>

struct gw_size_table; /* size_growth.h */

typedef struct gw_check_sizes {
    const gw_model *model; /* NULL: not tried, or none could be fitted */
    gw_fit fit; /* of that model, to what came before the split, as of first repeat orders */
    const struct gw_size_table *growth; /* of orders with their number; borrowed while asked */
    char why[320];                      /* the reason in words; empty: nothing was chosen */
} gw_check_sizes;

/* The mean order expected of each of n customers with x repeat occasions of mean `mean_paid`, over
 * so many orders `ahead` (NULL: the next one); `otherwise` where no model was chosen. GW_NO_MEMORY,
 * GW_CANCELLED. */
gw_status gw_check_order_sizes(double *out, gw_context *context, const gw_check_sizes *sizes,
                               const double *x, const double *mean_paid, const double *ahead,
                               size_t n, double otherwise, gw_error *err);

#endif
