/* Numbers that remember their place: a list put in order without losing where each came from. */
#ifndef GW_PLACED_H
#define GW_PLACED_H

#include <stddef.h>

typedef struct gw_placed {
    double value; /* no NaN */
    size_t place;
} gw_placed;

/* Sorts ascending by value, equal ones by their places, in place. */
void gw_placed_sort(gw_placed *list, size_t n);

#endif
