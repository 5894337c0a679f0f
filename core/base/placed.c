#include "placed.h"

#include <stdbool.h>

#include "heapsort.h"

static bool before(const gw_placed *a, const gw_placed *b)
{
    return a->value != b->value ? a->value < b->value : a->place < b->place;
}

GW_HEAPSORT(sort, gw_placed, before)

void gw_placed_sort(gw_placed *list, size_t n)
{
    sort(list, n);
}
