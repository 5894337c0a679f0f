/* What core/special and core/dist say, over arguments of all sizes. */
#include "isa_print.h"

#include "beta_mean.h"
#include "draw.h"
#include "expint.h"
#include "gamma.h"
#include "incomplete_beta.h"
#include "incomplete_gamma.h"
#include "negative_binomial.h"
#include "quadrature.h"
#include "vmath.h"

#define COUNT 2000

static double out[COUNT];

static void print_functions(void)
{
    static double size[COUNT];
    gw_rng rng = gw_rng_seeded(77, 0);
    for (size_t i = 0; i < COUNT; i++)
        size[i] = gw_exp(30.0 * gw_rng_uniform(&rng) - 12.0);
    for (size_t i = 0; i < COUNT; i++)
        out[i] = gw_log_gamma(size[i]) + gw_digamma(size[i]) + gw_trigamma(size[i]);
    isa_print_values("gamma", out, COUNT);
    for (size_t i = 2; i < COUNT; i++)
        out[i] = gw_log_beta_ratio(size[i], size[i - 1], size[i - 2]);
    isa_print_values("log_beta_ratio", out, COUNT);
    for (size_t i = 1; i < COUNT; i++)
        out[i] = gw_expint_scaled(size[i], size[i - 1]);
    isa_print_values("expint", out, COUNT);
    for (size_t i = 1; i < COUNT; i++) {
        double x = 1.0 / (1.0 + size[i]);
        out[i] = gw_incomplete_gamma(size[i], size[i] * (0.5 + x)).lower +
                 gw_incomplete_beta(x, size[i] * x, size[i - 1], size[i]).upper;
    }
    isa_print_values("tails", out, COUNT);
}

static void print_rules(void)
{
    static double nodes[GW_QUADRATURE_MAX], weights[GW_QUADRATURE_MAX];
    gw_gauss_legendre(nodes, weights, GW_QUADRATURE_MAX);
    isa_print_values("legendre", weights, GW_QUADRATURE_MAX);
    gw_gauss_jacobi_beta(nodes, weights, GW_QUADRATURE_MAX, 0.793, 12.4);
    isa_print_values("jacobi", weights, GW_QUADRATURE_MAX);

    static gw_beta_rule rule;
    gw_beta_rule_wide(&rule, 0.793, 2.426, 1e6);
    isa_print_values("beta rule", rule.weight_over_p, rule.n);
    for (size_t i = 0; i < COUNT; i++) {
        double c = gw_exp((double)i * 0.01 - 10.0);
        out[i] = gw_beta_mean_growth(&rule, 2.2, c) + gw_beta_mean_survival(&rule, 2.2, c);
    }
    isa_print_values("beta means", out, COUNT);
}

static void print_draws(void)
{
    gw_rng rng = gw_rng_seeded(78, 0);
    for (size_t i = 0; i < COUNT; i++) {
        out[i] = gw_draw_normal(&rng);
        out[i] += gw_draw_gamma(&rng, 0.4);
        out[i] += gw_draw_gamma(&rng, 4.0);
        out[i] += gw_draw_beta(&rng, 0.3, 2.0);
        out[i] += (double)gw_draw_poisson(&rng, 0.1 * (double)i);
    }
    isa_print_values("draws", out, COUNT);
    gw_negative_binomial_pmf(out, COUNT, 30.0, 8.8);
    isa_print_values("negative binomial", out, COUNT);
}

void isa_print_special(void)
{
    print_functions();
    print_rules();
    print_draws();
}
