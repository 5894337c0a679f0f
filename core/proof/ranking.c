/* Gain, Gini and groups, see ranking.h. Gain and Gini as in Wang, Liu & Miao 2019 ("A deep
 * probabilistic model for customer lifetime value prediction", sec. 3.3), with ties averaged. */
#include "ranking.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "error.h"
#include "memory.h"

/* Six digits of eleven bits hold a number of 64. */
#define DIGITS 6
#define DIGIT_BITS 11
#define DIGIT_VALUES ((size_t)1 << DIGIT_BITS)

typedef struct said_and_came {
    double predicted;
    double actual;
} said_and_came;

/* Sums over the first k customers stand at [k], so that any run of them is one difference. */
struct gw_ranking {
    gw_context *context;
    size_t n;
    double *predicted;
    double *actual;
    double *squares; /* of actual - predicted */
};

/* Whether a stands before b. Among equals the order decides nothing but the order of sums: it is
 * not that of the rows. */
static bool before(const said_and_came *a, const said_and_came *b)
{
    if (a->predicted != b->predicted)
        return a->predicted > b->predicted;
    return a->actual > b->actual;
}

/* Merges two ordered runs that lie side by side, from[left .. middle) and from[middle .. right). */
static void merge(said_and_came *to, const said_and_came *from, size_t left, size_t middle,
                  size_t right)
{
    size_t a = left;
    size_t b = middle;
    for (size_t i = left; i < right; i++)
        to[i] = a < middle && (b == right || !before(&from[b], &from[a])) ? from[a++] : from[b++];
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* A number whose order as an integer is that of the predictions, the greatest first; -0 is 0. */
static uint64_t key_of(double predicted)
{
    uint64_t bits = 0;
    double number = predicted + 0.0;
    memcpy(&bits, &number, sizeof bits);
    return bits >> 63 == 0 ? ~bits & (UINT64_MAX >> 1) : bits;
}

/* How many keys have each digit, 11 bits at a time, as the place where the first of them goes. */
static void place_digits(size_t places[DIGITS][DIGIT_VALUES], const said_and_came *rows, size_t n)
{
    memset(places, 0, DIGITS * sizeof *places);
    for (size_t i = 0; i < n; i++)
        for (size_t d = 0; d < DIGITS; d++)
            places[d][(key_of(rows[i].predicted) >> (d * DIGIT_BITS)) % DIGIT_VALUES]++;
    for (size_t d = 0; d < DIGITS; d++) {
        size_t sum = 0;
        for (size_t v = 0; v < DIGIT_VALUES; v++) {
            size_t count = places[d][v];
            places[d][v] = sum;
            sum += count;
        }
    }
}

/* Mergesort from runs of one, of those with one prediction. */
static void put_equals_in_order(said_and_came *rows, said_and_came *spare, size_t n)
{
    said_and_came *from = rows;
    said_and_came *to = spare;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t left = 0; left < n; left += 2 * width)
            merge(to, from, left, least(left + width, n), least(left + 2 * width, n));
        said_and_came *merged = to;
        to = from;
        from = merged;
    }
    if (from != rows)
        memcpy(rows, from, n * sizeof *rows);
}

/* By the digits of the predictions, the last first: a million in a twentieth of a second. Then the
 * equal ones by what came. `spare` has room for all rows. */
static gw_status put_in_order(said_and_came *rows, said_and_came *spare, size_t n,
                              gw_context *context, gw_error *err)
{
    said_and_came *from = rows;
    said_and_came *to = spare;
    size_t(*places)[DIGIT_VALUES] = gw_alloc(context, DIGITS, sizeof *places);
    if (places == NULL)
        return gw_error_no_memory(err, "the order of a forecast");
    place_digits(places, rows, n);
    for (size_t d = 0; d < DIGITS; d++) {
        for (size_t i = 0; i < n; i++) {
            uint64_t key = key_of(from[i].predicted);
            to[places[d][(key >> (d * DIGIT_BITS)) % DIGIT_VALUES]++] = from[i];
        }
        said_and_came *ordered = to;
        to = from;
        from = ordered;
    }
    gw_release(context, places);
    for (size_t i = 0, next = 0; i < n; i = next) {
        bool differ = false;
        for (next = i + 1; next < n && from[next].predicted == from[i].predicted; next++)
            differ = differ || from[next].actual > from[next - 1].actual;
        if (differ)
            put_equals_in_order(from + i, to + i, next - i);
    }
    return GW_OK;
}

/* Replaces each run of equal predictions by its average, and sums. */
static void add_up(gw_ranking *ranking, const said_and_came *ordered)
{
    ranking->predicted[0] = ranking->actual[0] = ranking->squares[0] = 0;
    size_t next = 0;
    for (size_t from = 0; from < ranking->n; from = next) {
        double actual = 0;
        double squares = 0;
        for (next = from; next < ranking->n && ordered[next].predicted == ordered[from].predicted;
             next++) {
            double miss = ordered[next].actual - ordered[next].predicted;
            actual += ordered[next].actual;
            squares += miss * miss;
        }
        double run = (double)(next - from);
        for (size_t i = from; i < next; i++) {
            ranking->predicted[i + 1] = ranking->predicted[i] + ordered[i].predicted;
            ranking->actual[i + 1] = ranking->actual[i] + actual / run;
            ranking->squares[i + 1] = ranking->squares[i] + squares / run;
        }
    }
}

static gw_status check_rows(const double *predicted, const double *actual, size_t n, gw_error *err)
{
    if (n == 0)
        return gw_error_set(err, GW_BAD_DATA, "there is nobody to put in order");
    for (size_t i = 0; i < n; i++)
        if (!isfinite(predicted[i]) || !isfinite(actual[i]))
            return gw_error_set(err, GW_BAD_DATA, "row %zu: said %g, came %g: both must be numbers",
                                i + 1, predicted[i], actual[i]);
    return GW_OK;
}

gw_status gw_ranking_create(gw_ranking **out, gw_context *context, const double *predicted,
                            const double *actual, size_t n, gw_error *err)
{
    GW_TRY(check_rows(predicted, actual, n, err));
    gw_status status = GW_OK;
    gw_ranking *ranking = gw_alloc_zero(context, 1, sizeof *ranking);
    said_and_came *ordered = gw_alloc(context, n, sizeof *ordered);
    double *sums = gw_alloc(context, n + 1, 3 * sizeof *sums);
    if (ranking == NULL || ordered == NULL || sums == NULL) {
        gw_release(context, ranking);
        gw_release(context, sums);
        status = gw_error_no_memory(err, "the order of a forecast");
        goto done;
    }
    *ranking = (gw_ranking){context, n, sums, sums + n + 1, sums + 2 * (n + 1)};
    for (size_t i = 0; i < n; i++)
        ordered[i] = (said_and_came){predicted[i], actual[i]};
    /* sums come later, and are wider */
    status = put_in_order(ordered, (said_and_came *)sums, n, context, err);
    if (status != GW_OK) {
        gw_ranking_free(ranking);
        goto done;
    }
    add_up(ranking, ordered);
    *out = ranking;
done:
    gw_release(context, ordered);
    return status;
}

void gw_ranking_free(gw_ranking *ranking)
{
    if (ranking == NULL)
        return;
    gw_release(ranking->context, ranking->predicted);
    gw_release(ranking->context, ranking);
}

/* The sum over the first `customers` of them, a part of one counting in part. */
static double sum_of_first(const double *sums, size_t n, double customers)
{
    if (customers >= (double)n)
        return sums[n];
    size_t whole = (size_t)customers;
    return sums[whole] + (customers - (double)whole) * (sums[whole + 1] - sums[whole]);
}

double gw_ranking_gain(const gw_ranking *ranking, double share)
{
    double whole = ranking->actual[ranking->n];
    if (!(whole > 0))
        return (double)NAN;
    return sum_of_first(ranking->actual, ranking->n, share * (double)ranking->n) / whole;
}

double gw_ranking_gini(const gw_ranking *ranking)
{
    double whole = ranking->actual[ranking->n];
    if (!(whole > 0))
        return (double)NAN;
    double area = 0;
    for (size_t i = 0; i < ranking->n; i++)
        area += (ranking->actual[i] + ranking->actual[i + 1]) / 2;
    return 2 * area / whole / (double)ranking->n - 1;
}

void gw_ranking_group_of(gw_ranking_group *out, const gw_ranking *ranking, size_t group,
                         size_t groups)
{
    double size = (double)ranking->n / (double)groups;
    double from = size * (double)group;
    double to = size * (double)(group + 1);
    double predicted = (sum_of_first(ranking->predicted, ranking->n, to) -
                        sum_of_first(ranking->predicted, ranking->n, from)) /
                       size;
    double actual = (sum_of_first(ranking->actual, ranking->n, to) -
                     sum_of_first(ranking->actual, ranking->n, from)) /
                    size;
    double squares = (sum_of_first(ranking->squares, ranking->n, to) -
                      sum_of_first(ranking->squares, ranking->n, from)) /
                     size;
    double variance = squares - (actual - predicted) * (actual - predicted);
    *out = (gw_ranking_group){size, predicted, actual, variance > 0 ? sqrt(variance) : 0.0};
}
