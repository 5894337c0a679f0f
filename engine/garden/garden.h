/* The garden: a simulated two-sided shop with its truth beside it. docs/garden.md has the world. */
#ifndef GW_GARDEN_H
#define GW_GARDEN_H

#include "garden_settings.h"

#include <stdint.h>

#define GW_GARDEN_MOST_CUSTOMERS 10000000

typedef struct gw_garden_options {
    int32_t customers; /* 1 to GW_GARDEN_MOST_CUSTOMERS */
    uint64_t seed;
    gw_garden_settings settings;
    void (*progress)(const char *words, double share, void *user); /* NULL: silence */
    void *user;
} gw_garden_options;

typedef struct gw_garden_report {
    int32_t customers;              /* fewer than asked for when time ran out */
    int64_t orders, messages, rows; /* rows of all files of the shop */
    int64_t planted;
} gw_garden_report;

/* Writes the shop's files to the new folder `path`, and truth/ in it. Same options, same bytes, for
 * any number of threads. GW_WRONG_USE for options outside their range and a path that exists;
 * GW_NOT_FOUND, GW_FAILED, GW_NO_MEMORY, GW_CANCELLED: then nothing is left behind. */
GW_MUST_USE gw_status gw_garden_simulate(gw_garden_report *out, gw_context *context,
                                         const char *path, const gw_garden_options *options,
                                         gw_error *err);

/* Removes the folder of a garden, to make it anew; one that is not there is fine. GW_WRONG_USE for
 * anything else of this name. */
GW_MUST_USE gw_status gw_garden_remove(const char *path, gw_error *err);

#endif
