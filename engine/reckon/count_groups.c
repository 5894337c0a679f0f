#include "count_groups.h"

#include <math.h>

#define MOST_COUNTS 4096 /* higher ones count as this */
#define LAST_SHARE 0.2

double gw_count_width(const double *count, const double *weight, size_t n)
{
    double with_count[MOST_COUNTS + 1] = {0};
    double above = 0;
    for (size_t i = 0; i < n; i++) {
        double own = weight == NULL ? 1.0 : weight[i];
        with_count[count[i] < MOST_COUNTS ? (size_t)count[i] : MOST_COUNTS] += own;
        above += own;
    }
    double most = LAST_SHARE * above;
    double k = 0;
    for (above -= with_count[0]; above > most && k < MOST_COUNTS; above -= with_count[(size_t)k])
        k++;
    /* the last group begins at 1 + (GW_COUNT_GROUPS - 2) x width, above k */
    return fmax(1, ceil(k / (GW_COUNT_GROUPS - 2)));
}

size_t gw_count_group(double count, double width)
{
    if (count < 1)
        return 0;
    double group = 1 + floor((count - 1) / width);
    return group < GW_COUNT_GROUPS - 1 ? (size_t)group : GW_COUNT_GROUPS - 1;
}

double gw_count_group_from(size_t group, double width)
{
    return group == 0 ? 0.0 : 1 + width * (double)(group - 1);
}
