/* The sampler on distributions whose mass, means and quantiles are known by integration. */
#include <goodwill/base.h>

#include "inputs.h"

#include "context.h"
#include "error.h"
#include "hmc.h"
#include "sample.h"
#include "student.h"

#define LOG_2PI 1.8378770664093454836

/* A log density with its gradient, in as many variables as the subject has. */
typedef double (*density_fn)(double *gradient_out, const double *point);

typedef struct subject {
    gw_target target;
    density_fn density;
    double lower[4];
    double upper[4];
    double centre[4];
    double width[4];
    int evaluations;
    gw_context *context;
} subject;

static gw_status evaluate(double *value, double *gradient, const double *point, void *user,
                          gw_error *err)
{
    subject *s = user;
    (void)err;
    s->evaluations++;
    *value = s->density(gradient, point);
    return GW_OK;
}

static gw_status densities(double *values_out, const double *points, size_t count, void *user,
                           gw_error *err)
{
    subject *s = user;
    double gradient[4];
    if (gw_context_cancelled(s->context))
        return gw_error_set(err, GW_CANCELLED, "cancelled");
    for (size_t i = 0; i < count; i++) {
        values_out[i] = s->density(gradient, points + i * s->target.objective.n);
        values_out[i] = isnan(values_out[i]) ? -HUGE_VAL : values_out[i];
    }
    return GW_OK;
}

static void subject_make(subject *s, gw_context *context, size_t n, density_fn density)
{
    *s = (subject){.density = density, .context = context};
    for (size_t i = 0; i < n; i++) {
        s->lower[i] = -50;
        s->upper[i] = 50;
        s->width[i] = 2;
    }
    s->target = (gw_target){{n, s->lower, s->upper, evaluate, s}, densities, s->centre, s->width};
}

static gw_sample sample_of(density_fn density, size_t n, size_t draws, uint64_t seed)
{
    gw_context *context = plain_context();
    subject s;
    gw_sample sample;
    gw_error err = {GW_OK, ""};
    gw_sample_options options = {draws, seed};
    subject_make(&s, context, n, density);
    if (gw_sample_make(&sample, context, &s.target, &options, &err) != GW_OK)
        fail_msg("%s", err.message);
    gw_context_free(context);
    return sample;
}

static void drop(gw_sample *sample)
{
    gw_context *context = plain_context();
    gw_sample_free(sample, context);
    gw_context_free(context);
}

static double weight(const gw_sample *s, size_t i)
{
    return s->weights != NULL ? s->weights[i] : 1 / (double)s->count;
}

static double mean_of(const gw_sample *s, size_t variable)
{
    double sum = 0;
    for (size_t i = 0; i < s->count; i++)
        sum += weight(s, i) * s->points[i * s->n + variable];
    return sum;
}

static double variance_of(const gw_sample *s, size_t variable)
{
    double mean = mean_of(s, variable), sum = 0;
    for (size_t i = 0; i < s->count; i++) {
        double off = s->points[i * s->n + variable] - mean;
        sum += weight(s, i) * off * off;
    }
    return sum;
}

/* ---- Targets -------------------------------------------------------------------------------- */

/* Normal, sd 1 and 3, correlation .8, mean (1, -2), times e^5. */
static double normal(double *gradient, const double *p)
{
    double a = p[0] - 1, b = (p[1] + 2) / 3, rest = 1 - 0.8 * 0.8;
    gradient[0] = -(a - 0.8 * b) / rest;
    gradient[1] = -(b - 0.8 * a) / rest / 3;
    return 5 - LOG_2PI - log(3 * sqrt(rest)) - (a * a - 1.6 * a * b + b * b) / 2 / rest;
}

/* A banana as bent as the Pareto/NBD's: x ~ N(0, 1), y - x^2 / 3 ~ N(0, 0.3^2): E y = 1/3, Var y =
 * 2/9 + .09. */
static double banana(double *gradient, const double *p)
{
    double off = (p[1] - p[0] * p[0] / 3) / 0.3;
    gradient[0] = -p[0] + off / 0.3 * 2 * p[0] / 3;
    gradient[1] = -off / 0.3;
    return -LOG_2PI - log(0.3) - p[0] * p[0] / 2 - off * off / 2;
}

/* exp(x) ~ Gamma(1/2): a left tail e^(x/2), a right one that ends: E x = psi(1/2), Var psi'(1/2) =
 * pi^2/2; the mass is 1. */
static double log_gamma_law(double *gradient, const double *p)
{
    gradient[0] = 0.5 - exp(p[0]);
    return 0.5 * p[0] - exp(p[0]) - 0.5 * log(3.14159265358979323846);
}

/* Two far islands of equal mass, which the mode of one does not know of. */
static double islands(double *gradient, const double *p)
{
    double near = -(p[0] + 3) * (p[0] + 3) * 2, far = -(p[0] - 3) * (p[0] - 3) * 2;
    double top = fmax(near, far);
    double sum = exp(near - top) + exp(far - top);
    gradient[0] = (-4 * (p[0] + 3) * exp(near - top) - 4 * (p[0] - 3) * exp(far - top)) / sum;
    return top + log(sum) + 0.5 * log(4 / 6.283185307179586) - log(2);
}

/* A half of a normal: nothing below 0. */
static double half(double *gradient, const double *p)
{
    gradient[0] = p[0] >= 0 ? -p[0] : (double)NAN;
    return p[0] >= 0 ? -p[0] * p[0] / 2 + log(2) - LOG_2PI / 2 : (double)NAN;
}

static double nowhere(double *gradient, const double *p)
{
    (void)p;
    gradient[0] = gradient[1] = (double)NAN;
    return (double)NAN;
}

/* ---- Tests ---------------------------------------------------------------------------------- */

/* Four standard errors: each of these checks is one in 16,000 by chance, with seeds that are
 * fixed. */
static void check_mean(const gw_sample *s, size_t variable, double mean, double variance)
{
    double se = sqrt(variance / s->ess);
    check_close_floor(mean_of(s, variable), mean, 4 * se, 1.0);
}

static void a_normal_is_met_at_once(void **state)
{
    (void)state;
    gw_sample s = sample_of(normal, 2, 4000, 7);
    assert_true(s.chains == 0 && s.khat < 0.3 && s.ess >= 4000);
    check_mean(&s, 0, 1, 1);
    check_mean(&s, 1, -2, 9);
    check_close(variance_of(&s, 0), 1, 0.1);
    check_close(variance_of(&s, 1), 9, 0.1);
    check_close_floor(s.log_evidence, 5, 4 * s.log_evidence_se, 1.0);
    assert_true(s.log_evidence_se < 0.01);
    drop(&s);
}

static void a_banana_is_bent_along(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        gw_sample s = sample_of(banana, 2, 4000, seed);
        assert_true(s.chains == 0 && s.khat < 0.7);
        check_mean(&s, 0, 0, 1);
        check_mean(&s, 1, 1.0 / 3, 2.0 / 9 + 0.09);
        check_close(variance_of(&s, 1), 2.0 / 9 + 0.09, 0.15);
        check_close_floor(s.log_evidence, 0, 4 * s.log_evidence_se, 1.0);
        drop(&s);
    }
}

static void a_long_tail_is_reached(void **state)
{
    (void)state;
    gw_sample s = sample_of(log_gamma_law, 1, 4000, 3);
    assert_true(s.khat < 0.7);
    check_close(mean_of(&s, 0), -1.9635100260214235, 0.08);
    check_close(variance_of(&s, 0), 4.934802200544679, 0.15);
    check_close_floor(s.log_evidence, 0, 4 * s.log_evidence_se, 1.0);
    drop(&s);
}

static void both_islands_are_found_or_nobody_is_told_all_is_well(void **state)
{
    (void)state;
    gw_sample s = sample_of(islands, 1, 2000, 5);
    int both = fabs(mean_of(&s, 0)) < 0.5 && fabs(variance_of(&s, 0) - 9.25) < 1;
    assert_true(both || s.khat > GW_KHAT_LIMIT);
    drop(&s);
}

static void an_edge_is_no_obstacle(void **state)
{
    (void)state;
    gw_sample s = sample_of(half, 1, 2000, 2);
    check_close(mean_of(&s, 0), 0.7978845608028654, 0.05);
    check_close_floor(s.log_evidence, 0, 5 * s.log_evidence_se, 1.0);
    drop(&s);
}

static void no_density_is_an_error(void **state)
{
    (void)state;
    gw_context *context = plain_context();
    subject s;
    gw_sample sample = {.count = 77};
    gw_error err = {GW_OK, ""};
    gw_sample_options options = {100, 1};
    subject_make(&s, context, 2, nowhere);
    assert_int_equal(gw_sample_make(&sample, context, &s.target, &options, &err), GW_FAILED);
    assert_int_equal(sample.count, 77);
    gw_context_free(context);
}

/* The chains by themselves, from a metric that is wrong by a factor of two. */
static void chains_agree_with_the_integral(void **state)
{
    (void)state;
    gw_context *context = plain_context();
    subject s;
    gw_student metric;
    size_t length = 1500, evaluations = 0;
    double *points = numbers(GW_HMC_CHAINS * length * 2);
    const double wide[] = {4, 0, 0, 4};
    const double centre[] = {0, 0};
    subject_make(&s, context, 2, banana);
    gw_student_make(&metric, 2, 5, centre, wide, s.width);
    assert_int_equal(gw_hmc_run(points, &evaluations, &s.target, &metric, length, 11, NULL), GW_OK);
    assert_int_equal(evaluations, s.evaluations);
    gw_sample found = {.n = 2, .count = GW_HMC_CHAINS * length, .points = points};
    check_close_floor(mean_of(&found, 0), 0, 0.15, 1.0);
    check_close(mean_of(&found, 1), 1.0 / 3, 0.1);
    check_close(variance_of(&found, 0), 1, 0.2);
    free(points);
    gw_context_free(context);
}

static void draws_follow_the_weights(void **state)
{
    (void)state;
    gw_context *context = plain_context();
    double points[] = {0, 1, 2, 3}, weights[] = {0.5, 0.3, 0.2, 0};
    double draws[1000];
    int counts[4] = {0};
    int in_order = 0;
    gw_sample s = {.n = 1, .count = 4, .points = points, .weights = weights};
    assert_int_equal(gw_sample_resample(draws, 1000, context, &s, 5, NULL), GW_OK);
    for (size_t i = 0; i < 1000; i++) {
        counts[(int)draws[i]]++;
        in_order += i > 0 && draws[i] >= draws[i - 1];
    }
    assert_int_equal(counts[0], 500); /* systematic: within one of what the weight says */
    assert_in_range(counts[1], 299, 301);
    assert_in_range(counts[2], 199, 201);
    assert_int_equal(counts[3], 0);
    assert_in_range(in_order, 550, 800); /* shuffled */
    gw_context_free(context);
}

/* The density of the proposal is that of its draws: averaged over them, the ratio of another
 * density to it is 1. */
static void the_proposals_density_is_right(void **state)
{
    (void)state;
    gw_student t;
    double gradient[2], point[2], sum = 0, squares = 0;
    const double covariance[] = {2, 1, 1, 12}, centre[] = {0.5, -1}, units[] = {2, 2};
    gw_student_make(&t, 2, 5, centre, covariance, units);
    t.up[0] = 1.7;
    t.down[1] = 1.4;
    t.bend[1 - t.spine] = 0.6;
    int n = 40000;
    for (int i = 0; i < n; i++) {
        gw_rng rng = gw_rng_seeded(4, (uint64_t)i);
        gw_student_draw(point, &t, &rng);
        double ratio = exp(normal(gradient, point) - 5 - gw_student_log_density(&t, point));
        sum += ratio / n;
        squares += ratio * ratio / n;
    }
    check_close(sum, 1, 4 * sqrt((squares - sum * sum) / n));
    assert_true(squares < 20);
}

static int tell_cancelled(void *user)
{
    int *left = user;
    return (*left)-- <= 0;
}

static void can_be_cancelled(void **state)
{
    (void)state;
    int left = 1;
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.cancel = tell_cancelled;
    options.cancel_user = &left;
    gw_context *context = NULL;
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    subject s;
    gw_sample sample;
    gw_sample_options wanted = {1000, 1};
    subject_make(&s, context, 2, normal);
    assert_int_equal(gw_sample_make(&sample, context, &s.target, &wanted, NULL), GW_CANCELLED);
    gw_context_free(context);
}

/* Every allocation fails once; nothing is kept, and the next try is as the first would have been.
 */
static void survives_no_memory(void **state)
{
    (void)state;
    const density_fn targets[] = {normal, islands};
    for (int k = 0; k < 2; k++)
        for (long fail_at = 1;; fail_at++) {
            failing_allocator memory = {.fail_at = 0};
            gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
            failing_allocator_options(&options, &memory);
            gw_context *context = NULL;
            assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
            memory.fail_at = memory.calls + fail_at;
            long held = memory.held;
            subject s;
            gw_sample sample = {.count = 0};
            gw_sample_options wanted = {500, 1};
            subject_make(&s, context, k == 0 ? 2 : 1, targets[k]);
            gw_status status = gw_sample_make(&sample, context, &s.target, &wanted, NULL);
            int reached = memory.calls >= memory.fail_at;
            assert_int_equal(status, reached ? GW_NO_MEMORY : GW_OK);
            gw_sample_free(&sample, context);
            assert_int_equal(memory.held, held);
            gw_context_free(context);
            if (!reached)
                break;
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_normal_is_met_at_once),
        cmocka_unit_test(a_banana_is_bent_along),
        cmocka_unit_test(a_long_tail_is_reached),
        cmocka_unit_test(both_islands_are_found_or_nobody_is_told_all_is_well),
        cmocka_unit_test(an_edge_is_no_obstacle),
        cmocka_unit_test(no_density_is_an_error),
        cmocka_unit_test(chains_agree_with_the_integral),
        cmocka_unit_test(draws_follow_the_weights),
        cmocka_unit_test(the_proposals_density_is_right),
        cmocka_unit_test(can_be_cancelled),
        cmocka_unit_test(survives_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
