/* The line search: backtracking where the gain is insufficient or the function does not exist,
 * expanding where it still climbs (weak Wolfe conditions; Nocedal & Wright 2006, Numerical
 * Optimization, section 3.5), trial steps by the cubic through two values and slopes (eq. 3.59).
 * Near an optimum the difference of two values is rounding; there the gain is taken from the slopes
 * instead, as in the approximate Wolfe conditions of Hager & Zhang 2005, SIAM J. Optim. 16(1). */
#include "line_search.h"

#include <math.h>

#define LINE_TRIALS 40
#define SUFFICIENT_GAIN 1e-4 /* of what the slope promised */
#define EASED_SLOPE 0.9      /* of the slope at the beginning */
#define VALUE_NOISE 1e-12    /* relative: lines that promise less are judged by their slopes */

/* What is known at a step along the line. */
typedef struct line_point {
    double step;
    double gain; /* NaN: the function does not exist there */
    double slope;
} line_point;

gw_status gw__evaluate(gw_place *out, int *usable_out, const gw_objective *objective,
                       int *evaluations, gw_error *err)
{
    ++*evaluations;
    gw_status status =
        objective->evaluate(&out->value, out->gradient, out->point, objective->user, err);
    if (status != GW_OK)
        return status;
    *usable_out = isfinite(out->value);
    for (size_t i = 0; i < objective->n; i++)
        *usable_out = *usable_out && isfinite(out->gradient[i]);
    return GW_OK;
}

static double clip(double value, double lower, double upper)
{
    return value < lower ? lower : value > upper ? upper : value;
}

/* Sets out->point to from + step * direction, clipped. Returns whether anything still moves when
 * the step grows. */
static int go(gw_place *out, const gw_objective *objective, const gw_place *from,
              const double *direction, double step)
{
    int moving = 0;
    for (size_t i = 0; i < objective->n; i++) {
        double wanted = from->point[i] + step * direction[i];
        out->point[i] = clip(wanted, objective->lower[i], objective->upper[i]);
        moving = moving || (direction[i] != 0 && out->point[i] == wanted);
    }
    return moving;
}

/* The derivative along the projected line at `place`: clipped variables do not move. */
static double slope_at(const gw_objective *objective, const gw_place *place,
                       const double *direction)
{
    double slope = 0;
    for (size_t i = 0; i < objective->n; i++) {
        int stuck = (direction[i] > 0 && place->point[i] >= objective->upper[i]) ||
                    (direction[i] < 0 && place->point[i] <= objective->lower[i]);
        if (!stuck)
            slope += place->gradient[i] * direction[i];
    }
    return slope;
}

/* What the gradient at `from` promised for the way to `to`. */
static double promise(const gw_objective *objective, const gw_place *from, const gw_place *to)
{
    double sum = 0;
    for (size_t i = 0; i < objective->n; i++)
        sum += from->gradient[i] * (to->point[i] - from->point[i]);
    return sum;
}

/* How much better `to` is. `slope` tells whether the line can bring more than rounding. */
static double gain_at(const gw_objective *objective, const gw_place *from, const gw_place *to,
                      double slope)
{
    double noise = VALUE_NOISE * fabs(from->value);
    double gain = to->value - from->value;
    if (slope > noise || fabs(gain) > noise)
        return gain;
    double sum = 0;
    for (size_t i = 0; i < objective->n; i++)
        sum += (from->gradient[i] + to->gradient[i]) / 2 * (to->point[i] - from->point[i]);
    return sum;
}

/* The maximum of the cubic through both ends' gains and slopes, kept away from them. */
static double between(const line_point *low, const line_point *high)
{
    double width = high->step - low->step;
    if (!isfinite(high->gain))
        return low->step + 0.2 * width;
    double chord = (high->gain - low->gain) / width;
    double square = 3 * chord - 2 * low->slope - high->slope;
    double cube = low->slope + high->slope - 2 * chord;
    double root = square * square - 3 * cube * low->slope;
    double part = low->slope / (sqrt(fmax(root, 0)) - square);
    return low->step + (isfinite(part) ? clip(part, 0.05, 0.9) : 0.5) * width;
}

/* Where the slope would vanish if it went on changing as it did, 2 to 4 times as far. */
static double beyond(const line_point *previous, const line_point *low)
{
    double change = previous->slope - low->slope;
    double ahead = change > 0 ? low->slope * (low->step - previous->step) / change : HUGE_VAL;
    return clip(low->step + ahead, 2 * low->step, 4 * low->step);
}

gw_status gw__line_search(gw_place *out, int *found_out, const gw_objective *objective,
                          const gw_place *from, const double *direction, int *evaluations,
                          gw_error *err)
{
    line_point low = {0, 0, slope_at(objective, from, direction)};
    line_point previous = low;
    line_point high = {INFINITY, NAN, NAN};
    double slope = low.slope;
    double step = 1;
    gw_place place = *from;
    *found_out = 0;
    for (int trial = 0; trial < LINE_TRIALS; trial++) {
        int moving = go(&place, objective, from, direction, step);
        int usable = 0;
        gw_status status = gw__evaluate(&place, &usable, objective, evaluations, err);
        if (status != GW_OK)
            return status;
        line_point here = {step, NAN, NAN};
        if (usable) {
            here.gain = gain_at(objective, from, &place, slope);
            here.slope = slope_at(objective, &place, direction);
        }
        double promised = promise(objective, from, &place);
        if (!(here.gain > SUFFICIENT_GAIN * promised && here.gain > low.gain)) {
            high = here;
        } else {
            *out = place;
            *found_out = 1;
            if (here.slope <= EASED_SLOPE * slope || !moving)
                return GW_OK;
            previous = low;
            low = here;
        }
        step = isfinite(high.step) ? between(&low, &high) : beyond(&previous, &low);
        if (step == low.step || step == high.step)
            break;
    }
    return GW_OK;
}
