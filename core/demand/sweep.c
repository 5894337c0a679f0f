#include "sweep.h"

#include <math.h>

#define MOST_TURNS 2000

/* Returns the largest mean that was taken out. */
static double take_out(double *column, const gw__sweep *s, int which)
{
    double largest = 0;
    const uint32_t *group = s->group[which];
    for (size_t g = 0; g < s->groups[which]; g++)
        s->sums[g] = s->weights[g] = 0;
    for (size_t i = 0; i < s->n; i++) {
        s->sums[group[i]] += s->weight[i] * column[i];
        s->weights[group[i]] += s->weight[i];
    }
    for (size_t g = 0; g < s->groups[which]; g++) {
        s->sums[g] = s->weights[g] > 0 ? s->sums[g] / s->weights[g] : 0;
        largest = fmax(largest, fabs(s->sums[g]));
    }
    for (size_t i = 0; i < s->n; i++)
        column[i] -= s->sums[group[i]];
    return largest;
}

void gw__sweep_out(double *column, const gw__sweep *sweep)
{
    double size = 0;
    for (size_t i = 0; i < sweep->n; i++)
        size = fmax(size, fabs(column[i]));
    for (int turn = 0; turn < MOST_TURNS; turn++) {
        double moved = take_out(column, sweep, 0);
        if (sweep->group[1] == NULL)
            return;
        moved = fmax(moved, take_out(column, sweep, 1));
        if (moved <= 1e-12 * size)
            return;
    }
}
