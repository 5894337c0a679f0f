/* The first renewals are added up one by one. What follows is smooth on the scale of a renewal, so
 * that its sum is an integral between the half steps with the corrections of Euler and Maclaurin,
 *   sum f(k), k = A .. B - 1, = int f - [f'] / 24 + 7 [f'''] / 5760 - ... over A - 1/2 .. B - 1/2,
 * where f''' is f' cubed over f squared to a share of 1/t. The integral is taken by Gauss panels as
 * wide as the fall of f and the singularities at b = 0 allow (they lie at an angle of pi / c from
 * the axis). Without discounting and end, it stops where S is a power of t, whose rest is known. */
#include "survival_sum.h"

#include <math.h>
#include <stdbool.h>

#include "quadrature.h"
#include "vmath.h"

#define DIRECT 2048    /* terms added one by one, at least */
#define SMOOTH 0.05    /* and as long as f falls by more than this share a step */
#define NODES 24       /* of a panel */
#define PANEL_FALL 8.0 /* that a panel's logarithm may fall */
#define NEGLIGIBLE 1e-18

typedef struct sum {
    const gw__beta_survival *law;
    double from;
    double count;
    double delta;
    double total;
} sum;

static double term(const sum *s, double k)
{
    return gw_exp(gw__beta_survival_log(s->law, s->from, s->from + k) - s->delta * k);
}

static double steepness(const sum *s, double k)
{
    return gw__beta_survival_hazard(s->law, s->from + k) + s->delta;
}

/* All that is left from a term f on, k steps in, is too little to matter. Without discounting that
 * is known only where nothing is left at all. */
static bool negligible(const sum *s, double f)
{
    return s->delta > 0.0 ? f <= NEGLIGIBLE * s->total * -gw_expm1(-s->delta) : f <= 1e-290;
}

/* Returns where it stopped; s->count when all is added. */
static double add_terms(sum *s)
{
    double k = 0.0;
    while (k < s->count) {
        double f = term(s, k);
        s->total += f;
        k += 1.0;
        if (negligible(s, f))
            return s->count;
        if (k >= DIRECT && steepness(s, k) <= SMOOTH)
            return k;
    }
    return s->count;
}

/* -f'/24 + 7 f'''/5760 at k: positive, as f falls. */
static double end_correction(const sum *s, double k)
{
    double steep = steepness(s, k);
    return term(s, k) * steep * (1.0 / 24.0 - 7.0 / 5760.0 * steep * steep);
}

/* Where S is as good as a power of t. */
static bool is_power(const sum *s, double t)
{
    const gw__beta_survival *law = s->law;
    return law->c * gw_log(t) >= gw_log(1.0 + law->delta + law->gamma * law->gamma) + 39.0;
}

static double panel(const sum *s, double k, double width)
{
    const gw_rule *rule = gw_gauss_legendre_rule(NODES);
    double area = 0.0;
    for (size_t i = 0; i < rule->n; i++)
        area += rule->weights[i] * term(s, k + width * rule->nodes[i]);
    return width * area;
}

static void add_integral(sum *s, double from, double to)
{
    double curved = 2.0 * fmax(1.0, s->law->c);
    for (double k = from; k < to;) {
        double t = s->from + k;
        double width = fmin(t / curved, PANEL_FALL / steepness(s, k));
        width = fmin(width, to - k);
        s->total += panel(s, k, width);
        k = width < to - k ? k + width : to;
        if (k < to && negligible(s, term(s, k)))
            return;
        if (to == HUGE_VAL && s->delta == 0.0 && is_power(s, s->from + k)) {
            double power = s->law->gamma * s->law->c;
            s->total += (s->from + k) * term(s, k) / (power - 1.0);
            return;
        }
    }
}

double gw__survival_sum(const gw__beta_survival *law, double from, double count, double delta)
{
    sum s = {law, from, count, delta, 0.0};
    if (count == HUGE_VAL && delta == 0.0) {
        if (law->c == 1.0 && law->gamma > 1.0) /* E[1 / p], p ~ Beta(gamma, delta + from) */
            return 1.0 + (law->delta + from) / (law->gamma - 1.0);
        if (!(law->gamma * law->c > 1.0))
            return HUGE_VAL;
    }
    double k = add_terms(&s);
    if (k >= count)
        return s.total;
    s.total -= end_correction(&s, k - 0.5);
    if (count < HUGE_VAL)
        s.total += end_correction(&s, count - 0.5);
    add_integral(&s, k - 0.5, count == HUGE_VAL ? count : count - 0.5);
    return s.total;
}
