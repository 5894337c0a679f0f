/* Future referrals: against the formula of the ledger, numerical integration, and simulated people.
 */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "referral_rate.h"

#define PEOPLE 20000

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

/* (c+R)/(d+(1-e^-wT)/w) e^-wT (1-e^-((delta+w)h))/(delta+w), all still buying. */
static void the_formula_of_the_ledger(void **state)
{
    (void)state;
    const double r[] = {0, 1, 4}, sums[] = {0, 100, 900}, last[] = {0, 200, 700},
                 age[] = {10, 300, 800};
    gw_referral_history h = {.n = 3, .referrals = r, .age_sum = sums, .last_age = last, .age = age};
    gw_referral_rate rate = {.c = 0.4, .d = 350, .omega = 1 / 700.0, .g = 0.4};
    double got[3];
    double delta = log(1.1) / 365.25;
    assert_int_equal(gw_referral_rate_expect(got, &rate, &h, 365.25, delta, NULL), GW_OK);
    for (int i = 0; i < 3; i++) {
        double w = rate.omega;
        check_close(got[i],
                    (rate.c + r[i]) / (rate.d + (1 - exp(-w * age[i])) / w) * exp(-w * age[i]) *
                        (1 - exp(-(delta + w) * 365.25)) / (delta + w),
                    1e-13);
    }
    /* who has certainly stopped offers g of it since, and g from now on */
    const double gone[] = {0, 0, 0};
    h.p_alive = gone;
    assert_int_equal(gw_referral_rate_expect(got, &rate, &h, 365.25, delta, NULL), GW_OK);
    double w = rate.omega;
    double a = (1 - exp(-w * 700)) / w + 0.4 * (exp(-w * 700) - exp(-w * 800)) / w;
    check_close(got[2],
                (0.4 + 4) / (350 + a) * 0.4 * exp(-w * 800) * (1 - exp(-(delta + w) * 365.25)) /
                    (delta + w),
                1e-13);
    /* no fading at all is the limit of little fading */
    double none[3];
    rate.omega = 0;
    assert_int_equal(gw_referral_rate_expect(none, &rate, &h, 365.25, 0, NULL), GW_OK);
    rate.omega = 1e-13;
    assert_int_equal(gw_referral_rate_expect(got, &rate, &h, 365.25, 0, NULL), GW_OK);
    check_close(got[1], none[1], 1e-8);
    check_close(none[1], (0.4 + 1) / (350 + 200 + 0.4 * 100) * 0.4 * 365.25, 1e-13);
}

typedef struct crowd {
    double r[PEOPLE], sums[PEOPLE], last[PEOPLE], age[PEOPLE], p[PEOPLE], later[PEOPLE];
    gw_referral_history history;
} crowd;

/* People who stop buying at an exponential age, known or not; referrals by thinning. `later` is
 * what they bring in the year after. */
static void simulate(crowd *c, uint64_t seed, double g)
{
    gw_rng rng = gw_rng_seeded(seed, 0);
    for (size_t i = 0; i < PEOPLE; i++) {
        double nu = gw_draw_gamma(&rng, 0.6) / 400;
        double stops = 500 * gw_draw_exponential(&rng);
        double t = 0;
        c->age[i] = 1000 * gw_rng_uniform(&rng);
        c->last[i] = fmin(stops, c->age[i]);
        c->p[i] = stops > c->age[i] ? 1 : 0;
        c->r[i] = c->sums[i] = c->later[i] = 0;
        while (nu > 0) {
            t += gw_draw_exponential(&rng) / nu;
            if (t > c->age[i] + 365)
                break;
            if (gw_rng_uniform(&rng) > exp(-t / 600) * (t > stops ? g : 1))
                continue;
            c->r[i] += t <= c->age[i];
            c->sums[i] += t <= c->age[i] ? t : 0;
            c->later[i] += t > c->age[i];
        }
    }
    c->history = (gw_referral_history){.n = PEOPLE,
                                       .referrals = c->r,
                                       .age_sum = c->sums,
                                       .last_age = c->last,
                                       .age = c->age,
                                       .p_alive = c->p};
}

static void the_rate_comes_back_and_foretells_the_next_year(void **state)
{
    (void)state;
    static crowd c;
    static double said[PEOPLE];
    gw_referral_rate rate;
    double happened = 0;
    double foretold = 0;
    simulate(&c, 5502, 0.4);
    assert_int_equal(gw_referral_rate_fit(&rate, context, &c.history, 0.4, NULL), GW_OK);
    assert_true(rate.converged);
    /* about 9,000 referrals: a few parts in a hundred each */
    check_close(rate.c, 0.6, 0.1);
    check_close(rate.d, 400, 0.15);
    check_close(rate.omega, 1 / 600.0, 0.15);
    assert_int_equal(gw_referral_rate_expect(said, &rate, &c.history, 365, 0, NULL), GW_OK);
    for (size_t i = 0; i < PEOPLE; i++) {
        happened += c.later[i];
        foretold += said[i];
    }
    /* Those now buying may stop within the year, which the factor of today leaves out: 4 to 16 %
     * more is said than happens. */
    assert_true(foretold > happened && foretold < 1.2 * happened);
}

static void the_fit_is_a_maximum(void **state)
{
    (void)state;
    static crowd c;
    gw_referral_rate best;
    simulate(&c, 5503, 1);
    assert_int_equal(gw_referral_rate_fit(&best, context, &c.history, 1, NULL), GW_OK);
    for (int k = 0; k < 6; k++) {
        gw_referral_rate other = best;
        double value = 0;
        double factor = k % 2 == 0 ? 1.2 : 1 / 1.2;
        *(k < 2 ? &other.c : k < 4 ? &other.d : &other.omega) *= factor;
        assert_int_equal(gw_referral_rate_log_lik(&value, context, &c.history, &other, NULL),
                         GW_OK);
        assert_true(value < best.log_lik);
    }
}

static void nothing_to_learn_from_is_said(void **state)
{
    (void)state;
    const double r[] = {0}, age[] = {10}, bad[] = {-1}, last[] = {11};
    gw_referral_history h = {.n = 1, .referrals = r, .age_sum = r, .last_age = r, .age = age};
    gw_referral_rate rate = {.c = 77};
    gw_error err;
    assert_int_equal(gw_referral_rate_fit(&rate, context, &h, 0.5, &err), GW_BAD_DATA);
    assert_non_null(strstr(err.message, "nobody brought anybody"));
    assert_int_equal(gw_referral_rate_fit(&rate, context, &h, 1.5, &err), GW_WRONG_USE);
    h.last_age = last;
    assert_int_equal(gw_referral_rate_fit(&rate, context, &h, 0.5, &err), GW_BAD_DATA);
    h.last_age = r;
    h.referrals = bad;
    assert_int_equal(gw_referral_rate_fit(&rate, context, &h, 0.5, &err), GW_BAD_DATA);
    assert_non_null(strstr(err.message, "history 1"));
    check_close(rate.c, 77, 0);
}

static void no_memory_is_said(void **state)
{
    (void)state;
    static crowd c;
    gw_context *poor = NULL;
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_referral_rate rate;
    simulate(&c, 1, 1);
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    long held = memory.held;
    memory.fail_at = memory.calls + 1;
    assert_int_equal(gw_referral_rate_fit(&rate, poor, &c.history, 1, NULL), GW_NO_MEMORY);
    assert_int_equal(memory.held, held);
    gw_context_free(poor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formula_of_the_ledger),
        cmocka_unit_test(the_rate_comes_back_and_foretells_the_next_year),
        cmocka_unit_test(the_fit_is_a_maximum),
        cmocka_unit_test(nothing_to_learn_from_is_said),
        cmocka_unit_test(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
