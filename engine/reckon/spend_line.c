/* What is paid on an occasion, as a line in a power of the customer's own mean; see forecast.h.
 * Where the model's expectation is linear in the mean two points give it exactly. Of log-normal
 * orders it is K m^w, a power, for one draw of the parameters; the mean over draws, whose w differ
 * by hundredths, is a power but for a part in a thousand. */
#include <math.h>
#include <string.h>

#include "error.h"
#include "forecast.h"
#include "memory.h"
#include "vmath.h"

/* The two points, in anchors, and where a draw's own line goes through the middle. */
#define LOW_POINT 0.25
#define HIGH_POINT 4.0

typedef struct two_points {
    size_t n;
    bool straight;
    double anchor;
    double *x; /* 2n: each x twice */
    double *mean;
    double *expected;
    double *counted; /* n: draws with a mean */
} two_points;

/* One draw's expectation at the two points. */
static void keep_draw(const two_points *points, const gw_spend_table *out, size_t d,
                      const uint32_t *cell_of)
{
    for (size_t i = 0; i < points->n; i++) {
        double at[] = {points->expected[cell_of[2 * i]], points->expected[cell_of[2 * i + 1]]};
        if (out->each != NULL)
            memcpy(out->each + 2 * (d * points->n + i), at, sizeof at);
        if (!isfinite(at[0]) || !isfinite(at[1]))
            continue;
        out->c0[i] += at[0];
        out->c1[i] += at[1];
        points->counted[i]++;
    }
}

static gw_status score_points(const two_points *points, const gw_spend_table *out,
                              gw_context *context, const gw_model *model, const gw_draws *draws,
                              gw_cells *cells, gw_error *err)
{
    for (size_t d = 0; d < draws->n; d++) {
        double *columns[GW_MAX_SCORES] = {NULL, points->expected};
        GW_TRY(gw_model_score(columns, NULL, context, model, draws->values + d * draws->parameters,
                              cells, NULL, err));
        keep_draw(points, out, d, gw_cells_of_rows(cells));
    }
    return GW_OK;
}

/* From the values at two points to coefficients; `power` is given for lines of single draws. */
static void line_through(double *c0, double *c1, const two_points *points, double power)
{
    double low = *c0;
    double high = *c1;
    if (points->straight) {
        *c1 = (high - low) / (points->anchor * (HIGH_POINT - LOW_POINT));
        *c0 = low - *c1 * points->anchor * LOW_POINT;
    } else if (power > 0) {
        *c0 = 0;
        *c1 = sqrt(low * high) / gw_exp(power * gw_log(points->anchor));
    } else {
        *c1 = 0;
    }
}

static void make_lines(const two_points *points, const gw_spend_table *out, size_t draws)
{
    for (size_t i = 0; i < points->n; i++) {
        double share = points->counted[i] > 0 ? 1 / points->counted[i] : (double)NAN;
        out->c0[i] *= share;
        out->c1[i] *= share;
        double power = 1;
        if (!points->straight)
            power = gw_log(out->c1[i] / out->c0[i]) / gw_log(HIGH_POINT / LOW_POINT);
        if (!(power > 0)) /* x = 0: there is no own mean */
            power = points->straight ? 1.0 : 0.0;
        line_through(&out->c0[i], &out->c1[i], points, power);
        for (size_t d = 0; d < draws && out->each != NULL; d++) {
            double *each = out->each + 2 * (d * points->n + i);
            line_through(&each[0], &each[1], points, power);
        }
        out->power[i] = power > 0 ? power : 1.0;
    }
}

gw_status gw_spend_lines(const gw_spend_table *out, gw_context *context, const gw_model *model,
                         const gw_draws *draws, const double *x, size_t n, double anchor,
                         gw_error *err)
{
    double *all = gw_alloc_zero(context, n, 7 * sizeof *all);
    if (all == NULL)
        return gw_error_no_memory(err, "what is paid on an occasion");
    two_points points = {.n = n,
                         .straight = gw_model_linear_in_mean(model) != 0,
                         .anchor = anchor,
                         .x = all,
                         .mean = all + 2 * n,
                         .expected = all + 4 * n,
                         .counted = all + 6 * n};
    for (size_t i = 0; i < n; i++) {
        points.x[2 * i] = points.x[2 * i + 1] = x[i];
        points.mean[2 * i] = LOW_POINT * anchor;
        points.mean[2 * i + 1] = HIGH_POINT * anchor;
        out->c0[i] = out->c1[i] = 0;
    }
    gw_cells *cells = NULL;
    gw_rows rows = {.n = 2 * n, .columns = {points.x, points.mean}};
    gw_status status = gw_cells_create(&cells, context, model, &rows, err);
    if (status == GW_OK)
        status = score_points(&points, out, context, model, draws, cells, err);
    if (status == GW_OK)
        make_lines(&points, out, draws->n);
    gw_cells_free(cells);
    gw_release(context, all);
    return status;
}
