/* Stable radix sort of rows by columns of doubles, least significant digit first (Knuth, TAOCP 3,
 * 5.2.5), without comparisons or hashing.
 *
 * Each column becomes an unsigned image that keeps its order and is short: the value less the
 * smallest one where all values are whole, else the same of the IEEE bits, which order
 * non-negative doubles. The columns' images side by side are one long key; days in three columns
 * are about 28 bits of it, weeks with fractions some 110.
 *
 * What moves are 64-bit items: the row's number in the low bits, as much of the key as fits above
 * it. Days need one round of three passes at 11 bits; a longer key takes further rounds, each
 * reading its part of the key in the order reached so far. */
#include "cells_sort.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "clones.h"
#include "error.h"
#include "memory.h"
#include "vmath_inline.h"

#define DIGIT_BITS 11u
#define BUCKETS (1u << DIGIT_BITS)
#define MAX_PASSES 6u /* 64 bits less one for the row, by 11 */
#define MAX_COLUMNS 4u
#define LANES 8

/* Added to a whole number below it, it leaves that number in the low bits of the sum. */
static const double two_52 = 4503599627370496.0;

typedef struct image {
    const double *values;
    double offset; /* two_52 where all values are whole and below it, else 0 */
    uint64_t low;  /* image of the smallest value, taken away from all */
    unsigned bits; /* how many the largest image needs */
    unsigned at;   /* place of its lowest bit in the key */
} image;

typedef struct sorting {
    uint64_t *items;
    uint64_t *spare;
    size_t n;
    unsigned row_bits;
    image columns[MAX_COLUMNS];
    size_t column_count;
    unsigned key_bits;
} sorting;

static unsigned bit_length(uint64_t value)
{
    unsigned bits = 0;
    for (; value != 0; value >>= 1)
        bits++;
    return bits;
}

/* -0.0 + 0.0 is 0.0. */
static inline uint64_t image_of(const image *column, double value)
{
    return gw__bits(value + column->offset) - column->low;
}

static inline double lower(double a, double b)
{
    return a < b ? a : b;
}

static inline double higher(double a, double b)
{
    return a > b ? a : b;
}

/* The extremes in lanes, because that the compiler turns into vectors. */
GW_CLONES static image image_plan(const double *values, size_t n)
{
    double low[LANES];
    double high[LANES];
    double fraction[LANES]; /* the largest distance from a whole number */
    for (size_t lane = 0; lane < LANES; lane++) {
        low[lane] = high[lane] = values[0];
        fraction[lane] = 0.0;
    }
    for (size_t i = 0; i < n; i += LANES) {
        const double *next = values + (i + LANES <= n ? i : n < LANES ? 0 : n - LANES);
        size_t width = n < LANES ? n : LANES;
        for (size_t lane = 0; lane < width; lane++) {
            double value = next[lane];
            low[lane] = lower(low[lane], value);
            high[lane] = higher(high[lane], value);
            fraction[lane] = higher(fraction[lane], fabs((value + two_52) - two_52 - value));
        }
    }
    for (size_t lane = 1; lane < LANES; lane++) {
        low[0] = lower(low[0], low[lane]);
        high[0] = higher(high[0], high[lane]);
        fraction[0] = higher(fraction[0], fraction[lane]);
    }
    image plan = {.values = values};
    plan.offset = fraction[0] == 0.0 && high[0] < two_52 ? two_52 : 0.0;
    plan.low = image_of(&plan, low[0]);
    plan.bits = bit_length(image_of(&plan, high[0]));
    return plan;
}

static void plan_key(sorting *sort, const double *const *columns)
{
    sort->key_bits = 0;
    for (size_t c = sort->column_count; c-- > 0;) {
        sort->columns[c] = image_plan(columns[c], sort->n);
        sort->columns[c].at = sort->key_bits;
        sort->key_bits += sort->columns[c].bits;
    }
}

/* Where the bits of one column's image go within an item. */
typedef struct part {
    unsigned drop; /* low bits that belong to an earlier round */
    unsigned lift;
    uint64_t mask;
} part;

static inline uint64_t part_of(const image *column, const part *where, size_t row)
{
    return ((image_of(column, column->values[row]) >> where->drop) & where->mask) << where->lift;
}

/* In the first round item i still is row i. */
GW_CLONES static void add_in_order(uint64_t *items, size_t n, image column, part where)
{
    for (size_t i = 0; i < n; i++)
        items[i] |= part_of(&column, &where, i);
}

static void add_by_row(uint64_t *items, size_t n, uint64_t row_mask, image column, part where)
{
    for (size_t i = 0; i < n; i++)
        items[i] |= part_of(&column, &where, items[i] & row_mask);
}

/* Adds to every item the part of one column's image that falls into the key's bits
 * from .. from + count - 1. */
static void add_column(sorting *sort, const image *column, unsigned from, unsigned count)
{
    if (column->at >= from + count || column->at + column->bits <= from)
        return;
    part where = {.drop = from > column->at ? from - column->at : 0,
                  .lift = column->at > from ? column->at - from : 0};
    where.mask = (UINT64_C(1) << (count - where.lift)) - 1;
    where.lift += sort->row_bits;
    if (from == 0)
        add_in_order(sort->items, sort->n, *column, where);
    else
        add_by_row(sort->items, sort->n, (UINT64_C(1) << sort->row_bits) - 1, *column, where);
}

static void load_key(sorting *sort, unsigned from, unsigned count)
{
    uint64_t row_mask = (UINT64_C(1) << sort->row_bits) - 1;
    for (size_t i = 0; i < sort->n; i++)
        sort->items[i] &= row_mask;
    for (size_t c = 0; c < sort->column_count; c++)
        add_column(sort, &sort->columns[c], from, count);
}

static void count_digits(const sorting *sort, uint32_t counts[][BUCKETS], unsigned passes,
                         unsigned width)
{
    memset(counts, 0, passes * sizeof counts[0]);
    uint64_t mask = (UINT64_C(1) << width) - 1;
    for (size_t i = 0; i < sort->n; i++) {
        uint64_t key = sort->items[i] >> sort->row_bits;
        for (unsigned pass = 0; pass < passes; pass++)
            counts[pass][(key >> (pass * width)) & mask]++;
    }
}

/* Turns counts into the place of each bucket's first item; false when one bucket has them all. */
static bool bucket_starts(uint32_t *counts, size_t n)
{
    uint32_t start = 0;
    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        uint32_t count = counts[bucket];
        if (count == n)
            return false;
        counts[bucket] = start;
        start += count;
    }
    return true;
}

static void scatter(sorting *sort, uint32_t *starts, unsigned shift, unsigned width)
{
    uint64_t mask = (UINT64_C(1) << width) - 1;
    const uint64_t *items = sort->items;
    uint64_t *spare = sort->spare;
    for (size_t i = 0; i < sort->n; i++) {
        uint64_t item = items[i];
        spare[starts[(item >> shift) & mask]++] = item;
    }
    sort->items = spare;
    sort->spare = (uint64_t *)items;
}

/* Sorts the items by the `count` bits above the row's number. */
static void sort_round(sorting *sort, unsigned count, uint32_t counts[][BUCKETS])
{
    unsigned passes = (count + DIGIT_BITS - 1) / DIGIT_BITS;
    if (passes == 0)
        return;
    unsigned width = (count + passes - 1) / passes;
    count_digits(sort, counts, passes, width);
    for (unsigned pass = 0; pass < passes; pass++)
        if (bucket_starts(counts[pass], sort->n))
            scatter(sort, counts[pass], sort->row_bits + pass * width, width);
}

static bool same_row(const sorting *sort, uint32_t a, uint32_t b)
{
    for (size_t c = 0; c < sort->column_count; c++)
        if (sort->columns[c].values[a] != sort->columns[c].values[b])
            return false;
    return true;
}

/* Replaces the key above the row's number by the mark where a group starts. With the whole key in
 * the items they are compared themselves, else their columns are. */
static void mark_groups(sorting *sort, bool whole_key)
{
    uint64_t row_mask = (UINT64_C(1) << sort->row_bits) - 1;
    uint64_t before = 0;
    for (size_t i = 0; i < sort->n; i++) {
        uint64_t item = sort->items[i];
        bool starts = true;
        if (i > 0 && whole_key)
            starts = ((item ^ before) & ~row_mask) != 0;
        else if (i > 0)
            starts = !same_row(sort, (uint32_t)(item & row_mask), (uint32_t)(before & row_mask));
        before = item;
        sort->items[i] = (item & row_mask) | (starts ? GW_ITEM_STARTS : 0);
    }
}

static void sort_items(sorting *sort, uint32_t counts[][BUCKETS])
{
    unsigned room = 64 - sort->row_bits;
    for (size_t i = 0; i < sort->n; i++)
        sort->items[i] = i;
    for (unsigned from = 0; from < sort->key_bits; from += room) {
        unsigned left = sort->key_bits - from;
        unsigned count = left < room ? left : room;
        load_key(sort, from, count);
        sort_round(sort, count, counts);
    }
    mark_groups(sort, sort->key_bits <= room);
}

gw_status gw__sort_rows(uint64_t **items_out, gw_context *context, const double *const *columns,
                        size_t column_count, size_t n, gw_error *err)
{
    gw_status status = GW_OK;
    sorting sort = {.n = n, .column_count = column_count};
    uint32_t(*counts)[BUCKETS] = gw_alloc(context, MAX_PASSES, sizeof *counts);
    sort.items = gw_alloc(context, n, sizeof *sort.items);
    sort.spare = gw_alloc(context, n, sizeof *sort.spare);
    if (counts == NULL || sort.items == NULL || sort.spare == NULL) {
        status = gw_error_no_memory(err, "sorting rows");
        goto done;
    }
    sort.row_bits = bit_length(n - 1) > 0 ? bit_length(n - 1) : 1;
    plan_key(&sort, columns);
    sort_items(&sort, counts);
    *items_out = sort.items;
    sort.items = NULL;
done:
    gw_release(context, counts);
    gw_release(context, sort.items);
    gw_release(context, sort.spare);
    return status;
}
