/* What is paid on an occasion, as a line in the customer's own mean; see forecast.h. The models'
 * expectation is linear in the mean, so two points give it. */
#include <math.h>
#include <string.h>

#include "error.h"
#include "forecast.h"
#include "memory.h"

typedef struct two_points {
    size_t n;
    double anchor;
    double *x; /* 2n: each x twice */
    double *mean;
    double *expected;
    double *counted; /* n: draws with a mean */
} two_points;

static gw_status score_points(const two_points *points, gw_context *context, const gw_model *model,
                              const gw_draws *draws, gw_cells *cells, double *c0, double *c1,
                              double *each, gw_error *err)
{
    size_t n = points->n;
    const uint32_t *cell_of = gw_cells_of_rows(cells);
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    for (size_t d = 0; d < draws->n; d++) {
        double *columns[GW_MAX_SCORES] = {NULL, points->expected};
        GW_TRY(gw_model_score(columns, NULL, context, model, draws->values + d * draws->parameters,
                              cells, &options, err));
        for (size_t i = 0; i < n; i++) {
            double at_one = points->expected[cell_of[2 * i]];
            double at_two = points->expected[cell_of[2 * i + 1]];
            double line[] = {2 * at_one - at_two, (at_two - at_one) / points->anchor};
            if (each != NULL)
                memcpy(each + 2 * (d * n + i), line, sizeof line);
            if (!isfinite(at_one) || !isfinite(at_two))
                continue;
            c0[i] += line[0];
            c1[i] += line[1];
            points->counted[i]++;
        }
    }
    return GW_OK;
}

gw_status gw_spend_lines(double *c0_out, double *c1_out, double *each_out, gw_context *context,
                         const gw_model *model, const gw_draws *draws, const double *x, size_t n,
                         double anchor, gw_error *err)
{
    double *all = gw_alloc_zero(context, n, 7 * sizeof *all);
    if (all == NULL)
        return gw_error_no_memory(err, "what is paid on an occasion");
    two_points points = {n, anchor, all, all + 2 * n, all + 4 * n, all + 6 * n};
    for (size_t i = 0; i < n; i++) {
        points.x[2 * i] = points.x[2 * i + 1] = x[i];
        points.mean[2 * i] = anchor;
        points.mean[2 * i + 1] = 2 * anchor;
        c0_out[i] = c1_out[i] = 0;
    }
    gw_cells *cells = NULL;
    gw_rows rows = {.n = 2 * n, .columns = {points.x, points.mean}};
    gw_status status = gw_cells_create(&cells, context, model, &rows, err);
    if (status == GW_OK)
        status = score_points(&points, context, model, draws, cells, c0_out, c1_out, each_out, err);
    for (size_t i = 0; i < n && status == GW_OK; i++) {
        c0_out[i] = points.counted[i] > 0 ? c0_out[i] / points.counted[i] : (double)NAN;
        c1_out[i] = points.counted[i] > 0 ? c1_out[i] / points.counted[i] : (double)NAN;
    }
    gw_cells_free(cells);
    gw_release(context, all);
    return status;
}
