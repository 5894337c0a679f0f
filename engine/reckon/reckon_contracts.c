/* How many payments each contract will still bring; see reckon_other.h. Whether somebody renews
 * hangs on how often they did: the shifted beta-geometric model (Fader & Hardie 2007), fitted to
 * all contracts that began, those still open being only known to have lasted so far. */
#include <math.h>
#include <string.h>

#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "query.h"
#include "reckon_other.h"
#include "vmath.h"

#define MOST_AHEAD 600 /* payments looked ahead */

/* survival[n]: the chance of renewing at least n times, n = 0 .. count - 1. */
typedef struct contracts {
    gw_context *context;
    size_t longest; /* payments of the longest contract */
    double *survival;
    size_t count;
} contracts;

/* From how many contracts made p payments, ended or not: who was up for the n-th renewal, and left.
 */
static gw_status count_renewals(double **period_out, size_t *n_out, gw_context *context,
                                const gw_columns *histogram, gw_error *err)
{
    size_t longest = 0;
    for (size_t i = 0; i < histogram->n; i++)
        longest =
            histogram->values[0][i] > (double)longest ? (size_t)histogram->values[0][i] : longest;
    double *rows = gw_alloc_zero(context, longest, 3 * sizeof *rows);
    if (rows == NULL)
        return gw_error_no_memory(err, "contracts");
    for (size_t n = 1; n <= longest; n++) {
        rows[n - 1] = (double)n;
        for (size_t i = 0; i < histogram->n; i++) {
            double payments = histogram->values[0][i];
            bool ended = histogram->values[1][i] > 0;
            rows[longest + n - 1] += payments > (double)n ? histogram->values[2][i] : 0;
            rows[2 * longest + n - 1] +=
                ended && payments == (double)n ? histogram->values[2][i] : 0;
        }
    }
    *period_out = rows;
    *n_out = longest;
    return GW_OK;
}

static gw_status score_survival(contracts *c, const gw_model *model, const double *params,
                                gw_error *err)
{
    gw_cells *cells = NULL;
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    double *const scores[GW_MAX_SCORES] = {c->survival};
    double *periods = gw_alloc(c->context, c->count, sizeof *periods);
    if (periods == NULL)
        return gw_error_no_memory(err, "contracts");
    for (size_t n = 0; n < c->count; n++)
        periods[n] = (double)n;
    gw_rows rows = {.n = c->count, .columns = {periods}};
    gw_status status = gw_cells_create(&cells, c->context, model, &rows, err);
    if (status == GW_OK)
        status = gw_model_score(scores, NULL, c->context, model, params, cells, &options, err);
    gw_cells_free(cells);
    gw_release(c->context, periods);
    return status;
}

static gw_status learn(contracts *c, gw__reckoning_run *run, const gw_model *model, gw_error *err)
{
    gw_columns histogram = {0};
    double *rows = NULL;
    size_t n = 0;
    gw_cells *cells = NULL;
    gw_fit fit;
    char as_of[GW__DAY_SQL_SIZE];
    gw__day_sql(as_of, run->out->as_of);
    const gw_sql_slot slot = {"as_of", as_of};
    gw_status status = gw_columns_read(&histogram, run->context, run->store, "contract_histogram",
                                       &slot, 1, NULL, 0, err);
    if (status == GW_OK && histogram.n > 0)
        status = count_renewals(&rows, &n, run->context, &histogram, err);
    if (status == GW_OK && n > 0) {
        gw_rows given = {.n = n, .columns = {rows, rows + n, rows + 2 * n}};
        status = gw_cells_create(&cells, run->context, model, &given, err);
    }
    if (status == GW_OK && n > 0)
        status = gw_model_fit(&fit, run->context, model, cells, NULL, err);
    if (status == GW_OK && n > 0 &&
        (fit.outcome == GW_FIT_CONVERGED || fit.outcome == GW_FIT_NOT_IDENTIFIED)) {
        c->longest = n;
        c->count = n + MOST_AHEAD + 1;
        c->survival = gw_alloc_zero(run->context, c->count, sizeof *c->survival);
        status = c->survival == NULL ? gw_error_no_memory(err, "contracts")
                                     : score_survival(c, model, fit.params, err);
    }
    gw_cells_free(cells);
    gw_release(run->context, rows);
    gw_columns_free(&histogram);
    return status;
}

/* ---- Open contracts ------------------------------------------------------------------------- */

typedef struct stays {
    double mean, low, high;
} stays;

/* Payments within the horizon, the k-th due k periods after the last; renewed p - 1 times so far.
 */
static stays expect(const contracts *c, double payments, double since, double period,
                    const gw__reckoning_run *run)
{
    stays s = {0};
    size_t renewed = (size_t)payments - 1;
    for (size_t k = 1; k <= MOST_AHEAD; k++) {
        double at = fmax((double)k * period - since, 0);
        double chance = c->survival[renewed + k] / c->survival[renewed];
        double worth = gw_exp(-run->delta_per_day * at);
        if (at > run->options->horizon_days || !(chance > 0))
            break;
        s.mean += chance * worth;
        s.low += chance >= 0.9 ? worth : 0;
        s.high += chance >= 0.1 ? worth : 0;
    }
    return s;
}

static gw_status write_stays(gw__reckoning_run *run, const contracts *c, const gw_columns *open,
                             gw_error *err)
{
    size_t n = open->n;
    int64_t *number = gw_alloc(run->context, n, sizeof *number);
    double *values = gw_alloc(run->context, n, 3 * sizeof *values);
    gw_status status = GW_OK;
    if (number == NULL || values == NULL) {
        status = gw_error_no_memory(err, "contracts");
        goto done;
    }
    for (size_t i = 0; i < n; i++) {
        stays s = expect(c, open->values[2][i], open->values[3][i], open->values[4][i], run);
        number[i] = (int64_t)open->values[0][i] * (INT64_C(1) << 32) + (int64_t)open->values[1][i];
        values[i] = s.mean;
        values[n + i] = s.low;
        values[2 * n + i] = s.high;
    }
    gw_column columns[] = {{"customer_no", GW_INT64, number, NULL},
                           {"contract_stays", GW_DOUBLE, values, NULL},
                           {"contract_stays_low", GW_DOUBLE, values + n, NULL},
                           {"contract_stays_high", GW_DOUBLE, values + 2 * n, NULL}};
    gw_ingest_target target = {.table = "expected_payments_next", .append = true};
    status = gw_ingest_arrays(run->store, &target, columns, 4, n, err);
done:
    gw_release(run->context, number);
    gw_release(run->context, values);
    return status;
}

/* ---- Contracts not begun yet ---------------------------------------------------------------- */

/* From its beginning on, for `days`. */
static double payments_in(const contracts *c, double days, double period, double delta_per_day)
{
    double sum = 0;
    for (size_t k = 0; k <= MOST_AHEAD && (double)k * period <= days; k++)
        sum += c->survival[k] * gw_exp(-delta_per_day * (double)k * period);
    return sum;
}

#define BEGINNINGS 24 /* evenly over the horizon */

gw_status gw__reckon_new_contract(double *payments_out, gw__reckoning_run *run, gw_error *err)
{
    const gw_model *model = gw_model_find("sbg");
    contracts c = {.context = run->context};
    gw_columns period = {0};
    char as_of[GW__DAY_SQL_SIZE];
    gw__day_sql(as_of, run->out->as_of);
    const gw_sql_slot slot = {"as_of", as_of};
    *payments_out = 0;
    gw_status status = model == NULL ? GW_OK : learn(&c, run, model, err);
    if (status == GW_OK && c.survival != NULL)
        status = gw_columns_read(&period, run->context, run->store, "contract_period", &slot, 1,
                                 NULL, 0, err);
    bool known = status == GW_OK && period.n == 1 && period.values[0][0] > 0;
    for (size_t i = 0; i < BEGINNINGS && known; i++)
        *payments_out +=
            payments_in(&c, run->options->horizon_days * (1 - ((double)i + 0.5) / BEGINNINGS),
                        period.values[0][0], run->delta_per_day) /
            BEGINNINGS;
    gw_columns_free(&period);
    gw_release(run->context, c.survival);
    return status;
}

gw_status gw__reckon_contracts(gw__reckoning_run *run, gw_error *err)
{
    const gw_model *model = gw_model_find("sbg");
    contracts c = {.context = run->context};
    gw_columns open = {0};
    char as_of[GW__DAY_SQL_SIZE];
    gw__day_sql(as_of, run->out->as_of);
    const gw_sql_slot slot = {"as_of", as_of};
    gw_status status = model == NULL ? GW_OK : learn(&c, run, model, err);
    if (status == GW_OK && c.survival != NULL)
        status = gw_columns_read(&open, run->context, run->store, "contract_open", &slot, 1, NULL,
                                 0, err);
    if (status == GW_OK && open.n > 0)
        status = write_stays(run, &c, &open, err);
    gw_columns_free(&open);
    gw_release(run->context, c.survival);
    return status;
}
