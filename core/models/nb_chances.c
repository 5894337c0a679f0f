/* The negative binomial chances by their two-term recurrence
 *
 *     P(k) = P(k - 1) w (R + k - 1) / k,   P(0) = (1 + u)^-R,   w = u / (1 + u)
 *
 * whose factors are all positive: nothing cancels, and k steps cost k roundings. P(0) underflows
 * where the likely counts are far from 0 (R = 2000, u = 1: 2^-2000), so the running value carries
 * its own binary exponent until it is back in range. The one loss is in log P(0), R log1p(u) times
 * 1e-16; the chances themselves are then of order 1 / sqrt(R u), which keeps the error absolute. */
#include "nb_chances.h"

#include <math.h>

#include "vmath.h"

#define LOG_2 0.69314718055994530942
#define STEP 512 /* exponents move by this much at a time */

void gw__nb_chances(double *out, size_t n, double R, double u)
{
    u = fmin(u, 1e300);
    double log_start = -R * gw_log1p(u);
    double steps = floor(log_start / (STEP * LOG_2)) + 1.0; /* <= 1: 2^-512 lies well in range */
    if (steps > 0.0)
        steps = 0.0;
    double value = gw_exp(log_start - steps * (STEP * LOG_2));
    double w = u / (1.0 + u);
    double scale = steps < -2.0 ? 0.0 : ldexp(1.0, (int)steps * STEP);
    for (size_t k = 0; k < n; k++) {
        if (k > 0)
            value *= w * ((R + ((double)k - 1.0)) / (double)k);
        if (steps < 0.0 && value > 0x1p512) {
            value *= 0x1p-512;
            steps += 1.0;
            scale = steps < -2.0 ? 0.0 : ldexp(1.0, (int)steps * STEP);
        }
        out[k] = value * scale;
    }
}
