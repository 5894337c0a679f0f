/* The spend model the check chooses, and what is paid on an occasion as the ledger multiplies it.
 */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check_spend.h"
#include "context.h"
#include "draw.h"
#include "forecast.h"
#include "memory.h"

static gw_context *context;

static int make_context(void **state)
{
    (void)state;
    return gw_context_create(&context, NULL, NULL) == GW_OK ? 0 : -1;
}

static int free_context(void **state)
{
    (void)state;
    gw_context_free(context);
    return 0;
}

/* ---- The choice ----------------------------------------------------------------------------- */

enum { CUSTOMERS = 3000 };

typedef struct shop {
    gw_check_sample sample;
    double x[CUSTOMERS], mean[CUSTOMERS], age[CUSTOMERS], hidden[CUSTOMERS], paid[CUSTOMERS];
    gw_size_table growth; /* f(j) = j^power */
} shop;

/* Orders exp(mu + sigma e), or gamma ones, of customers who differ as much either way. */
static double one_order(gw_rng *rng, double level, bool heavy)
{
    if (heavy)
        return level * exp(1.1 * gw_draw_normal(rng));
    return level * gw_draw_gamma(rng, 4) / 4;
}

/* The j-th repeat order is j^power times as large as the first. */
static shop *open_shop(bool heavy, double most_hidden, double power)
{
    shop *s = calloc(1, sizeof *s);
    gw_rng rng = gw_rng_seeded(3, 0);
    assert_non_null(s);
    gw_size_table_fill(&s->growth, (const double[]){power, power, power, power});
    for (size_t i = 0; i < CUSTOMERS; i++) {
        double level = heavy ? 20 * exp(0.5 * gw_draw_normal(&rng)) : 60 / gw_draw_gamma(&rng, 4);
        s->x[i] = (double)gw_rng_below(&rng, 6);
        s->hidden[i] = (double)gw_rng_below(&rng, (uint32_t)most_hidden + 1);
        for (double k = 0; k < s->x[i]; k++)
            s->mean[i] += pow(k + 1, power) * one_order(&rng, level, heavy) / s->x[i];
        for (double k = 0; k < s->hidden[i]; k++)
            s->paid[i] += pow(s->x[i] + k + 1, power) * one_order(&rng, level, heavy);
    }
    s->sample = (gw_check_sample){.n = CUSTOMERS,
                                  .x = s->x,
                                  .age = s->age,
                                  .mean_paid = s->mean,
                                  .hidden = s->hidden,
                                  .hidden_paid = s->paid};
    return s;
}

static void close_shop(shop *s)
{
    gw_release(context, s->sample.order_size);
    free(s);
}

static void orders_of_each_kind_choose_their_model(void **state)
{
    (void)state;
    static const char *const wanted[] = {"gamma_gamma", "lognormal_spend"};
    static const char *const reason[] = {"none did clearly better", "far larger"};
    for (size_t heavy = 0; heavy < 2; heavy++) {
        gw_error err = {0};
        gw_check_sizes sizes;
        shop *s = open_shop(heavy == 1, 3, 0);
        assert_int_equal(gw_check_spend(&sizes, context, &s->sample, &s->growth, &err), GW_OK);
        assert_non_null(sizes.model);
        assert_string_equal(gw_model_name(sizes.model), wanted[heavy]);
        assert_non_null(strstr(sizes.why, reason[heavy]));
        assert_ptr_equal(gw_check_spend_model(&sizes), sizes.model);
        for (size_t i = 0; i < CUSTOMERS; i++)
            assert_true(s->sample.order_size[i] > 0);
        close_shop(s);
    }
}

/* Of 3,000 customers with up to two orders to come the money is then known to 2 of 100; as if sizes
 * were steady it comes out a fifth too low. */
static void sizes_grow_with_the_number_of_the_order(void **state)
{
    (void)state;
    gw_error err = {0};
    gw_check_sizes sizes;
    shop *s = open_shop(false, 2, 0.5);
    double paid = 0;
    double said = 0;
    assert_int_equal(gw_check_spend(&sizes, context, &s->sample, &s->growth, &err), GW_OK);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        paid += s->paid[i];
        said += s->hidden[i] * s->sample.order_size[i];
    }
    check_close(said, paid, 0.06); /* the second order to come is a little larger than the next */
    const gw_size_growth steady = {.slope = {0}};
    gw_size_table flat;
    gw_size_table_fill(&flat, steady.slope);
    assert_int_equal(gw_check_spend(&sizes, context, &s->sample, &flat, &err), GW_OK);
    said = 0;
    for (size_t i = 0; i < CUSTOMERS; i++)
        said += s->hidden[i] * s->sample.order_size[i];
    assert_true(said < 0.85 * paid);
    close_shop(s);
}

/* Nobody bought in the hidden part: nothing is chosen, and the simplest model stands. */
static void nothing_hidden_chooses_nothing(void **state)
{
    (void)state;
    gw_error err = {0};
    gw_check_sizes sizes;
    shop *s = open_shop(false, 0, 0);
    assert_int_equal(gw_check_spend(&sizes, context, &s->sample, &s->growth, &err), GW_OK);
    assert_null(sizes.model);
    assert_string_equal(sizes.why, "");
    assert_string_equal(gw_model_name(gw_check_spend_model(&sizes)), "gamma_gamma");
    close_shop(s);
}

static void every_failed_allocation_is_said(void **state)
{
    (void)state;
    shop *s = open_shop(false, 3, 0);
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *poor = NULL;
    gw_status status = GW_NO_MEMORY;
    long fail = 0;
    s->sample.n = 200;
    options.threads = 1;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    while (status == GW_NO_MEMORY) {
        gw_error err = {0};
        gw_check_sizes sizes;
        memory.calls = 0;
        memory.fail_at = ++fail;
        status = gw_check_spend(&sizes, poor, &s->sample, &s->growth, &err);
        assert_true(status == GW_OK || (status == GW_NO_MEMORY && err.message[0] != '\0'));
    }
    assert_int_equal(status, GW_OK);
    assert_true(fail > 20);
    gw_release(poor, s->sample.order_size);
    gw_context_free(poor);
    assert_int_equal(memory.held, 0);
    free(s);
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static double line_at(const gw_spend_table *t, size_t i, double m)
{
    return t->c0[i] + t->c1[i] * pow(m, t->power[i]);
}

/* p (gamma + x m) / (p x + q - 1), Fader & Hardie 2013, eq. (5). */
static void gamma_gamma_is_a_straight_line(void **state)
{
    (void)state;
    double values[] = {6.25, 3.74, 15.44};
    const double x[] = {0, 1, 7};
    double c0[3], c1[3], power[3];
    const gw_draws draws = {.n = 1, .parameters = 3, .values = values};
    const gw_spend_table table = {c0, c1, power, NULL};
    gw_error err = {0};
    assert_int_equal(
        gw_spend_lines(&table, context, gw_model_find("gamma_gamma"), &draws, x, 3, 35, &err),
        GW_OK);
    for (size_t i = 0; i < 3; i++)
        for (double m = 1; m < 1000; m *= 3) {
            assert_true(power[i] == 1);
            double own = x[i] > 0 ? m : 0;
            check_close(line_at(&table, i, own),
                        values[0] * (values[2] + x[i] * own) / (values[0] * x[i] + values[1] - 1),
                        1e-12);
        }
}

/* The expected order of log-normals after x of mean y, from its README, written out here. */
static double log_normal_order(const double *v, double x, double y)
{
    double sigma2 = v[1] * v[1];
    double tau2 = v[2] * v[2];
    if (x == 0)
        return v[0] * exp((sigma2 + tau2) / 2);
    double s2 = log(1 + (exp(sigma2) - 1) / x);
    double w = tau2 / (s2 + tau2);
    double z = log(y / v[0]) - (sigma2 - s2) / 2;
    return exp(log(v[0]) + w * z + w * s2 / 2 + sigma2 / 2);
}

/* Exact for one draw; of draws that differ as posteriors do, within 2 of 1,000 over two decades. */
static void log_normal_is_a_power(void **state)
{
    (void)state;
    enum { DRAWS = 50 };
    double values[DRAWS * 3];
    const double x[] = {0, 1, 7};
    double c0[3], c1[3], power[3];
    gw_rng rng = gw_rng_seeded(1, 0);
    gw_error err = {0};
    const gw_spend_table table = {c0, c1, power, NULL};
    const gw_model *model = gw_model_find("lognormal_spend");
    for (size_t d = 0; d < DRAWS; d++) {
        values[3 * d] = 26 * exp(0.03 * gw_draw_normal(&rng));
        values[3 * d + 1] = 0.6 * exp(0.04 * gw_draw_normal(&rng));
        values[3 * d + 2] = 0.5 * exp(0.04 * gw_draw_normal(&rng));
    }
    for (size_t n = 1; n <= DRAWS; n += DRAWS - 1) {
        const gw_draws draws = {.n = n, .parameters = 3, .values = values};
        assert_int_equal(gw_spend_lines(&table, context, model, &draws, x, 3, 35, &err), GW_OK);
        for (size_t i = 0; i < 3; i++)
            for (double m = 4; m < 400; m *= 2) {
                double mean = 0;
                for (size_t d = 0; d < n; d++)
                    mean += log_normal_order(values + 3 * d, x[i], m) / (double)n;
                check_close(line_at(&table, i, x[i] > 0 ? m : 0), mean, n == 1 ? 1e-11 : 2e-3);
            }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_of_each_kind_choose_their_model),
        cmocka_unit_test(sizes_grow_with_the_number_of_the_order),
        cmocka_unit_test(nothing_hidden_chooses_nothing),
        cmocka_unit_test(every_failed_allocation_is_said),
        cmocka_unit_test(gamma_gamma_is_a_straight_line),
        cmocka_unit_test(log_normal_is_a_power),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
