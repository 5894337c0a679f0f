/* Scored rows on their way out: the columns of the input, then the scores, in the order of the
 * input. Numbers have 17 significant digits; a score that does not exist is an empty field. */
#ifndef GW_SCORE_OUTPUT_H
#define GW_SCORE_OUTPUT_H

#include <goodwill/models.h>

#include "model_table.h"
#include "output.h"

typedef enum gw_score_format { GW_SCORES_AS_CSV, GW_SCORES_AS_JSON } gw_score_format;

/* `scores` as gw_model_score fills them, one array a score over the cells of `table`. GW_CANCELLED;
 * failures of writing are the output's. */
GW_MUST_USE gw_status gw_scores_write(gw_output *output, gw_context *context, const gw_model *model,
                                      const gw_model_table *table, double *const *scores,
                                      gw_score_format format, gw_error *err);

#endif
