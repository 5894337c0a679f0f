/* C values on their way into the database, as Arrow's C data interface wants them. What is built
 * here is copied, and its memory comes from malloc: the database releases it, from any thread. */
#ifndef GW_ARROW_OUT_H
#define GW_ARROW_OUT_H

#include "value.h"

#include <goodwill/base.h>

#include <arrow-adbc/adbc.h>

/* Rows first .. first + rows - 1 of the columns. The caller releases what it does not pass on. */
gw_status gw__arrow_array(struct ArrowArray *out, const gw_column *columns, size_t n, size_t first,
                          size_t rows, gw_error *err);
gw_status gw__arrow_schema(struct ArrowSchema *out, const gw_column *columns, size_t n,
                           gw_error *err);
/* One row of parameters. */
gw_status gw__arrow_from_values(struct ArrowSchema *schema_out, struct ArrowArray *row_out,
                                const gw_value *values, size_t n, gw_error *err);

#endif
