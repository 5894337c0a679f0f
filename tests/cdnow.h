/* The CDNOW example as tests see it: 39 weeks seen, 39 weeks hidden. */
#ifndef GW_TEST_CDNOW_H
#define GW_TEST_CDNOW_H

#include <stddef.h>

#define CDNOW_CUSTOMERS 2357
#define CDNOW_HIDDEN_WEEKS 39

/* By customer, in the order of examples/cdnow/cdnow_summary.csv. */
typedef struct cdnow {
    double x[CDNOW_CUSTOMERS];
    double t_x[CDNOW_CUSTOMERS]; /* weeks */
    double T[CDNOW_CUSTOMERS];
    double mean_spend[CDNOW_CUSTOMERS];
    double hidden_days[CDNOW_CUSTOMERS];    /* with a purchase, after 1997-09-30 */
    double hidden_dollars[CDNOW_CUSTOMERS]; /* paid on them */
} cdnow;

void cdnow_read(cdnow *out);

#endif
