/* Heapsort (Williams 1964, Communications of the ACM 7(6), algorithm 232): no stack and no room of
 * its own, whatever the numbers, and the same order everywhere. */
#include "placed.h"

#include <stdbool.h>

static bool before(const gw_placed *a, const gw_placed *b)
{
    return a->value != b->value ? a->value < b->value : a->place < b->place;
}

/* Puts list[from] where it belongs in the heap below it, the largest on top. */
static void sift(gw_placed *list, size_t from, size_t n)
{
    gw_placed moved = list[from];
    for (size_t child; (child = 2 * from + 1) < n; from = child) {
        if (child + 1 < n && before(&list[child], &list[child + 1]))
            child++;
        if (!before(&moved, &list[child]))
            break;
        list[from] = list[child];
    }
    list[from] = moved;
}

void gw_placed_sort(gw_placed *list, size_t n)
{
    for (size_t i = n / 2; i > 0; i--)
        sift(list, i - 1, n);
    for (size_t end = n; end > 1; end--) {
        gw_placed largest = list[0];
        list[0] = list[end - 1];
        list[end - 1] = largest;
        sift(list, 0, end - 1);
    }
}
