/* Repeat buying days in a few groups that suit the shop: 0, then equal widths, the last one open.
 */
#ifndef GW_COUNT_GROUPS_H
#define GW_COUNT_GROUPS_H

#include <stddef.h>

#define GW_COUNT_GROUPS 8

/* The width of the groups for n counts, each standing for weight[i] customers (NULL: one): 1 where
 * at most a fifth of the customers has seven or more, else as wide as leaves a fifth to the last
 * one. */
double gw_count_width(const double *count, const double *weight, size_t n);
/* The group of a count, and the least count of a group. */
size_t gw_count_group(double count, double width);
double gw_count_group_from(size_t group, double width);

#endif
