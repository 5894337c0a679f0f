/* Means over p ~ Beta(a, b) by the trapezoidal rule in a stretched logit of p.
 *
 * With y = log(p / (1-p)) the density is p^a (1-p)^b / B(a, b), analytic for |Im y| < pi, and so
 * are the integrands up to about pi/2: the trapezoidal rule converges exponentially (Trefethen &
 * Weideman 2014, SIAM Review 56(3)), with no regard to a = 1, a + b = 1 or the sharp turn of the
 * integrand at p = 1 / (R c), which defeats Gauss rules in p.
 *
 *   map      y(u) = u - e^(L-u) + e^(u-U): straight between L and U, which enclose all that
 *            happens on the scale of one (the turn at 1/reach, the ends 1/b and 1/a), and doubly
 *            exponential outside, where only e^(a y) or e^(-b y) is left: a tail of length 1e8
 *            costs no more than 20 units of u.
 *   weights  density times dy/du, relative to the density's top (beta_shape.h), divided by their
 *            sum.
 *   ends     right where the density is e^-40 of its top; left where it is e^-38 of what it is at
 *            the turn, or e^-112 of its top: survival may be as small as e^-70.
 *   step     2 pi / w, w^2 = 2 m G + (2 G / pi)^2, e^-G the error wanted: the first part for a peak
 *            of curvature m, the second for a strip of half width pi/2. m is the largest curvature
 *            of density times kernel where that product has its top.
 *
 * Where the kernel is provably near to a polynomial, 16 Gauss-Jacobi nodes do.
 *
 * Digits are lost in survival below e^-70 only. */
#include "beta_mean.h"

#include <math.h>
#include <stdbool.h>

#include "beta_shape.h"
#include "expint.h"
#include "quadrature.h"
#include "sum.h"
#include "vmath.h"

#define REACH_MAX 1e12
#define P_MIN 1e-200
#define PI 3.14159265358979323846

static const double margin = 2.0;      /* from what happens to the bends of the map */
static const double goal = 33.0;       /* G */
static const double right_fall = 40.0; /* of log density at the right end */
static const double left_fall = 38.0;  /* the same at the left, from the turn */
static const double left_most = 112.0; /* but no more than this from the top */

/* Where the density has fallen by `target`, left (sign -1) or right (sign +1) of its top: Newton on
 * a convex function, from the outside, where its asymptote meets the target. */
static double where_fallen(const gw_beta_shape *s, double target, double sign)
{
    double rate = sign < 0.0 ? s->a : s->b;
    double other = sign < 0.0 ? s->b : s->a;
    double d = sign * (target + s->n * gw_log1p(rate / other)) / rate;
    for (int i = 0; i < 60; i++) {
        double excess = gw_beta_fall(s, d) - target;
        double p = gw_logistic(s->top + d);
        double slope = s->n * p - s->a; /* of fall */
        if (!(excess > 1e-3 * target))
            break;
        d -= excess / slope;
    }
    return s->top + d;
}

typedef struct beta_map {
    double left, right; /* L, U */
} beta_map;

typedef struct beta_place {
    double y;
    double slope; /* dy/du */
} beta_place;

static beta_place stretched(const beta_map *map, double u)
{
    double low = gw_exp(map->left - u);
    double high = gw_exp(u - map->right);
    return (beta_place){.y = u - low + high, .slope = 1.0 + low + high};
}

/* u with y(u) = y: halving to find the neighbourhood, then Newton. */
static double unstretched(const beta_map *map, double y)
{
    double low = map->left - 40.0;
    double high = map->right + 40.0;
    while (high - low > 0.1) {
        double middle = 0.5 * (low + high);
        if (stretched(map, middle).y < y)
            low = middle;
        else
            high = middle;
    }
    double u = 0.5 * (low + high);
    for (int i = 0; i < 5; i++) {
        beta_place at = stretched(map, u);
        u -= (at.y - y) / at.slope;
    }
    return u;
}

static double larger(double x, double y)
{
    return x > y ? x : y;
}

/* The distance of the nodes in u, for a density cut at the left where p = `leftmost`. */
static double step_for(const gw_beta_shape *s, double leftmost)
{
    /* Density times e^(-k p) with its top at p has curvature a (1-p)^2 + b p^2 there. */
    double shifted = s->a * (1.0 - leftmost) * (1.0 - leftmost) + s->b * leftmost * leftmost;
    double m = larger(shifted, s->a * (s->b / s->n));
    double strip = 2.0 * goal / PI;
    return 2.0 * PI / sqrt(2.0 * m * goal + strip * strip);
}

void gw_beta_rule_wide(gw_beta_rule *out, double a, double b, double reach)
{
    gw_beta_shape shape = gw_beta_shape_of(a, b);
    double log_reach = gw_log1p(reach < REACH_MAX ? reach : REACH_MAX);
    beta_map map = {.left = -larger(log_reach, gw_log1p(b)) - margin,
                    .right = gw_log1p(a) + margin};

    double at_turn = -log_reach < shape.top ? gw_beta_fall(&shape, -log_reach - shape.top) : 0.0;
    double target = at_turn + left_fall < left_most ? at_turn + left_fall : left_most;
    double first = where_fallen(&shape, target, -1.0);
    double from = unstretched(&map, first);
    double to = unstretched(&map, where_fallen(&shape, right_fall, 1.0));
    double h = step_for(&shape, gw_logistic(first));
    h = larger(h, (to - from) / (GW_BETA_RULE_MAX - 1));
    double steps = (to - from) / h; /* not a number where a and b are beyond reason */
    out->n = steps < GW_BETA_RULE_MAX - 1 && steps >= 0.0 ? (size_t)steps + 1 : GW_BETA_RULE_MAX;

    for (size_t i = 0; i < out->n; i++) {
        beta_place at = stretched(&map, from + h * (double)i);
        out->p[i] = larger(gw_logistic(at.y), P_MIN);
        out->weight[i] = gw_exp(-gw_beta_fall(&shape, at.y - shape.top)) * at.slope;
    }
    double total = gw_sum(out->weight, out->n);
    for (size_t i = 0; i < out->n; i++) {
        out->weight[i] /= total;
        out->weight_over_p[i] = out->weight[i] / out->p[i];
    }
}

/* (R+1)_2n c^2n / (2n)! times the mean square of the monic Jacobi polynomial of degree n (the
 * product of n recurrence coefficients): the bound of the n-point rule's error in survival, whose
 * 2n-th derivative is largest at p = 0. */
static double gauss_error(double a, double b, double c, double R, size_t n)
{
    double error = 1.0;
    double sum = a + b;
    for (size_t j = 1; j <= n; j++) {
        double k = (double)j;
        double low = sum + 2.0 * k - 2.0;
        double even = j == 1 ? 1.0 : k * (sum + k - 2.0) / (low - 1.0); /* not 0/0 at a + b = 1 */
        error *= even / low * ((a + k - 1.0) / low) * ((b + k - 1.0) / (low + 1.0));
        error *= c * c * ((R + 2.0 * k - 1.0) / (2.0 * k - 1.0)) * ((R + 2.0 * k) / (2.0 * k));
    }
    return error;
}

/* Whether the n-point Gauss-Jacobi rule is provably within 1e-13, relative, for all c <= c_max and
 * R <= R_max. Both integrands are completely monotone in p, so that the error is at most the 2n-th
 * derivative at 0 times the square mean above, and the mean at least the value at the mean p
 * (Jensen); error over mean grows with c and R. */
static bool gauss_is_enough(double a, double b, double c_max, double R_max, size_t n)
{
    double p = a / (a + b);
    double log_power = -R_max * gw_log1p(c_max * p);
    double survival = gw_exp(log_power) / (1.0 + c_max * p);
    double growth = -gw_expm1(log_power) / p;
    double error = gauss_error(a, b, c_max, R_max, n);
    double of_growth = error * R_max * c_max / (2.0 * (double)n + 1.0);
    return survival > 0.01 /* weights are right to 1e-16 of one */
           && error <= 1e-13 * survival && of_growth <= 1e-13 * growth;
}

void gw_beta_rule_near(gw_beta_rule *out, double a, double b, double c_max, double R_max)
{
    const size_t n = 16;
    if (!gauss_is_enough(a, b, c_max, R_max, n)) {
        gw_beta_rule_wide(out, a, b, c_max * larger(1.0, R_max));
        return;
    }
    out->n = n;
    gw_gauss_jacobi_beta(out->p, out->weight, n, a, b);
    for (size_t i = 0; i < n; i++)
        out->weight_over_p[i] = out->weight[i] / out->p[i];
}

/* (1 + p_i c)^-s - 1 */
static void power_array(double *out, const gw_beta_rule *rule, double s, double c)
{
    for (size_t i = 0; i < rule->n; i++)
        out[i] = rule->p[i] * c;
    gw_log1p_array(out, out, rule->n);
    for (size_t i = 0; i < rule->n; i++)
        out[i] *= -s;
}

double gw_beta_mean_growth(const gw_beta_rule *rule, double R, double c)
{
    double value[GW_BETA_RULE_MAX];
    power_array(value, rule, R, c);
    gw_expm1_array(value, value, rule->n);
    return -gw_sum_products(rule->weight_over_p, value, rule->n);
}

double gw_beta_mean_survival(const gw_beta_rule *rule, double R, double c)
{
    double value[GW_BETA_RULE_MAX];
    power_array(value, rule, R + 1.0, c);
    gw_exp_array(value, value, rule->n);
    return gw_sum_products(rule->weight, value, rule->n);
}

double gw_beta_mean_forever(const gw_beta_rule *rule, double R, double g)
{
    double value[GW_BETA_RULE_MAX];
    for (size_t i = 0; i < rule->n; i++)
        value[i] = gw_expint_scaled(R + 1.0, g / rule->p[i]);
    return gw_sum_products(rule->weight_over_p, value, rule->n);
}
