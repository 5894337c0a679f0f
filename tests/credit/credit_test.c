/* Shares along referral chains: the worked ledger, Hubbell's shares as published, and 1,000 random
 * families against the sum over all paths. */
#include "check.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "credit.h"
#include "rng.h"

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

/* share[payer][to] of people 0 .. 63; who brought whom as given. */
#define PEOPLE 64
typedef struct family {
    double share[PEOPLE][PEOPLE];
    unsigned char faults[512];
    size_t payers;
} family;

static void share_out(family *f, const gw_referral *referrals, size_t n, double theta)
{
    gw_credit *credit = NULL;
    const gw_credit_share *shares = NULL;
    size_t found = 0;
    memset(f, 0, sizeof *f);
    for (int p = 0; p < PEOPLE; p++)
        f->share[p][p] = 1;
    assert_int_equal(gw_credit_create(&credit, context, referrals, n, theta, f->faults, NULL),
                     GW_OK);
    for (;;) {
        assert_int_equal(gw_credit_next(&shares, &found, credit, NULL), GW_OK);
        if (found == 0)
            break;
        f->payers++;
        assert_int_equal(shares[0].to, shares[0].payer);
        f->share[shares[0].payer][shares[0].payer] = 0;
        for (size_t i = 0; i < found; i++) {
            assert_true(shares[i].share > 0 || i == 0);
            f->share[shares[i].payer][shares[i].to] += shares[i].share;
        }
    }
    assert_int_equal(f->payers, gw_credit_payers(credit));
    gw_credit_free(credit);
}

/* Chain 1 - 2 - 3, everybody of type 1, half passed on: of 3's flow 3 keeps 1/2, 2 and 1 get 1/4.
 */
static void the_worked_chain(void **state)
{
    (void)state;
    static family f;
    const gw_referral links[] = {{2, 1, 1}, {3, 2, 1}, {5, 4, 0}};
    share_out(&f, links, 3, 0.5);
    assert_int_equal(f.payers, 3);
    check_close(f.share[3][3], 0.5, 0);
    check_close(f.share[3][2], 0.25, 0);
    check_close(f.share[3][1], 0.25, 0);
    check_close(f.share[2][2], 0.5, 0);
    check_close(f.share[2][1], 0.5, 0);
    check_close(f.share[5][5], 1, 0); /* would have come anyway */
    check_close(f.share[5][4], 0, 0);
}

/* Kumar, Bhaskaran, Mirchandani & Shah 2013, Marketing Science 32: A drives 20 % of B (worth 100),
 * A and D half each of 10 % of C (worth 80): A is credited with 24, D with 4. */
static void influence_as_published(void **state)
{
    (void)state;
    enum { A = 1, B, C, D };
    static family f;
    const gw_referral links[] = {{B, A, 0.2}, {C, A, 0.05}, {C, D, 0.05}};
    share_out(&f, links, 3, 1);
    check_close(100 * f.share[B][A] + 80 * f.share[C][A], 24, 1e-15);
    check_close(100 * f.share[B][D] + 80 * f.share[C][D], 4, 1e-15);
}

/* ---- Random families ------------------------------------------------------------------------ */

/* Everybody's links go to people with a smaller place in a random order: so there is no cycle. */
static size_t random_links(gw_referral *links, gw_rng *rng, size_t people, int most_referrers)
{
    size_t n = 0;
    int64_t order[PEOPLE];
    for (size_t i = 0; i < people; i++)
        order[i] = (int64_t)i;
    for (size_t i = people; i > 1; i--) {
        size_t j = (size_t)gw_rng_below(rng, i);
        int64_t kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
    for (size_t i = 1; i < people; i++) {
        size_t referrers = (size_t)gw_rng_below(rng, (uint64_t)most_referrers + 1);
        double pi = gw_rng_below(rng, 4) == 0 ? 1 : gw_rng_uniform(rng);
        size_t from = n;
        for (size_t r = 0; r < referrers; r++) {
            int64_t up = order[gw_rng_below(rng, i)];
            bool known = false;
            for (size_t k = from; k < n; k++)
                known = known || links[k].referrer == up;
            if (!known)
                links[n++] = (gw_referral){order[i], up, 0};
        }
        for (size_t k = from; k < n; k++)
            links[k].weight = pi / (double)(n - from);
    }
    return n;
}

/* The share of `payer`'s flow that reaches `person` and stays: over all paths. */
static double by_paths(const gw_referral *links, size_t n, double theta, int64_t at, int64_t person,
                       double flow)
{
    double passed = 0;
    double sum = 0;
    for (size_t k = 0; k < n; k++)
        if (links[k].customer == at) {
            passed += theta * links[k].weight;
            sum += by_paths(links, n, theta, links[k].referrer, person,
                            flow * theta * links[k].weight);
        }
    return sum + (at == person ? flow * (1 - passed) : 0);
}

static void a_thousand_random_families(void **state)
{
    (void)state;
    static family f;
    static family with_ancestor;
    gw_rng rng = gw_rng_seeded(5501, 0);
    for (int trial = 0; trial < 1000; trial++) {
        gw_referral links[512];
        size_t people = 2 + (size_t)gw_rng_below(&rng, 11);
        size_t n = random_links(links, &rng, people, trial % 4 == 0 ? 3 : 1);
        double theta = trial % 5 == 0 ? 1 : gw_rng_uniform(&rng);
        share_out(&f, links, n, theta);
        for (size_t p = 0; p < people; p++) {
            double sum = 0;
            for (size_t u = 0; u < people; u++) {
                check_close_floor(f.share[p][u],
                                  by_paths(links, n, theta, (int64_t)p, (int64_t)u, 1), 1e-12, 1);
                sum += f.share[p][u];
            }
            check_close(sum, 1, 1e-14);
        }
        for (size_t k = 0; k < n; k++)
            assert_int_equal(f.faults[k], GW_REFERRAL_GOOD);
        /* somebody new above one who was brought by nobody: only that one's share is divided */
        int64_t top = 0;
        for (size_t k = 0; k < n; k++)
            if (links[k].customer == top) {
                top = links[k].referrer;
                k = (size_t)-1;
            }
        links[n] = (gw_referral){top, 63, 1};
        share_out(&with_ancestor, links, n + 1, theta);
        for (size_t p = 0; p < people; p++)
            for (size_t u = 0; u < people; u++)
                if ((int64_t)u != top)
                    check_same_bits(with_ancestor.share[p][u], f.share[p][u]);
    }
}

/* ---- What is refused ------------------------------------------------------------------------ */

static void contradictions_are_left_out_with_a_reason(void **state)
{
    (void)state;
    static family f;
    const gw_referral links[] = {
        {2, 1, 1},       {3, 2, 1},       {1, 3, 1}, /* closes a circle */
        {4, 4, 1},                                   /* oneself */
        {2, 1, 0.5},                                 /* again */
        {5, 1, 1.5},     {5, 1, NAN},                /* no chances */
        {6, 1, 0.7},     {6, 2, 0.7},                /* above 1 together */
        {7, 1, 1.0 / 3}, {7, 2, 1.0 / 3}, {7, 3, 1.0 / 3},
    };
    static const unsigned char wanted[] = {
        GW_REFERRAL_GOOD,   GW_REFERRAL_GOOD,   GW_REFERRAL_CYCLE,  GW_REFERRAL_SELF,
        GW_REFERRAL_TWICE,  GW_REFERRAL_WEIGHT, GW_REFERRAL_WEIGHT, GW_REFERRAL_GOOD,
        GW_REFERRAL_WEIGHT, GW_REFERRAL_GOOD,   GW_REFERRAL_GOOD,   GW_REFERRAL_GOOD};
    share_out(&f, links, 12, 0.5);
    for (size_t i = 0; i < 12; i++) {
        assert_int_equal(f.faults[i], wanted[i]);
        assert_true((gw_referral_fault_words((gw_referral_fault)wanted[i])[0] == '\0') ==
                    (wanted[i] == GW_REFERRAL_GOOD));
    }
    check_close(f.share[1][1], 1, 0);
    gw_credit *credit = NULL;
    assert_int_equal(gw_credit_create(&credit, context, links, 2, 1.1, NULL, NULL), GW_WRONG_USE);
    assert_int_equal(gw_credit_create(&credit, context, links, 2, NAN, NULL, NULL), GW_WRONG_USE);
    assert_null(credit);
}

/* 200,000 people, each brought by the one before, in both orders: no quadratic work, no deep stack.
 */
static void a_very_long_chain(void **state)
{
    (void)state;
    enum { LONG = 200000 };
    gw_referral *links = malloc(LONG * sizeof *links);
    assert_non_null(links);
    for (int order = 0; order < 2; order++) {
        gw_credit *credit = NULL;
        const gw_credit_share *shares = NULL;
        size_t found = 1;
        size_t all = 0;
        for (int64_t i = 0; i < LONG; i++)
            links[order == 0 ? i : LONG - 1 - i] = (gw_referral){i + 1, i, 1};
        assert_int_equal(gw_credit_create(&credit, context, links, LONG, 0.5, NULL, NULL), GW_OK);
        while (found > 0) {
            double sum = 0;
            assert_int_equal(gw_credit_next(&shares, &found, credit, NULL), GW_OK);
            for (size_t i = 0; i < found; i++)
                sum += shares[i].share;
            if (found > 0)
                check_close(sum, 1, 0); /* powers of two: exact */
            assert_true(found <= 41);
            all += found > 0;
        }
        assert_int_equal(all, LONG);
        gw_credit_free(credit);
    }
    free(links);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    gw_context *poor = NULL;
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    const gw_referral links[] = {{2, 1, 1}, {3, 2, 1}};
    gw_status status = GW_NO_MEMORY;
    long n = 1;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    long held = memory.held;
    for (; status == GW_NO_MEMORY && n < 50; n++) {
        gw_credit *credit = NULL;
        const gw_credit_share *shares = NULL;
        size_t found = 0;
        memory.fail_at = memory.calls + n;
        status = gw_credit_create(&credit, poor, links, 2, 0.5, NULL, NULL);
        if (status == GW_OK)
            status = gw_credit_next(&shares, &found, credit, NULL);
        gw_credit_free(credit);
        assert_int_equal(memory.held, held);
    }
    assert_int_equal(status, GW_OK);
    assert_true(n > 9);
    gw_context_free(poor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_chain),
        cmocka_unit_test(influence_as_published),
        cmocka_unit_test(a_thousand_random_families),
        cmocka_unit_test(contradictions_are_left_out_with_a_reason),
        cmocka_unit_test(a_very_long_chain),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
