/* Gauss panels keep what they promise: 5e-16 of the integral, at the very reach of each rule. */
#include "models/crowd.h"

#include "gauss_panel.h"

/* (1 + y/near)^-p (1 + y/far)^-q. */
typedef struct falling {
    double near, far, p, q;
} falling;

static long double value(const falling *f, long double y)
{
    return expl(-(long double)f->p * log1pl(y / (long double)f->near) -
                (long double)f->q * log1pl(y / (long double)f->far));
}

static long double by_rule(const falling *f, const gw__gauss_rule *rule, long double from,
                           long double width)
{
    long double sum = 0.0L;
    for (size_t k = 0; k < rule->n; k++)
        sum += width * (long double)rule->weights[k] *
               value(f, from + width * (long double)rule->nodes[k]);
    return sum;
}

/* By the longest rule on pieces so short that it is exact to long double's own rounding; the
 * weights are doubles, which leaves about 1e-16 in every sum. */
static long double exactly(const falling *f, double width)
{
    const int pieces = 64;
    long double sum = 0.0L;
    for (int i = 0; i < pieces; i++)
        sum += by_rule(f, &gw__gauss_rules[GW_GAUSS_RULES - 1], (long double)width * i / pieces,
                       (long double)width / pieces);
    return sum;
}

static falling random_shape(gw_rng *rng)
{
    falling f = {exp(20.0 * gw_rng_uniform(rng) - 5.0), exp(20.0 * gw_rng_uniform(rng) - 5.0),
                 exp(20.0 * gw_rng_uniform(rng) - 9.0), exp(20.0 * gw_rng_uniform(rng) - 9.0)};
    return f;
}

static void every_rule_holds_at_its_reach(void **state)
{
    (void)state;
    gw_rng rng = gw_rng_seeded(1, 0);
    for (size_t i = 0; i < GW_GAUSS_RULES; i++) {
        const gw__gauss_rule *rule = &gw__gauss_rules[i];
        double n = (double)rule->n;
        for (int k = 0; k < 300; k++) {
            falling f = random_shape(&rng);
            double width = rule->reach / ((f.p + n) / f.near + (f.q + n) / f.far);
            double actual = (double)by_rule(&f, rule, 0.0L, (long double)width);
            check_close(actual, (double)exactly(&f, width), 8e-16);
        }
    }
}

/* The panel chosen is the whole room where a rule reaches, and otherwise a part of it. */
static void panels_fit_their_room(void **state)
{
    (void)state;
    gw_rng rng = gw_rng_seeded(2, 0);
    for (int k = 0; k < 2000; k++) {
        falling f = random_shape(&rng);
        double room = exp(30.0 * gw_rng_uniform(&rng) - 15.0);
        gw__gauss_panel panel = gw__gauss_panel_from(f.near, f.far, f.p, f.q, room);
        double n = (double)panel.rule->n;
        double used = panel.width * ((f.p + n) / f.near + (f.q + n) / f.far);
        assert_true(panel.width > 0.0 && panel.width <= room);
        assert_true(used <= panel.rule->reach * (1.0 + 1e-14));
        assert_true(panel.width == room || panel.rule->n == GW_GAUSS_MOST);
    }
}

static void rules_are_exact_for_polynomials(void **state)
{
    (void)state;
    for (size_t i = 0; i < GW_GAUSS_RULES; i++) {
        const gw__gauss_rule *rule = &gw__gauss_rules[i];
        for (size_t power = 0; power < 2 * rule->n; power++) {
            double sum = 0.0;
            for (size_t k = 0; k < rule->n; k++)
                sum += rule->weights[k] * pow(rule->nodes[k], (double)power);
            check_close(sum, 1.0 / ((double)power + 1.0), 4e-15);
        }
        for (size_t k = rule->n; k % 8 != 0; k++) {
            check_same_bits(rule->nodes[k], 0.0);
            check_same_bits(rule->weights[k], 0.0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_holds_at_its_reach),
        cmocka_unit_test(panels_fit_their_room),
        cmocka_unit_test(rules_are_exact_for_polynomials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
