/* Written by hand: printf would take longer than all the rest of a garden. */
#include "garden_text.h"

#include <math.h>
#include <string.h>

static char *begin_field(gw_garden_text *row)
{
    if (row->length > 0)
        row->bytes[row->length++] = ',';
    return row->bytes + row->length;
}

static void add(gw_garden_text *row, const char *bytes, size_t length)
{
    memcpy(row->bytes + row->length, bytes, length);
    row->length += length;
}

void gw_garden_put(gw_garden_text *row, const char *text)
{
    begin_field(row);
    add(row, text, strlen(text));
}

static void add_whole(gw_garden_text *row, uint64_t value, int digits)
{
    char text[24];
    int at = 24;
    while (value > 0 || digits > 0 || at == 24) {
        text[--at] = (char)('0' + value % 10);
        value /= 10;
        digits--;
    }
    add(row, text + at, (size_t)(24 - at));
}

static void add_sign(gw_garden_text *row, int64_t value)
{
    if (value < 0)
        row->bytes[row->length++] = '-';
}

static uint64_t size_of(int64_t value)
{
    return value < 0 ? (uint64_t)-value : (uint64_t)value;
}

void gw_garden_put_whole(gw_garden_text *row, int64_t value)
{
    begin_field(row);
    add_sign(row, value);
    add_whole(row, size_of(value), 1);
}

void gw_garden_put_id(gw_garden_text *row, char kind, int32_t number)
{
    begin_field(row);
    row->bytes[row->length++] = kind;
    add_whole(row, (uint64_t)number, 1);
}

void gw_garden_put_part(gw_garden_text *row, char kind, int32_t number, int32_t part)
{
    if (part == 0) {
        begin_field(row);
        return;
    }
    gw_garden_put_id(row, kind, number);
    row->bytes[row->length++] = '-';
    add_whole(row, (uint64_t)part, 1);
}

static void put_scaled(gw_garden_text *row, int64_t value, int decimals)
{
    static const uint64_t power[] = {1,      10,      100,      1000,      10000,
                                     100000, 1000000, 10000000, 100000000, 1000000000};
    uint64_t size = size_of(value);
    begin_field(row);
    add_sign(row, value);
    add_whole(row, size / power[decimals], 1);
    if (decimals == 0)
        return;
    row->bytes[row->length++] = '.';
    add_whole(row, size % power[decimals], decimals);
}

void gw_garden_put_cents(gw_garden_text *row, int64_t cents)
{
    put_scaled(row, cents, 2);
}

void gw_garden_put_fixed(gw_garden_text *row, double value, int decimals)
{
    static const double power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    put_scaled(row, (int64_t)floor(value * power[decimals] + 0.5), decimals);
}

static void add_day(gw_garden_text *row, const gw_garden_world *world, int32_t day)
{
    add(row, gw_garden_date_of(world, day)->text, GW_DATE_TEXT_SIZE - 1);
}

void gw_garden_put_day(gw_garden_text *row, const gw_garden_world *world, int32_t day)
{
    begin_field(row);
    if (day != GW_GARDEN_NEVER)
        add_day(row, world, day);
}

void gw_garden_put_time(gw_garden_text *row, const gw_garden_world *world, int32_t day, int seconds)
{
    begin_field(row);
    add_day(row, world, day);
    row->bytes[row->length++] = 'T';
    add_whole(row, (uint64_t)(seconds / 3600), 2);
    row->bytes[row->length++] = ':';
    add_whole(row, (uint64_t)(seconds / 60 % 60), 2);
    row->bytes[row->length++] = ':';
    add_whole(row, (uint64_t)(seconds % 60), 2);
    row->bytes[row->length++] = 'Z';
}
