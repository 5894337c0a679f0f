/* beta + e^(b t) - 1 = beta D(t) e^(b t) ... is never formed where it may overflow: from b t = FAR
 * on G is b t - log beta + log(1 + (beta - 1) e^(-b t)). Before, G' = b e^(b t)/(beta + e^(b t) -
 * 1) is made of positive terms and keeps its digits for any beta; so is beta(t0) = beta e^(-b t0) +
 * (1 - e^(-b t0)).
 *
 * G' has poles where D = 0: at log(1 - beta)/b < 0 for beta < 1, at (log(beta - 1) +- i pi)/b for
 * beta > 1; panels keep away from them in proportion (gauss_panel.h). Once D is 1 to the last bit
 * they no longer count. */
#include "gompertz_clock.h"

#include <math.h>

#include "vmath.h"

#define FAR 36.0
#define PI 3.14159265358979323846
#define EVEN 0x1p-54

gw__clock gw__clock_of(double b, double beta)
{
    return (gw__clock){b, beta, beta - 1.0};
}

static double above_one_at(const gw__clock *clock, double t)
{
    return clock->above_one * gw_exp(-clock->b * t);
}

static double d_at(const gw__clock *clock, double t)
{
    double bt = clock->b * t;
    return clock->beta * gw_exp(-bt) - gw_expm1(-bt);
}

gw__clock gw__clock_from(const gw__clock *clock, double t0)
{
    return (gw__clock){clock->b, d_at(clock, t0), above_one_at(clock, t0)};
}

gw__clock_hand gw__clock_at(const gw__clock *clock, double t)
{
    double bt = clock->b * t;
    if (bt < FAR) {
        double grown = gw_expm1(bt);
        double all = clock->beta + grown;
        return (gw__clock_hand){gw_log1p(grown / clock->beta), clock->b * ((1.0 + grown) / all),
                                clock->b * (clock->above_one / all)};
    }
    double above = above_one_at(clock, t);
    double d = 1.0 + above;
    return (gw__clock_hand){bt - gw_log(clock->beta) + gw_log1p(above), clock->b / d,
                            clock->b * (above / d)};
}

void gw__clock_at_all(gw__clock_hands *out, const gw__clock *clock, const double *times, size_t n)
{
    double grown[GW_GAUSS_MOST] = {0}; /* gcc does not see that each is set */
    size_t soon = 0;
    for (; soon < n && clock->b * times[soon] < FAR; soon++)
        grown[soon] = clock->b * times[soon];
    gw_expm1_array(grown, grown, soon);
    for (size_t k = 0; k < soon; k++) {
        double all = clock->beta + grown[k];
        out->growth[k] = grown[k] / clock->beta;
        out->pace[k] = clock->b * ((1.0 + grown[k]) / all);
        out->gain[k] = clock->b * (clock->above_one / all);
    }
    gw_log1p_array(out->growth, out->growth, soon);
    for (size_t k = soon; k < n; k++) {
        gw__clock_hand hand = gw__clock_at(clock, times[k]);
        out->growth[k] = hand.growth;
        out->pace[k] = hand.pace;
        out->gain[k] = hand.gain;
    }
}

double gw__clock_growth(const gw__clock *clock, double t)
{
    return gw__clock_at(clock, t).growth;
}

double gw__clock_pace(const gw__clock *clock, double t)
{
    return gw__clock_at(clock, t).pace;
}

double gw__clock_gain(const gw__clock *clock, double t)
{
    return gw__clock_at(clock, t).gain;
}

int gw__clock_is_even(const gw__clock *clock, double t)
{
    return fabs(above_one_at(clock, t)) <= EVEN;
}

/* The sum of 1/distance to the poles of G'. */
static double closeness(const gw__clock *clock, double y)
{
    if (clock->above_one == 0.0 || gw__clock_is_even(clock, y))
        return 0.0;
    double along = clock->b * y - gw_log(fabs(clock->above_one));
    if (clock->above_one < 0.0)
        return along > 0.0 ? clock->b / along : gw__clock_pace(clock, y);
    return 2.0 * clock->b / sqrt(along * along + PI * PI);
}

gw__gauss_panel gw__clock_panel(const gw__clock *clock, double y, double near, double p, double q,
                                double d, double room)
{
    double reach = fmin(room, 2.0 / clock->b);
    if (gw__clock_is_even(clock, y))
        reach = room;
    gw__clock_hand here = gw__clock_at(clock, y);
    gw__clock_hand there = gw__clock_at(clock, y + reach);
    double pace = fmax(here.pace, there.pace);
    double gain = fmax(fabs(here.gain), fabs(there.gain));
    double slope = p / near + q * pace + gain + d;
    return gw__gauss_panel_of(slope, 1.0 / near + closeness(clock, y), reach);
}

/* What is left from t on when e^(-s G - delta t) has fallen to f there and G' is b: up to h. */
static double even_rest(const gw__clock *clock, double s, double f, double t, double h,
                        double delta)
{
    double fall = s * clock->b + delta;
    if (h == HUGE_VAL)
        return f / fall;
    return f * (h - t) * gw_expm1_ratio(-fall * (h - t));
}

/* Adds one panel of e^(-s G - delta t). */
static void add_kept(double *sum, const gw__clock *clock, double s, double delta, double from,
                     const gw__gauss_panel *panel)
{
    double times[GW_GAUSS_MOST] = {0}; /* gcc does not see that each is set */
    double kept[GW_GAUSS_MOST];
    gw__clock_hands hands;
    size_t n = panel->rule->n;
    for (size_t k = 0; k < n; k++)
        times[k] = from + panel->width * panel->rule->nodes[k];
    gw__clock_at_all(&hands, clock, times, n);
    for (size_t k = 0; k < n; k++)
        kept[k] = -s * hands.growth[k] - delta * times[k];
    gw_exp_array(kept, kept, n);
    for (size_t k = 0; k < n; k++)
        *sum += panel->width * panel->rule->weights[k] * kept[k];
}

double gw__clock_time(const gw__clock *clock, double s, double h, double delta)
{
    double sum = 0.0;
    for (double t = 0.0; t < h;) {
        double kept = gw_exp(-s * gw__clock_growth(clock, t) - delta * t);
        if (gw__clock_is_even(clock, t))
            return sum + even_rest(clock, s, kept, t, h, delta);
        if (kept * fmin(h - t, 1.0 / (s * clock->b + delta)) <= 0x1p-60 * sum && kept < 0x1p-60)
            return sum;
        double room = h - t;
        gw__gauss_panel panel = gw__clock_panel(clock, t, HUGE_VAL, 0.0, s, delta, room);
        add_kept(&sum, clock, s, delta, t, &panel);
        t = panel.width < room ? t + panel.width : h;
    }
    return sum;
}
