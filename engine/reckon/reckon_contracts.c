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
#define DRAWS 100      /* of the model's parameters */
#define SAMPLE 5000    /* open contracts, for the spread between draws */

/* survival[n]: the chance of renewing at least n times, n = 0 .. count - 1; the mean over the draws
 * of each[draw * count + n]. What a contract that was renewed n times will do is S(n + k) / S(n) of
 * the means: each draw then weighs by the chance it gave to what the contract did. */
typedef struct contracts {
    gw_context *context;
    size_t begun;
    double *survival;
    double *each;
    size_t count;
} contracts;

static void contracts_free(contracts *c)
{
    gw_release(c->context, c->survival);
    gw_release(c->context, c->each);
}

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

/* Of one draw. */
static gw_status score_survival(double *out, const contracts *c, const gw_model *model,
                                const double *params, const gw_cells *periods, gw_error *err)
{
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    double *const scores[GW_MAX_SCORES] = {out};
    return gw_model_score(scores, NULL, c->context, model, params, periods, &options, err);
}

static gw_status average_survival(contracts *c, const gw_model *model, const gw_draws *draws,
                                  const gw_cells *periods, gw_error *err)
{
    for (size_t d = 0; d < DRAWS; d++) {
        double *each = c->each + d * c->count;
        GW_TRY(score_survival(each, c, model, draws->values + d * draws->parameters, periods, err));
        for (size_t n = 0; n < c->count; n++)
            c->survival[n] += each[n] / DRAWS;
    }
    return GW_OK;
}

static gw_status draw_survival(contracts *c, const gw_model *model, const gw_draws *draws,
                               gw_error *err)
{
    gw_cells *cells = NULL;
    double *periods = gw_alloc(c->context, c->count, sizeof *periods);
    c->survival = gw_alloc_zero(c->context, c->count, sizeof *c->survival);
    c->each = gw_alloc(c->context, c->count, DRAWS * sizeof *c->each);
    gw_status status = GW_OK;
    if (periods == NULL || c->survival == NULL || c->each == NULL) {
        status = gw_error_no_memory(err, "contracts");
        goto done;
    }
    for (size_t n = 0; n < c->count; n++)
        periods[n] = (double)n;
    gw_rows rows = {.n = c->count, .columns = {periods}};
    status = gw_cells_create(&cells, c->context, model, &rows, err);
    if (status == GW_OK)
        status = average_survival(c, model, draws, cells, err);
    gw_cells_free(cells);
done:
    gw_release(c->context, periods);
    return status;
}

static gw_status fit_renewals(contracts *c, gw__reckoning_run *run, const gw_model *model,
                              const gw_rows *renewals, gw_error *err)
{
    gw_cells *cells = NULL;
    gw_draws draws = {0};
    gw_fit fit;
    uint64_t seed = run->options->seed == 0 ? 1 : run->options->seed;
    GW_TRY(gw_cells_create(&cells, run->context, model, renewals, err));
    gw_status status = gw_model_fit(&fit, run->context, model, cells, NULL, err);
    if (status == GW_OK)
        status = gw_draws_create(&draws, run->context, model, cells, &fit, DRAWS, seed, err);
    gw_cells_free(cells);
    if (status == GW_OK && draws.n == DRAWS) {
        c->count = renewals->n + MOST_AHEAD + 1;
        status = draw_survival(c, model, &draws, err);
    }
    gw_draws_free(&draws, run->context);
    return status;
}

/* c->survival stays NULL without contracts. */
static gw_status learn(contracts *c, gw__reckoning_run *run, const gw_model *model, gw_error *err)
{
    gw_columns histogram = {0};
    double *rows = NULL;
    size_t n = 0;
    char as_of[GW__DAY_SQL_SIZE];
    gw__day_sql(as_of, run->out->as_of);
    const gw_sql_slot slot = {"as_of", as_of};
    gw_status status = gw_columns_read(&histogram, run->context, run->store, "contract_histogram",
                                       &slot, 1, NULL, 0, err);
    for (size_t i = 0; i < histogram.n && status == GW_OK; i++)
        c->begun += (size_t)histogram.values[2][i];
    if (status == GW_OK && histogram.n > 0)
        status = count_renewals(&rows, &n, run->context, &histogram, err);
    if (status == GW_OK && n > 0) {
        gw_rows renewals = {.n = n, .columns = {rows, rows + n, rows + 2 * n}};
        status = fit_renewals(c, run, model, &renewals, err);
    }
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
static stays expect(const double *survival, double payments, double since, double period,
                    const gw__reckoning_run *run)
{
    stays s = {0};
    size_t renewed = (size_t)payments - 1;
    for (size_t k = 1; k <= MOST_AHEAD; k++) {
        double at = fmax((double)k * period - since, 0);
        double chance = survival[renewed + k] / survival[renewed];
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
        stays s =
            expect(c->survival, open->values[2][i], open->values[3][i], open->values[4][i], run);
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
static double payments_in(const double *survival, double days, double period, double delta_per_day)
{
    double sum = 0;
    for (size_t k = 0; k <= MOST_AHEAD && (double)k * period <= days; k++)
        sum += survival[k] * gw_exp(-delta_per_day * (double)k * period);
    return sum;
}

#define BEGINNINGS 24 /* evenly over the horizon */

static double payments_of_new(const double *survival, double period, const gw__reckoning_run *run)
{
    double sum = 0;
    for (size_t i = 0; i < BEGINNINGS; i++) {
        double rest = run->options->horizon_days * (1 - ((double)i + 0.5) / BEGINNINGS);
        sum += payments_in(survival, rest, period, run->delta_per_day) / BEGINNINGS;
    }
    return sum;
}

gw_status gw__reckon_new_contract(gw__new_contract *out, gw__reckoning_run *run, gw_error *err)
{
    const gw_model *model = gw_model_find("sbg");
    contracts c = {.context = run->context};
    gw_columns period = {0};
    char as_of[GW__DAY_SQL_SIZE];
    gw__day_sql(as_of, run->out->as_of);
    const gw_sql_slot slot = {"as_of", as_of};
    *out = (gw__new_contract){0};
    gw_status status = model == NULL ? GW_OK : learn(&c, run, model, err);
    if (status == GW_OK && c.survival != NULL)
        status = gw_columns_read(&period, run->context, run->store, "contract_period", &slot, 1,
                                 NULL, 0, err);
    if (status == GW_OK && period.n == 1 && period.values[0][0] > 0) {
        out->period = period.values[0][0];
        out->payments = payments_of_new(c.survival, out->period, run);
    }
    gw_columns_free(&period);
    contracts_free(&c);
    return status;
}

/* ---- Together ------------------------------------------------------------------------------- */

/* Payments of open contracts and of new ones, in one draw. */
static double total_of(const double *survival, const gw_columns *open, const gw__reckoning_run *run)
{
    const gw__new_contract *new = &run->ahead.new_contract;
    size_t step = 1 + open->n / (SAMPLE + 1);
    double sum = 0;
    for (size_t i = 0; i < open->n; i += step)
        sum +=
            (double)step *
            expect(survival, open->values[2][i], open->values[3][i], open->values[4][i], run).mean;
    if (new->payments > 0)
        sum += new->expected *payments_of_new(survival, new->period, run) / new->payments;
    return sum;
}

/* How far all payments may be off, by what is known of renewals, and of how often contracts begin:
 * so many began, by chance. */
static gw_status keep_spread(gw__reckoning_run *run, const contracts *c, const gw_columns *open,
                             gw_error *err)
{
    double totals[DRAWS];
    double mean = 0;
    double squares = 0;
    for (size_t d = 0; d < DRAWS; d++) {
        totals[d] = total_of(c->each + d * c->count, open, run);
        mean += totals[d] / DRAWS;
    }
    for (size_t d = 0; d < DRAWS; d++)
        squares += (totals[d] - mean) * (totals[d] - mean) / (DRAWS - 1);
    if (!(mean > 0))
        return GW_OK;
    double new_ones = run->ahead.new_contract.expected;
    double variance = squares + new_ones * new_ones / (double)c->begun;
    gw_value values[] = {gw_value_int64(run->out->number),
                         gw_value_text("line"),
                         gw_value_text("subscriptions"),
                         gw_value_text("spread"),
                         gw_value_double(sqrt(variance) / mean),
                         gw_value_text("how far this line may be off by itself, on the log scale")};
    return gw_store_execute_with(NULL, run->store, gw_sql("check_keep"), values, 6, err);
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
    if (status == GW_OK && c.survival != NULL)
        status = keep_spread(run, &c, &open, err);
    gw_columns_free(&open);
    contracts_free(&c);
    return status;
}
