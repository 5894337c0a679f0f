/* Posteriors against brute force, against another implementation's, and as every caller uses them.
 */
#include "crowd.h"
#include "subject.h"

#include "posterior_target.h"
#include "sample.h"
#include "vmath.h"

#include <string.h>

static gw_posterior *posterior_of(gw_context *context, const gw_model *model, const gw_cells *cells,
                                  size_t draws, uint64_t seed)
{
    gw_posterior *posterior = NULL;
    gw_posterior_options options = GW_POSTERIOR_OPTIONS_INIT;
    options.draws = draws;
    options.seed = seed;
    must(gw_model_posterior(&posterior, context, model, cells, &options, err));
    return posterior;
}

/* ---- Priors, for every model ---------------------------------------------------------------- */

static void slopes_are_those_of_the_parameters(void **state)
{
    const subject *s = *state;
    const gw_model *m = s->model;
    size_t n = s->parameter_count;
    if (m->prior == NULL || m->place == NULL)
        fail_msg("%s needs a prior without units: see gw_model.prior and core/models/prior.h",
                 gw_model_name(m));
    const double steps[] = {-2.5, -1, 0, 0.7, 2.5};
    for (size_t k = 0; k < 5; k++)
        for (size_t j = 0; j < n; j++) {
            double at[GW_MAX_PARAMETERS], logs[2][GW_MAX_PARAMETERS];
            double slopes[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS], other[sizeof slopes];
            for (size_t i = 0; i < n; i++)
                at[i] = m->prior[i].mean + steps[(k + i) % 5] * m->prior[i].sd;
            m->place(logs[0], slopes, at, 32.0);
            double middle = at[j];
            at[j] = middle - 1e-5;
            m->place(logs[0], other, at, 32.0);
            at[j] = middle + 1e-5;
            m->place(logs[1], other, at, 32.0);
            for (size_t i = 0; i < n; i++)
                check_close_floor(slopes[i * n + j], (logs[1][i] - logs[0][i]) / 2e-5, 1e-8, 10);
        }
}

/* Twice the age, or the order: parameters that are times or money double, and nothing else. */
static void priors_have_no_units(void **state)
{
    const subject *s = *state;
    const gw_model *m = s->model;
    double at[GW_MAX_PARAMETERS], logs[2][GW_MAX_PARAMETERS];
    double slopes[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS];
    int scaled = 0;
    for (size_t i = 0; i < s->parameter_count; i++)
        at[i] = m->prior[i].mean + 0.3;
    m->place(logs[0], slopes, at, 1.0);
    m->place(logs[1], slopes, at, 8.0);
    for (size_t i = 0; i < s->parameter_count; i++) {
        double change = logs[1][i] - logs[0][i];
        assert_true(fabs(change) < 1e-12 || fabs(fabs(change) - log(8)) < 1e-12); /* or a rate */
        scaled += change > 1;
    }
    if (gw_model_kind_of(m) == GW_MODEL_SPEND)
        assert_true(scaled > 0);
}

/* ---- Use, for every model ------------------------------------------------------------------- */

static void the_same_bits_for_any_number_of_threads(void **state)
{
    const subject *s = *state;
    gw_posterior *found[2];
    for (int k = 0; k < 2; k++) {
        gw_context *context = context_with(k == 0 ? 1 : 8);
        sample *drawn = sample_draw(s, context, s->typical, 700, 3);
        gw_cells *cells = sample_cells(drawn, context, s->model);
        found[k] = posterior_of(context, s->model, cells, 200, 9);
        gw_cells_free(cells);
        sample_free(drawn);
        gw_context_free(context);
    }
    for (size_t i = 0; i < 200 * s->parameter_count; i++)
        check_same_bits(gw_posterior_draws(found[0])[i], gw_posterior_draws(found[1])[i]);
    gw_posterior_free(found[0]);
    gw_posterior_free(found[1]);
}

static void the_report_is_about_the_draws(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(2);
    sample *drawn = sample_draw(s, context, s->typical, 400, 5);
    gw_cells *cells = sample_cells(drawn, context, s->model);
    gw_posterior *posterior = posterior_of(context, s->model, cells, 2000, 2);
    const gw_posterior_report *r = gw_posterior_report_of(posterior);
    assert_int_equal(r->draws, 2000);
    assert_true(r->points >= 2000);
    assert_true(r->method == GW_POSTERIOR_HMC || (r->khat <= 0.7 && r->ess > 1000));
    for (size_t p = 0; p < s->parameter_count; p++) {
        const gw_posterior_summary *q = &r->parameters[p];
        int below = 0;
        for (size_t i = 0; i < 2000; i++)
            below += gw_posterior_draws(posterior)[i * s->parameter_count + p] <= q->q50;
        assert_true(below > 880 && below < 1120);
        assert_true(q->q05 < q->q50 && q->q50 < q->q95 && q->sd > 0 && q->ess > 200);
        assert_true(isnan(q->rhat) == (r->method == GW_POSTERIOR_IMPORTANCE));
    }
    assert_true(strlen(r->message) > 20);
    gw_posterior_free(posterior);
    gw_cells_free(cells);
    sample_free(drawn);
    gw_context_free(context);
}

/* One customer, of whom nothing but the age is known: the prior is the answer. */
static void few_customers_have_an_answer(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    gw_cells *cells = cells_of_row(context, s->model, s->typical_row);
    gw_posterior *posterior = posterior_of(context, s->model, cells, 400, 1);
    const gw_posterior_report *r = gw_posterior_report_of(posterior);
    for (size_t p = 0; p < s->parameter_count; p++) {
        assert_true(isfinite(r->parameters[p].mean) && r->parameters[p].q05 > 0);
        assert_true(r->parameters[p].q95 > 1.5 * r->parameters[p].q05);
    }
    assert_non_null(strstr(r->message, "few customers"));
    gw_posterior_free(posterior);
    gw_cells_free(cells);
    gw_context_free(context);
}

static void bad_options_are_refused(void **state)
{
    const subject *s = *state;
    gw_context *context = context_with(1);
    gw_cells *cells = cells_of_row(context, s->model, s->typical_row);
    gw_posterior *posterior = NULL;
    gw_posterior_options options = GW_POSTERIOR_OPTIONS_INIT;
    gw_error err = {GW_OK, ""};
    options.draws = 1000001;
    assert_int_equal(gw_model_posterior(&posterior, context, s->model, cells, &options, &err),
                     GW_WRONG_USE);
    assert_non_null(strstr(err.message, "draws"));
    assert_null(posterior);
    gw_cells_free(cells);
    gw_context_free(context);
}

static void survives_no_memory(void **state)
{
    const subject *s = *state;
    for (long fail_at = 1;; fail_at += 1 + fail_at / 4) { /* the later ones are all alike */
        failing_allocator memory = {.fail_at = 0};
        gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
        failing_allocator_options(&options, &memory);
        gw_context *context = NULL;
        assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
        gw_cells *cells = cells_of_row(context, s->model, s->typical_row);
        gw_posterior *posterior = NULL;
        gw_posterior_options wanted = GW_POSTERIOR_OPTIONS_INIT;
        wanted.draws = 20;
        memory.fail_at = memory.calls + fail_at;
        gw_status status = gw_model_posterior(&posterior, context, s->model, cells, &wanted, NULL);
        int reached = memory.calls >= memory.fail_at;
        assert_int_equal(status, reached ? GW_NO_MEMORY : GW_OK);
        assert_int_equal(posterior == NULL, reached);
        gw_posterior_free(posterior);
        gw_cells_free(cells);
        gw_context_free(context);
        assert_int_equal(memory.held, 0);
        if (!reached)
            return;
    }
}

static int tell_cancelled(void *user)
{
    int *left = user;
    return (*left)-- <= 0;
}

static void can_be_cancelled(void **state)
{
    const subject *s = *state;
    gw_status status = GW_CANCELLED;
    int cancelled = 0;
    for (int looks = 1; status != GW_OK; looks += 9, cancelled++) {
        int left = 1000000;
        gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
        options.cancel = tell_cancelled;
        options.cancel_user = &left;
        gw_context *context = NULL;
        must(gw_context_create(&context, &options, err));
        gw_cells *cells = cells_of_row(context, s->model, s->typical_row);
        gw_posterior *posterior = NULL;
        left = looks;
        status = gw_model_posterior(&posterior, context, s->model, cells, NULL, NULL);
        assert_true(status == GW_CANCELLED || status == GW_OK);
        assert_int_equal(posterior != NULL, status == GW_OK);
        gw_posterior_free(posterior);
        gw_cells_free(cells);
        gw_context_free(context);
    }
    assert_true(cancelled > 3);
}

/* ---- The numbers of ledger and papers ------------------------------------------------------- */

/* The priors in words: what an ordinary shop is. T is the median age, 40. */
static void priors_are_centred_on_an_ordinary_shop(void **state)
{
    (void)state;
    double slopes[GW_MAX_PARAMETERS * GW_MAX_PARAMETERS];
    double at[GW_MAX_PARAMETERS], p[GW_MAX_PARAMETERS];
    const char *const names[] = {"nbd",     "pareto_nbd",  "bg_nbd",
                                 "mbg_nbd", "gamma_gamma", "ggompertz_nbd"};
    for (size_t k = 0; k < 6; k++) {
        const gw_model *m = gw_model_find(names[k]);
        for (size_t i = 0; i < m->parameter_count; i++)
            at[i] = m->prior[i].mean;
        m->place(p, slopes, at, 40.0);
        for (size_t i = 0; i < m->parameter_count; i++)
            p[i] = exp(p[i]);
        if (k == 4) {
            check_close(pow(p[0], -0.5), 0.45, 1e-14);
            check_close(p[1] - 1, 2.5, 1e-14);
            check_close(p[0] * p[2] / (p[1] - 1), 40, 1e-14);
            continue;
        }
        check_close(p[0] / p[1] * 40, 1.5, 1e-14);
        check_close(p[0], 0.8, 1e-14);
        if (k == 5) {
            check_close(p[2] * 40, 1, 1e-14);
            check_close(p[3], 0.7, 1e-14);
            check_close(pow(p[4] / (p[4] + exp(1) - 1), p[3]), 0.5, 1e-13);
        } else if (k == 1) {
            check_close(pow(p[3] / (p[3] + 40), p[2]), 0.5, 1e-13);
            check_close(p[2], 0.7, 1e-14);
        } else if (k > 1) {
            check_close(p[2] / (p[2] + p[3]), 0.2, 1e-14);
            check_close(p[2] + p[3], 3, 1e-14);
        }
    }
}

/* Of 1, 2, 3, ... customers of ages 10, 20, 30, ... the median one. */
static void the_unit_is_the_median_customers(void **state)
{
    (void)state;
    gw_context *context = context_of(1);
    crowd c = crowd_of(5);
    c.weight = calloc(5, sizeof(double));
    assert_non_null(c.weight);
    for (size_t i = 0; i < 5; i++) {
        c.T[i] = 10.0 * (double)(i + 1);
        c.weight[i] = (double)(i + 1);
    }
    gw_cells *cells = cells_of(context, &c);
    gw_posterior *posterior = posterior_of(context, gw_model_find("nbd"), cells, 50, 1);
    check_close(gw_posterior_report_of(posterior)->unit, 40, 0);
    gw_posterior_free(posterior);
    gw_cells_free(cells);
    double x[] = {0, 3, 1, 2}, mean[] = {7, 50, 20, 30};
    gw_rows two_columns = {4, {x, mean}, NULL};
    must(gw_cells_create(&cells, context, gw_model_find("gamma_gamma"), &two_columns, err));
    posterior = posterior_of(context, gw_model_find("gamma_gamma"), cells, 50, 1);
    check_close(gw_posterior_report_of(posterior)->unit, 30, 0); /* who never came back is out */
    gw_posterior_free(posterior);
    gw_cells_free(cells);
    crowd_free(&c);
    gw_context_free(context);
}

/* Brute force: the two coordinates of the NBD and the sBG on a grid of 241 x 241, by the trapezoid
 * rule, which for such smooth densities is exact to far more digits than the draws. */
typedef struct grid {
    double total;
    double mean[2];
    double square[2];
    double log_total;
} grid;

static grid integrate(gw_posterior_target *t, double top, const double *centre, const double *half)
{
    enum { STEPS = 241 };
    grid g = {0};
    static double points[STEPS * 2], values[STEPS];
    for (int i = 0; i < STEPS; i++) {
        for (int j = 0; j < STEPS; j++) {
            points[2 * j] = centre[0] + half[0] * (2.0 * i / (STEPS - 1) - 1);
            points[2 * j + 1] = centre[1] + half[1] * (2.0 * j / (STEPS - 1) - 1);
        }
        must(t->target.densities(values, points, STEPS, t, err));
        for (int j = 0; j < STEPS; j++) {
            double w = exp(values[j] - top);
            g.total += w;
            for (int p = 0; p < 2; p++) {
                g.mean[p] += w * points[2 * j + p];
                g.square[p] += w * points[2 * j + p] * points[2 * j + p];
            }
        }
    }
    for (int p = 0; p < 2; p++) {
        g.mean[p] /= g.total;
        g.square[p] = g.square[p] / g.total - g.mean[p] * g.mean[p];
    }
    g.log_total = top + log(g.total * (2 * half[0] / (STEPS - 1)) * (2 * half[1] / (STEPS - 1)));
    return g;
}

/* Takes the cells. */
static void check_grid(gw_context *context, const gw_model *model, gw_cells *cells)
{
    gw_posterior_target t;
    gw_sample made;
    gw_sample_options options = {4000, 3};
    must(gw__posterior_target(&t, context, model, cells, err));
    must(gw_sample_make(&made, context, &t.target, &options, err));
    double mean[2] = {0}, square[2] = {0}, half[2];
    for (size_t i = 0; i < made.count; i++)
        for (int p = 0; p < 2; p++) {
            mean[p] += made.weights[i] * made.points[2 * i + (size_t)p];
            square[p] +=
                made.weights[i] * pow(made.points[2 * i + (size_t)p] - made.mode.point[p], 2);
        }
    for (int p = 0; p < 2; p++)
        half[p] = 9 * sqrt(square[p]);
    grid truth = integrate(&t, made.mode.value, made.mode.point, half);
    for (int p = 0; p < 2; p++) {
        double sd = sqrt(truth.square[p]);
        check_close_floor(mean[p], truth.mean[p], 4 * sd / sqrt(made.ess), 1.0);
        double spread = sqrt(square[p] - pow(mean[p] - made.mode.point[p], 2));
        check_close(spread, sd, 0.06);
    }
    check_close_floor(made.log_evidence, truth.log_total, 4 * made.log_evidence_se, 1.0);
    gw_sample_free(&made, context);
    gw_cells_free(cells);
}

static void check_nbd(const crowd *c)
{
    gw_context *context = context_of(2);
    check_grid(context, gw_model_find("nbd"), cells_of(context, c));
    gw_context_free(context);
}

static void the_sbg_agrees_with_a_grid(void **state)
{
    (void)state;
    gw_context *context = context_of(2);
    const double periods[] = {1, 2, 3, 4}, few_active[] = {7, 5, 5, 4}, few_lost[] = {3, 2, 0, 1};
    const double active[] = {631, 468, 382, 326}, lost[] = {369, 163, 86, 56};
    for (int k = 0; k < 3; k++) {
        gw_cells *cells = NULL;
        gw_rows table = {
            .n = k == 2 ? 1 : 4,
            .columns = {periods, k == 0 ? active : few_active, k == 0 ? lost : few_lost}};
        must(gw_cells_create(&cells, context, gw_model_find("sbg"), &table, err));
        check_grid(context, gw_model_find("sbg"), cells);
    }
    gw_context_free(context);
}

static void the_nbd_agrees_with_a_grid(void **state)
{
    (void)state;
    crowd cdnow = crowd_cdnow();
    crowd few = crowd_random(12, 6, 50, 1, 4);
    crowd never_back = crowd_of(30);
    for (size_t i = 0; i < 30; i++)
        never_back.T[i] = 20 + (double)i;
    check_nbd(&cdnow);
    check_nbd(&few);
    check_nbd(&never_back);
    crowd_free(&cdnow);
    crowd_free(&few);
    crowd_free(&never_back);
}

/* A prior of another kind, to compare with what others computed: logs of the parameters are
 * N(0, 2^2), times in weeks. */
static const gw_prior_coordinate wide_prior[4] = {
    {"1", 0, 2, ""}, {"2", 0, 2, ""}, {"3", 0, 2, ""}, {"4", 0, 2, ""}};

static void wide_place(double *logs_out, double *slopes_out, const double *coordinates, double unit)
{
    (void)unit;
    for (size_t i = 0; i < 4; i++) {
        logs_out[i] = coordinates[i];
        for (size_t j = 0; j < 4; j++)
            slopes_out[i * 4 + j] = i == j ? 1 : 0;
    }
}

/* Posterior means and standard deviations of the logs at CDNOW, made by other means (importance
 * sampling of 40,000 draws in another language, and a Gauss-Hermite grid of 7^4 points), with the
 * digits they are good to. */
static void cdnow_agrees_with_another_implementation(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double mean[4], off[4], sd[4], log_evidence, log_evidence_off;
    } published[] = {
        {"bg_nbd",
         {-1.4166, 1.4843, -0.2166, 0.9092},
         {0.0003, 0.0005, 0.0013, 0.0016},
         {0.0516, 0.0855, 0.2390, 0.2950},
         -9595.5208,
         0.001},
        {"mbg_nbd",
         {-0.6498, 1.8204, -0.0890, 0.5267},
         {0.002, 0.0015, 0.002, 0.004},
         {0.150, 0.110, 0.176, 0.320},
         -9594.7801,
         0.001},
        {"pareto_nbd",
         {-0.588, 2.359, -0.507, 2.41},
         {0.001, 0.001, 0.005, 0.01},
         {0.086, 0.080, 0.31, 0.53},
         -9608.5184,
         0.01},
    };
    crowd c = crowd_cdnow();
    gw_context *context = context_of(2);
    gw_cells *cells = cells_of(context, &c);
    for (size_t k = 0; k < 3; k++) {
        gw_model model = *gw_model_find(published[k].name);
        gw_posterior_target t;
        gw_sample s;
        gw_sample_options options = {10000, 5};
        model.prior = wide_prior;
        model.place = wide_place;
        must(gw__posterior_target(&t, context, &model, cells, err));
        must(gw_sample_make(&s, context, &t.target, &options, err));
        assert_true(s.chains == 0);
        for (size_t p = 0; p < 4; p++) {
            double mean = 0, square = 0, sd = published[k].sd[p];
            for (size_t i = 0; i < s.count; i++)
                mean += s.weights[i] * s.points[4 * i + p];
            for (size_t i = 0; i < s.count; i++)
                square += s.weights[i] * pow(s.points[4 * i + p] - mean, 2);
            check_close_floor(mean, published[k].mean[p],
                              4 * (published[k].off[p] + sd / sqrt(s.ess)), 1.0);
            check_close(sqrt(square), sd, 0.04);
        }
        check_close_floor(s.log_evidence, published[k].log_evidence,
                          4 * (s.log_evidence_se + published[k].log_evidence_off), 1.0);
        gw_sample_free(&s, context);
    }
    gw_cells_free(cells);
    crowd_free(&c);
    gw_context_free(context);
}

/* As promised: enough draws, and weights that may be trusted, whatever the seed. */
static void the_pareto_nbd_is_sampled_well_for_ten_seeds(void **state)
{
    (void)state;
    crowd c = crowd_cdnow();
    gw_context *context = context_of(2);
    gw_cells *cells = cells_of(context, &c);
    for (uint64_t seed = 1; seed <= 10; seed++) {
        gw_posterior *posterior =
            posterior_of(context, gw_model_find("pareto_nbd"), cells, 4000, seed);
        const gw_posterior_report *r = gw_posterior_report_of(posterior);
        assert_int_equal(r->method, GW_POSTERIOR_IMPORTANCE);
        assert_true(r->khat < 0.6);
        assert_true(r->ess >= 4000);
        for (size_t p = 0; p < 4; p++)
            assert_true(r->parameters[p].ess >= 4000);
        gw_posterior_free(posterior);
    }
    gw_cells_free(cells);
    crowd_free(&c);
    gw_context_free(context);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(priors_are_centred_on_an_ordinary_shop),
        cmocka_unit_test(the_unit_is_the_median_customers),
        cmocka_unit_test(the_nbd_agrees_with_a_grid),
        cmocka_unit_test(the_sbg_agrees_with_a_grid),
        cmocka_unit_test(cdnow_agrees_with_another_implementation),
        cmocka_unit_test(the_pareto_nbd_is_sampled_well_for_ten_seeds),
    };
    const model_test contract[] = {
        MODEL_TEST(slopes_are_those_of_the_parameters),
        MODEL_TEST(priors_have_no_units),
        MODEL_TEST(the_same_bits_for_any_number_of_threads),
        MODEL_TEST(the_report_is_about_the_draws),
        MODEL_TEST(few_customers_have_an_answer),
        MODEL_TEST(bad_options_are_refused),
        MODEL_TEST(survives_no_memory),
        MODEL_TEST(can_be_cancelled),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return failed + run_for_every_model(contract, sizeof contract / sizeof contract[0]);
}
