/* F is completely monotone in v > 0 and analytic for v > -1, so it is laid out in panels, each a
 * Legendre series of 16 terms from its values at the Gauss-Legendre points. A panel is halved until
 * its last coefficients vanish beside the first, then the next tries twice its length: near 0 the
 * length follows the decay of F, far out it grows with 1 + v, so that a horizon of 1e6 costs 30
 * panels more. The integrals of Gauss-Jacobi type, one rule in p for every t, fail there by tens of
 * per cent.
 *
 * An integral takes whole panels by their Gauss-Legendre sum (the discount factor times a series
 * of degree 15 is integrated to rounding while kappa times the panel is at most 12), and the cut
 * one, or one across which the factor falls further, by the series at new points. All terms are
 * positive; relative error about 1e-13, that of the rule in p. */
#include "bg_curve.h"

#include <math.h>

#include "clones.h"
#include "quadrature.h"
#include "sum.h"
#include "vmath.h"

#define N GW_CURVE_NODES
#define TAIL 1e-13         /* of a panel's first coefficient: its last two are below */
#define NOISE 1e-15        /* of the integral so far: less than that need not be resolved */
#define NOTHING_LEFT 1e-17 /* of the integral so far */
#define STEEPEST 12.0      /* discounting within one sum, as a power of e */

/* P_{k+1} = slope[k] s P_k - back[k - 1] P_{k-1} */
static const double slope[N] = {1.0 / 1.0,   3.0 / 2.0,   5.0 / 3.0,   7.0 / 4.0,
                                9.0 / 5.0,   11.0 / 6.0,  13.0 / 7.0,  15.0 / 8.0,
                                17.0 / 9.0,  19.0 / 10.0, 21.0 / 11.0, 23.0 / 12.0,
                                25.0 / 13.0, 27.0 / 14.0, 29.0 / 15.0, 31.0 / 16.0};
static const double back[N] = {1.0 / 2.0,   2.0 / 3.0,   3.0 / 4.0,   4.0 / 5.0,
                               5.0 / 6.0,   6.0 / 7.0,   7.0 / 8.0,   8.0 / 9.0,
                               9.0 / 10.0,  10.0 / 11.0, 11.0 / 12.0, 12.0 / 13.0,
                               13.0 / 14.0, 14.0 / 15.0, 15.0 / 16.0, 16.0 / 17.0};

/* P_k(2 node_i - 1) (2 k + 1) weight_i: values at the points to coefficients. */
static void series_matrix(double matrix[N][N], const gw_rule *gauss)
{
    for (int i = 0; i < N; i++) {
        double s = 2.0 * gauss->nodes[i] - 1.0;
        double before = 0.0;
        double p = 1.0;
        for (int k = 0; k < N; k++) {
            matrix[k][i] = p * (2.0 * k + 1.0) * gauss->weights[i];
            double next = slope[k] * s * p - (k > 0 ? back[k - 1] : 0.0) * before;
            before = p;
            p = next;
        }
    }
}

/* Lays the next panel out up to `high`; false when it is too long for its series, by its own
 * measure and beside the integral before it. */
static int lay_panel(gw_bg_curve *curve, const gw_beta_rule *rule, double R, double high,
                     double so_far, const gw_rule *gauss, double matrix[N][N])
{
    size_t k = curve->panels;
    double *legendre = curve->legendre[k];
    double low = curve->edge[k];
    double values[N];
    for (size_t i = 0; i < N; i++) {
        double v = low + (high - low) * gauss->nodes[i];
        values[i] = R * gw_beta_mean_survival(rule, R, v);
        curve->node[k * N + i] = v;
        curve->mass[k * N + i] = (high - low) * gauss->weights[i] * values[i];
    }
    for (size_t j = 0; j < N; j++)
        legendre[j] = gw_sum_products(matrix[j], values, N);
    curve->edge[k + 1] = high;
    double tail = fabs(legendre[N - 2]) + fabs(legendre[N - 1]);
    return tail <= TAIL * legendre[0] || tail * (high - low) <= NOISE * so_far;
}

void gw__bg_curve_make(gw_bg_curve *out, const gw_beta_rule *rule, double R, double v_end)
{
    const gw_rule *gauss = gw_gauss_legendre_rule(N);
    double matrix[N][N];
    series_matrix(matrix, gauss);
    double so_far = 0.0;
    /* F is 1 at 0 and falls no faster later: it cannot vanish unseen within a first panel. */
    double fall = (R + 1.0) * gw_sum_products(rule->weight, rule->p, rule->n);
    double length = fmin(v_end, 4.0 / fall);
    double shortest = 1e-3 / (R + 1.0); /* F(v) cannot change much within it */
    out->panels = 0;
    out->edge[0] = 0.0;
    while (out->edge[out->panels] < v_end && out->panels < GW_CURVE_PANELS) {
        double low = out->edge[out->panels];
        length = fmin(length, 0.6 * (1.0 + low));
        double high = v_end - low <= 1.2 * length ? v_end : low + length;
        if (!lay_panel(out, rule, R, high, so_far, gauss, matrix) && high - low > shortest) {
            length = 0.5 * (high - low);
            continue;
        }
        so_far += gw_sum(out->mass + out->panels * N, N);
        double last = out->mass[out->panels * N + N - 1] / (high - low) / gauss->weights[N - 1];
        out->panels++;
        if (last * (v_end - high) <= NOTHING_LEFT * so_far)
            break;
        length = 2.0 * (high - low);
    }
}

/* The series of one panel at n <= N places s in [-1, 1], by Clenshaw's recurrence, two terms at a
 * time so that neither of its values moves. (With n known to be N, gcc 12 unrolls the inner loops
 * and scatters them into scalars, four times slower.) */
GW_CLONES
static void series_values(double *restrict out, const double *legendre, const double *s, size_t n)
{
    double later[N] = {0.0};
    for (size_t i = 0; i < n; i++)
        out[i] = 0.0;
    for (size_t k = N; k > 0; k -= 2) {
        for (size_t i = 0; i < n; i++)
            later[i] = legendre[k - 1] + slope[k - 1] * s[i] * out[i] - back[k - 1] * later[i];
        for (size_t i = 0; i < n; i++)
            out[i] = legendre[k - 2] + slope[k - 2] * s[i] * later[i] - back[k - 2] * out[i];
    }
}

/* The integral over from .. to, within panel k and with kappa (to - from) <= STEEPEST. */
static double piece(const gw_bg_curve *curve, size_t k, double kappa, double from, double to,
                    const gw_rule *gauss)
{
    double low = curve->edge[k];
    double half = 0.5 * (curve->edge[k + 1] - low);
    double s[N], factor[N], values[N];
    for (size_t i = 0; i < N; i++) {
        double v = from + (to - from) * gauss->nodes[i];
        s[i] = (v - low) / half - 1.0;
        factor[i] = -kappa * v;
    }
    gw_exp_array(factor, factor, N);
    series_values(values, curve->legendre[k], s, gauss->n);
    for (size_t i = 0; i < N; i++)
        values[i] *= gauss->weights[i];
    return (to - from) * gw_sum_products(values, factor, N);
}

static double within_panel(const gw_bg_curve *curve, size_t k, double kappa, double to,
                           const gw_rule *gauss)
{
    double low = curve->edge[k];
    double pieces = ceil(fmax(kappa * (to - low) / STEEPEST, 1.0));
    double total = 0.0;
    for (double j = 0.0; j < pieces; j += 1.0)
        total += piece(curve, k, kappa, low + (to - low) * (j / pieces),
                       low + (to - low) * ((j + 1.0) / pieces), gauss);
    return total;
}

/* Whole panels gently discounted: all their points in one sum. */
static double first_panels(const gw_bg_curve *curve, size_t panels, double kappa)
{
    double factor[8 * N];
    double total = 0.0;
    for (size_t from = 0; from < panels; from += 8) {
        size_t n = (panels - from < 8 ? panels - from : 8) * N;
        for (size_t i = 0; i < n; i++)
            factor[i] = -kappa * curve->node[from * N + i];
        gw_exp_array(factor, factor, n);
        total += gw_sum_products(factor, curve->mass + from * N, n);
    }
    return total;
}

double gw__bg_curve_integral(const gw_bg_curve *curve, double kappa, double v_end)
{
    const gw_rule *gauss = gw_gauss_legendre_rule(N);
    const double *edge = curve->edge;
    size_t k = 0;
    while (k < curve->panels && edge[k + 1] <= v_end && kappa * (edge[k + 1] - edge[k]) <= STEEPEST)
        k++;
    double total = first_panels(curve, k, kappa);
    for (; k < curve->panels && edge[k] < v_end; k++)
        total += within_panel(curve, k, kappa, fmin(edge[k + 1], v_end), gauss);
    return total;
}
