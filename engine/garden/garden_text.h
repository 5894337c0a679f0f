/* One row of a table, put together from its fields. */
#ifndef GW_GARDEN_TEXT_H
#define GW_GARDEN_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "garden_world.h"

#define GW_GARDEN_ROW_MOST 1024

typedef struct gw_garden_text {
    size_t length;
    size_t date_at; /* where the field stands that a bad date replaces, and its length */
    size_t date_length;
    char bytes[GW_GARDEN_ROW_MOST];
} gw_garden_text;

/* Each adds a field; fields are parted by commas, and none needs quotes. */
void gw_garden_put(gw_garden_text *row, const char *text);
void gw_garden_put_whole(gw_garden_text *row, int64_t value);
/* "c17" */
void gw_garden_put_id(gw_garden_text *row, char kind, int32_t number);
/* "o17-3"; empty when there is no order. */
void gw_garden_put_part(gw_garden_text *row, char kind, int32_t number, int32_t part);
/* Hundredths: "-12.05" */
void gw_garden_put_cents(gw_garden_text *row, int64_t cents);
/* Rounded to so many decimals, up to 9; |value| below 1e9. */
void gw_garden_put_fixed(gw_garden_text *row, double value, int decimals);
/* "2022-03-01"; empty for GW_GARDEN_NEVER. */
void gw_garden_put_day(gw_garden_text *row, const gw_garden_world *world, int32_t day);
/* "2022-03-01T09:00:00Z" */
void gw_garden_put_time(gw_garden_text *row, const gw_garden_world *world, int32_t day,
                        int seconds);

#endif
