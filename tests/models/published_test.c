/* Values from the papers and their software: fits of the CDNOW sample, single customers, and
 * totals.
 *
 * Sources: Pareto/NBD: Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, "A note on
 * deriving the Pareto/NBD model"; Fader, Hardie & Lee 2005, "RFM and CLV", JMR. BG/NBD: Fader,
 * Hardie & Lee 2005, Marketing Science 24. MBG/NBD: Batislam, Denizel & Filiztekin 2007.
 * Gamma-Gamma: Fader & Hardie 2013. Standard errors and hard cells: the tests of CLVTools and
 * lifetimes. The digits beyond those published were reckoned in at least two independent ways
 * (closed form, quadrature).
 *
 * An expected value is a text: its number of decimals says how far it is known. */
#include "subject.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"

/* Within 0.6 units of the last printed decimal. */
#define check_printed(actual, printed) check_printed_at(actual, printed, #actual, __LINE__)
static void check_printed_at(double actual, const char *printed, const char *what, int line)
{
    const char *point = strchr(printed, '.');
    double unit = pow(10, point == NULL ? 0 : -(double)strlen(point + 1));
    if (!(fabs(actual - strtod(printed, NULL)) <= 0.6 * unit)) {
        print_error("%s is %.15g, printed %s\n", what, actual, printed);
        _fail(__FILE__, line);
    }
}

typedef struct scores {
    double of[GW_MAX_SCORES];
} scores;

static scores scores_of(const char *name, const double *params, const double *row, double horizon,
                        double delta)
{
    scores out;
    double *outs[GW_MAX_SCORES];
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    gw_context *context = context_with(1);
    const gw_model *model = gw_model_find(name);
    gw_cells *cells = cells_of_row(context, model, row);
    for (size_t i = 0; i < GW_MAX_SCORES; i++)
        outs[i] = &out.of[i];
    options.horizon = horizon;
    options.delta = delta;
    must(gw_model_score(outs, NULL, context, model, params, cells, &options, err));
    gw_cells_free(cells);
    gw_context_free(context);
    return out;
}

static double pmf_of(const char *name, const double *params, const double *row, double horizon,
                     size_t k)
{
    double pmf[64];
    gw_context *context = context_with(1);
    must(gw_model_pmf(pmf, k + 1, context, gw_model_find(name), params, row, horizon, err));
    gw_context_free(context);
    return pmf[k];
}

static void gradient_of(double *gradient_out, const char *name, const double *params,
                        const double *row)
{
    gw_context *context = context_with(1);
    const gw_model *model = gw_model_find(name);
    gw_cells *cells = cells_of_row(context, model, row);
    log_lik_at(context, model, params, cells, gradient_out);
    gw_cells_free(cells);
    gw_context_free(context);
}

/* ---- CDNOW ---------------------------------------------------------------------------------- */

typedef struct cdnow {
    gw_context *context;
    gw_cells *cells;
    sample *rows;
} cdnow;

static cdnow cdnow_for(const char *name)
{
    const gw_model *model = gw_model_find(name);
    csv *table = csv_read("examples/cdnow/cdnow_summary.csv");
    cdnow data = {context_with(1), NULL, sample_create(table->rows)};
    for (size_t i = 0; i < gw_model_column_count(model); i++)
        csv_numbers(data.rows->columns[i], table, gw_model_column_name(model, i));
    data.cells = sample_cells(data.rows, data.context, model);
    csv_free(table);
    return data;
}

static void cdnow_free(cdnow *data)
{
    gw_cells_free(data->cells);
    sample_free(data->rows);
    gw_context_free(data->context);
}

static gw_fit fit_cdnow(const char *name)
{
    gw_fit fit;
    cdnow data = cdnow_for(name);
    must(gw_model_fit(&fit, data.context, gw_model_find(name), data.cells, NULL, err));
    cdnow_free(&data);
    assert_int_equal(fit.outcome, GW_FIT_CONVERGED);
    return fit;
}

static void fit_of_pareto_nbd(void **state)
{
    (void)state;
    gw_fit fit = fit_cdnow("pareto_nbd");
    check_printed(fit.log_lik, "-9594.974");
    check_printed(fit.params[0], ".5533");
    check_printed(fit.params[1], "10.578");
    check_printed(fit.params[2], ".606");
    check_printed(fit.params[3], "11.67");
    check_printed(fit.se[0], ".0476"); /* CLVTools */
    check_printed(fit.se[1], ".843");
    check_printed(fit.se[2], ".187");
    check_printed(fit.se[3], "6.21");
    assert_int_equal(fit.cells, 1016);
    check_close(fit.customers, 2357, 0);
    assert_true(fit.evaluations <= 45);
}

static void fit_of_bg_nbd(void **state)
{
    (void)state;
    gw_fit fit = fit_cdnow("bg_nbd");
    check_printed(fit.log_lik, "-9582.426");
    check_printed(fit.params[0], ".2426");
    check_printed(fit.params[1], "4.4135");
    check_printed(fit.params[2], ".7929");
    check_printed(fit.params[3], "2.426");
    check_printed(fit.se[0], ".01256");
    check_printed(fit.se[1], ".3782");
    check_printed(fit.se[2], ".1857");
    check_printed(fit.se[3], ".7053");
    assert_true(fit.evaluations <= 45);
}

static void fit_of_mbg_nbd(void **state)
{
    (void)state;
    gw_fit fit = fit_cdnow("mbg_nbd");
    check_printed(fit.log_lik, "-9582.133");
    check_printed(fit.params[0], ".5248");
    check_printed(fit.params[1], "6.183");
    check_printed(fit.params[2], ".8914");
    check_printed(fit.params[3], "1.614");
    assert_true(fit.evaluations <= 65);
}

static void fit_of_nbd(void **state)
{
    (void)state;
    gw_fit fit = fit_cdnow("nbd");
    check_printed(fit.log_lik, "-9763.660");
    check_printed(fit.params[0], ".385");
    check_printed(fit.params[1], "12.07");
}

static void fit_of_gamma_gamma(void **state)
{
    (void)state;
    gw_fit fit = fit_cdnow("gamma_gamma");
    check_printed(fit.log_lik, "-4055.923");
    check_printed(fit.params[0], "6.249");
    check_printed(fit.params[1], "3.745");
    check_printed(fit.params[2], "15.448");
    check_close(fit.customers, 946, 0);
    check_close(fit.left_out, 1411, 0);
}

/* The sum over all customers of one score at the paper's parameters. */
static double cdnow_total(const char *name, const double *params, double horizon, size_t score)
{
    cdnow data = cdnow_for(name);
    size_t n = gw_cells_count(data.cells);
    double *values = calloc(n, sizeof(double));
    double *outs[GW_MAX_SCORES] = {NULL};
    double total = 0;
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    assert_non_null(values);
    outs[score] = values;
    options.horizon = horizon;
    must(gw_model_score(outs, NULL, data.context, gw_model_find(name), params, data.cells, &options,
                        err));
    for (size_t i = 0; i < n; i++)
        total += values[i] * gw_cells_weight(data.cells)[i];
    free(values);
    cdnow_free(&data);
    return total;
}

static const double PARETO[] = {.553, 10.578, .606, 11.669}; /* as published */
static const double BG[] = {.243, 4.414, .793, 2.426};
static const double MBG[] = {.525, 6.183, .891, 1.614};
static const double TWICE[] = {2, 30.43, 38.86};
static const double WEEKLY[] = {26, 30.86, 31};
static const double NEW[] = {0, 0, 0};

/* The 39 hidden weeks, and who is still there. The totals are known from exact days; the file has
 * weeks to two decimals. */
static void totals_of_cdnow(void **state)
{
    (void)state;
    check_close(cdnow_total("bg_nbd", BG, 39, GW_COUNT_EXPECTED), 1653.94, 1e-4);
    check_close(cdnow_total("pareto_nbd", PARETO, 39, GW_COUNT_EXPECTED), 1665.69, 1e-4);
    check_close(cdnow_total("pareto_nbd", PARETO, 39, GW_COUNT_P_ALIVE), 1052.24, 1e-4);
}

/* ---- Pareto/NBD ----------------------------------------------------------------------------- */

static void pareto_nbd_customers(void **state)
{
    (void)state;
    scores twice = scores_of("pareto_nbd", PARETO, TWICE, 39, -1);
    check_printed(twice.of[GW_COUNT_LOG_LIK], "-9.55428324515");
    check_printed(twice.of[GW_COUNT_P_ALIVE], ".869167559153");
    check_printed(twice.of[GW_COUNT_EXPECTED], "1.4551231933");
    scores weekly = scores_of("pareto_nbd", PARETO, WEEKLY, 52, -1);
    check_printed(weekly.of[GW_COUNT_EXPECTED], "25.45847"); /* BTYD prints 25.46 */
    check_printed(scores_of("pareto_nbd", PARETO, NEW, 52, -1).of[GW_COUNT_EXPECTED], "1.472997");
    check_printed(pmf_of("pareto_nbd", PARETO, NEW, 38.86, 0), ".593898829947");
    const double btyd[] = {.5534, 10.5802, .6061, 11.6562};
    check_printed(scores_of("pareto_nbd", btyd, WEEKLY, 0, -1).of[GW_COUNT_P_ALIVE], ".9979178");
}

static void pareto_nbd_discounted(void **state)
{
    (void)state;
    scores weekly = scores_of("pareto_nbd", PARETO, TWICE, GW_FOREVER, .0027);
    scores annual = scores_of("pareto_nbd", PARETO, TWICE, GW_FOREVER, log(1.15) / 52);
    check_printed(weekly.of[GW_COUNT_DISCOUNTED], "6.4837735677");
    check_printed(annual.of[GW_COUNT_DISCOUNTED], "6.5017305376");
    const double manual[] = {.5629966, 12.5590370, .4081095, 10.5148048};
    const double seven[] = {7, 35, 77.86};
    scores btyd = scores_of("pareto_nbd", manual, seven, GW_FOREVER, .0027);
    check_printed(btyd.of[GW_COUNT_DISCOUNTED], "1.86418332807");
}

static void pareto_nbd_gradient(void **state)
{
    (void)state;
    double gradient[GW_MAX_PARAMETERS];
    gradient_of(gradient, "pareto_nbd", PARETO, TWICE);
    check_printed(gradient[0], ".923702526172");
    check_printed(gradient[1], "-.000102169608484");
    check_printed(gradient[2], "-1.23661326505");
    check_printed(gradient[3], ".0369058098061");
}

/* Histories on which closed forms overflow (from the tests of lifetimes). */
static void pareto_nbd_long_histories(void **state)
{
    (void)state;
    const double params[] = {10.465, .00798565181, 3.0516, 2.820};
    const double rows[3][3] = {{400, 5, 6}, {500, 1, 37}, {500, 4, 37}};
    static const char *const log_lik[] = {"1323.188930967818", "2594.404454622757",
                                          "1888.821249738941"};
    const double mantissa[] = {5.137458, 7.9, 2.1};
    const double power[] = {-31, -800, -493};
    const double known[] = {1e-6, .05, .05}; /* relative */
    for (size_t i = 0; i < 3; i++) {
        scores s = scores_of("pareto_nbd", params, rows[i], 52, -1);
        check_close(s.of[GW_COUNT_LOG_LIK], strtod(log_lik[i], NULL), 1e-14);
        double log_p = log(mantissa[i]) + power[i] * log(10);
        assert_true(fabs(s.of[GW_COUNT_LOG_P_ALIVE] - log_p) < known[i]);
    }
}

/* Weekly shoppers on whom CLVTools once returned NaN. */
static void pareto_nbd_weekly_shoppers(void **state)
{
    (void)state;
    const double params[] = {.5143, 2.8845, .2856, 14.1087};
    const double rows[3][3] = {
        {221, 103.42857, 103.57143}, {161, 94.71429, 98}, {204, 98.57143, 99.42857}};
    static const char *const p_alive[] = {".9995960523179", ".7494877522581", ".9942550796379"};
    static const char *const log_lik[] = {"-61.58464856172921", "-87.42925486330853",
                                          "-65.19834218926038"};
    for (size_t i = 0; i < 3; i++) {
        scores s = scores_of("pareto_nbd", params, rows[i], 52, -1);
        check_printed(s.of[GW_COUNT_P_ALIVE], p_alive[i]);
        check_close(s.of[GW_COUNT_LOG_LIK], strtod(log_lik[i], NULL), 1e-13);
    }
}

/* ---- BG/NBD and MBG/NBD --------------------------------------------------------------------- */

static void bg_nbd_customers(void **state)
{
    (void)state;
    scores twice = scores_of("bg_nbd", BG, TWICE, 39, -1);
    check_printed(twice.of[GW_COUNT_LOG_LIK], "-9.45860630707");
    check_printed(twice.of[GW_COUNT_P_ALIVE], ".726578570081");
    check_printed(twice.of[GW_COUNT_EXPECTED], "1.22602817477"); /* the paper: 1.226 */
    scores weekly = scores_of("bg_nbd", BG, WEEKLY, 52, -1);
    check_printed(weekly.of[GW_COUNT_EXPECTED], "25.7581959");
    check_printed(weekly.of[GW_COUNT_P_ALIVE], ".968915650");
    const double never[] = {0, 0, 38.86};
    check_printed(scores_of("bg_nbd", BG, never, 39, -1).of[GW_COUNT_P_ALIVE], "1.0000000000");
}

static void bg_nbd_new_customers(void **state)
{
    (void)state;
    const double horizons[] = {.1429, 1, 3, 31.8571, 32, 78};
    static const char *const expected[] = {".00782834751607", ".0532678911717", ".150865230893",
                                           "1.04199606085",   "1.04524332837",  "1.86051905794"};
    for (size_t i = 0; i < 6; i++) {
        scores s = scores_of("bg_nbd", BG, NEW, horizons[i], -1);
        check_printed(s.of[GW_COUNT_EXPECTED], expected[i]);
    }
    check_printed(pmf_of("bg_nbd", BG, NEW, 39, 0), ".573786352096");
    check_printed(pmf_of("bg_nbd", BG, NEW, 30, 0), ".607110317312");
    check_printed(pmf_of("bg_nbd", BG, NEW, 30, 10), ".002668785989");
    check_printed(scores_of("bg_nbd", BG, NEW, GW_FOREVER, .0027).of[GW_COUNT_DISCOUNTED],
                  "3.64780963014");
}

static void bg_nbd_gradient(void **state)
{
    (void)state;
    double gradient[GW_MAX_PARAMETERS];
    gradient_of(gradient, "bg_nbd", BG, TWICE);
    check_printed(gradient[0], "2.69620338651");
    check_printed(gradient[1], "-.000209140605569");
    check_printed(gradient[2], "-.20288474174");
    check_printed(gradient[3], ".0766004878266");
}

static void mbg_nbd_customers(void **state)
{
    (void)state;
    const double never[] = {0, 0, 38.86};
    scores twice = scores_of("mbg_nbd", MBG, TWICE, 39, -1);
    check_printed(twice.of[GW_COUNT_P_ALIVE], ".706202265118");
    check_printed(twice.of[GW_COUNT_EXPECTED], "1.26296062327");
    check_printed(scores_of("mbg_nbd", MBG, NEW, 39, -1).of[GW_COUNT_EXPECTED], "1.1829536656");
    check_printed(scores_of("mbg_nbd", MBG, never, 39, -1).of[GW_COUNT_P_ALIVE], ".389735080919");
}

/* ---- Gamma-Gamma ---------------------------------------------------------------------------- */

static void gamma_gamma_customers(void **state)
{
    (void)state;
    const double params[] = {6.25, 3.74, 15.44};
    const double nobody[] = {0, 0};
    const double twice[] = {2, 22.35};
    const double once[] = {1, 11.77};
    const double four[] = {4, 35};
    scores s = scores_of("gamma_gamma", params, twice, 0, -1);
    check_printed(s.of[GW_SPEND_EXPECTED], "24.6637139108");
    check_printed(s.of[GW_SPEND_LOG_LIK], "-3.5513167597317");
    check_printed(scores_of("gamma_gamma", params, nobody, 0, -1).of[GW_SPEND_EXPECTED],
                  "35.2189781");
    check_printed(scores_of("gamma_gamma", params, once, 0, -1).of[GW_SPEND_EXPECTED],
                  "18.9168521");
    check_printed(scores_of("gamma_gamma", params, four, 0, -1).of[GW_SPEND_EXPECTED],
                  "35.0216294");
    double gradient[GW_MAX_PARAMETERS];
    gradient_of(gradient, "gamma_gamma", params, twice);
    check_printed(gradient[0], "-.051048041708");
    check_printed(gradient[1], ".217180319935");
    check_printed(gradient[2], "-.0278086020357");
    /* A customer's worth per unit of margin: discounted purchases times their mean. */
    double purchases =
        scores_of("pareto_nbd", PARETO, TWICE, GW_FOREVER, .0027).of[GW_COUNT_DISCOUNTED];
    check_printed(purchases * s.of[GW_SPEND_EXPECTED], "159.913936337");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fit_of_pareto_nbd),
        cmocka_unit_test(fit_of_bg_nbd),
        cmocka_unit_test(fit_of_mbg_nbd),
        cmocka_unit_test(fit_of_nbd),
        cmocka_unit_test(fit_of_gamma_gamma),
        cmocka_unit_test(totals_of_cdnow),
        cmocka_unit_test(pareto_nbd_customers),
        cmocka_unit_test(pareto_nbd_discounted),
        cmocka_unit_test(pareto_nbd_gradient),
        cmocka_unit_test(pareto_nbd_long_histories),
        cmocka_unit_test(pareto_nbd_weekly_shoppers),
        cmocka_unit_test(bg_nbd_customers),
        cmocka_unit_test(bg_nbd_new_customers),
        cmocka_unit_test(bg_nbd_gradient),
        cmocka_unit_test(mbg_nbd_customers),
        cmocka_unit_test(gamma_gamma_customers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
