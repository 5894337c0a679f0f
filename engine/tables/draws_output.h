/* The draws of a posterior as a file: CSV, one column a parameter, one row a draw. */
#ifndef GW_DRAWS_OUTPUT_H
#define GW_DRAWS_OUTPUT_H

#include <goodwill/models.h>

/* Writes the file, whole or not at all; numbers have 17 significant digits. Statuses of
 * gw_output_open and gw_output_finish. */
GW_MUST_USE gw_status gw_draws_write(const char *path, gw_context *context, const gw_model *model,
                                     const gw_posterior *posterior, gw_error *err);

#endif
