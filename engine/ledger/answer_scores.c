#include "answer_scores.h"

#include <math.h>

#include "surplus.h"

static gw_answer_score nothing(void)
{
    return (gw_answer_score){0, (double)NAN, (double)NAN, (double)NAN};
}

gw_answer_score gw_share_score(double count, double n, double z)
{
    if (!(n > 0))
        return nothing();
    double p = count / n;
    double z2 = z * z / n;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = z * sqrt(p * (1 - p) / n + z2 / (4 * n)) / (1 + z2);
    return (gw_answer_score){n, p, fmax(middle - half, 0), fmin(middle + half, 1)};
}

gw_answer_score gw_net_promoter_score(double promoters, double detractors, double n, double z)
{
    if (!(n > 0))
        return nothing();
    double p = promoters / n;
    double d = detractors / n;
    double half = z * sqrt(fmax(p + d - (p - d) * (p - d), 0) / n);
    return (gw_answer_score){n, p - d, fmax(p - d - half, -1), fmin(p - d + half, 1)};
}

gw_answer_score gw_mean_score(double sum, double squares, double n, double z)
{
    if (!(n > 0))
        return nothing();
    double mean = sum / n;
    if (!(n >= 2))
        return (gw_answer_score){n, mean, (double)NAN, (double)NAN};
    double variance = fmax(squares - n * mean * mean, 0) / (n - 1);
    double half = gw_student_quantile(z, n - 1) * sqrt(variance / n);
    return (gw_answer_score){n, mean, mean - half, mean + half};
}
