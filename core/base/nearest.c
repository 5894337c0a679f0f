/* Optimal string alignment distance: insert, delete, replace, and swap of neighbours cost 1 each
 * (Damerau 1964; Wagner and Fischer 1974 for the table). Words longer than the table are not near
 * anything: nobody mistypes forty letters. */
#include "nearest.h"

#include <string.h>

#define LONGEST 40

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int cost[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= a_length; i++)
        cost[i][0] = (int)i;
    for (size_t j = 0; j <= b_length; j++)
        cost[0][j] = (int)j;
    for (size_t i = 1; i <= a_length; i++) {
        for (size_t j = 1; j <= b_length; j++) {
            int differs = lower(a[i - 1]) != lower(b[j - 1]);
            int best = smaller(cost[i - 1][j], cost[i][j - 1]) + 1;
            best = smaller(best, cost[i - 1][j - 1] + differs);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                best = smaller(best, cost[i - 2][j - 2] + 1);
            cost[i][j] = best;
        }
    }
    return cost[a_length][b_length];
}

const char *gw_nearest(const char *word, const char *const *words, size_t n)
{
    size_t length = strlen(word);
    if (length > LONGEST)
        return NULL;
    const char *nearest = NULL;
    int limit = 1 + (int)length / 3;
    for (size_t i = 0; i < n; i++) {
        size_t other = strlen(words[i]);
        if (other > LONGEST)
            continue;
        int d = distance(word, length, words[i], other);
        if (d <= limit) {
            nearest = words[i];
            limit = d - 1;
        }
    }
    return nearest;
}
