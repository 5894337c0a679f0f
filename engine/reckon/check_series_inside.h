/* The parts of check_series.h, for engine/check_*.c only. */
#ifndef GW_CHECK_SERIES_INSIDE_H
#define GW_CHECK_SERIES_INSIDE_H

#include "check_series.h"

#define GW__Z80 1.2815515655446004 /* 80 of 100 times within so many standard deviations */
/* Chances are asked of at most so many customers: then chance itself moves a share by a third of a
 * percent, less than anybody can see. */
#define GW__CHECK_ASKED 20000

typedef struct gw__check_view {
    gw_context *context;
    const gw_check *check;
    const gw_check_sample *sample;
    gw_check_rows rows;
    int32_t split_day;
    gw_cells *cells; /* of all rows: any count model reads them */
    gw_series *out;
} gw__check_view;

/* A number kept by itself, where it exists. */
void gw__check_number(const gw__check_view *view, const char *picture, const char *series,
                      double value);
/* Occasions said of every row by one candidate. */
gw_status gw__check_predict(double *out, const gw__check_view *view, const gw_check_entry *entry,
                            gw_error *err);
/* One score of every cell by one model at its fitted parameters. */
gw_status gw__check_score(double *out, gw_context *context, const gw_check_entry *entry,
                          const gw_cells *cells, const char *score, double horizon_days,
                          gw_error *err);
/* Every k-th row, at most GW__CHECK_ASKED of them, as cells; row i of the cells is row i * step. */
gw_status gw__check_asked(gw_cells **out, size_t *step_out, size_t *n_out,
                          const gw__check_view *view, const gw_model *model, gw_error *err);
/* The model whose course is drawn: the one used, or the best one when a rule is used; NULL: none.
 */
const gw_check_entry *gw__check_model(const gw_check *check);

gw_status gw__check_tracking(const gw__check_view *view, gw_error *err);
gw_status gw__check_groups(const gw__check_view *view, gw_error *err);
gw_status gw__check_segments(const gw__check_view *view, gw_error *err);
gw_status gw__check_order(const gw__check_view *view, gw_error *err);
gw_status gw__check_money(const gw__check_view *view, gw_error *err);
gw_status gw__check_chances(const gw__check_view *view, gw_error *err);

#endif
