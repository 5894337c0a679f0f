/* Chances of counts, see chances.h.
 *
 * The models give the chances for a customer as seen today, gone or not. Just after an order
 * (t_x = T) the chance of being gone is smallest, so it is taken out of that customer's chances:
 * P(k | still a customer) = P(k) / P(alive) for k > 0. */
#include "chances.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "memory.h"
#include "vmath.h"

#define MOST_COUNTS 4096
#define TAIL 1e-3 /* what may be left above the counts told */

typedef struct just_now {
    double p_alive;
    double expected;
} just_now;

static gw_status score_just_now(just_now *out, gw_context *context, const gw_model *model,
                                const double *params, const double *columns, double horizon,
                                gw_error *err)
{
    gw_cells *cells = NULL;
    double *scores[GW_MAX_SCORES] = {NULL};
    gw_score_options options = GW_SCORE_OPTIONS_INIT;
    options.horizon = horizon;
    for (size_t i = 0; i < gw_model_score_count(model); i++) {
        if (strcmp(gw_model_score_name(model, i), "p_alive") == 0)
            scores[i] = &out->p_alive;
        if (strcmp(gw_model_score_name(model, i), "expected") == 0)
            scores[i] = &out->expected;
    }
    gw_rows row = {.n = 1, .columns = {&columns[0], &columns[1], &columns[2]}};
    GW_TRY(gw_cells_create(&cells, context, model, &row, err));
    gw_status status = gw_model_score(scores, NULL, context, model, params, cells, &options, err);
    gw_cells_free(cells);
    return status;
}

static gw_status grow(double **array, gw_context *context, size_t n, gw_error *err)
{
    double *grown = gw_resize(context, *array, n, sizeof *grown);
    if (grown == NULL)
        return gw_error_no_memory(err, "the range of a forecast");
    *array = grown;
    return GW_OK;
}

static gw_status reserve(gw_chances *chances, gw_context *context, size_t n, gw_error *err)
{
    if (n <= chances->capacity)
        return GW_OK;
    GW_TRY(grow(&chances->chance, context, n, err));
    GW_TRY(grow(&chances->up_to, context, n, err));
    GW_TRY(grow(&chances->one, context, n, err));
    for (size_t k = chances->capacity; k < n; k++)
        chances->chance[k] = 0;
    chances->capacity = n;
    return GW_OK;
}

/* How many counts to begin with: the mean and six standard deviations of a negative binomial of
 * about that spread; doubled while too much is left above. */
static size_t first_guess(double mean, double x)
{
    double n = mean + 6 * sqrt(mean * (1 + mean / (x + 0.5))) + 8;
    return n < MOST_COUNTS ? (size_t)n : MOST_COUNTS;
}

/* Adds one draw's chances, with this share. */
static gw_status add_draw(gw_chances *chances, gw_context *context, const gw_model *model,
                          const double *params, double x, double age, double horizon, double share,
                          gw_error *err)
{
    const double columns[] = {x, x > 0 ? age : 0, age};
    just_now now = {0};
    size_t n = 0;
    GW_TRY(score_just_now(&now, context, model, params, columns, horizon, err));
    double given = now.p_alive > 0 ? 1 / now.p_alive : 0.0;
    for (n = first_guess(now.expected * given, x);; n = 2 * n) {
        n = n < MOST_COUNTS ? n : MOST_COUNTS;
        GW_TRY(reserve(chances, context, n, err));
        GW_TRY(gw_model_pmf(chances->one, n, context, model, params, columns, horizon, err));
        double above_zero = 0;
        for (size_t k = 1; k < n; k++)
            above_zero += chances->one[k] * given;
        if ((1 - chances->one[0]) * given - above_zero < TAIL || n == MOST_COUNTS)
            break;
    }
    chances->chance[0] += share * (1 - (1 - chances->one[0]) * given);
    for (size_t k = 1; k < n; k++)
        chances->chance[k] += share * chances->one[k] * given;
    chances->n = n > chances->n ? n : chances->n;
    return GW_OK;
}

static void sum_up(gw_chances *chances)
{
    double sum = 0;
    chances->mean = chances->square = 0;
    chances->none = chances->chance[0];
    for (size_t k = 0; k < chances->n; k++) {
        double count = (double)k;
        sum += chances->chance[k];
        chances->up_to[k] = sum;
        chances->mean += count * chances->chance[k];
        chances->square += count * count * chances->chance[k];
    }
}

gw_status gw_chances_fill(gw_chances *chances, gw_context *context, const gw_future *future,
                          double x, double age, gw_error *err)
{
    const gw_draws *draws = future->draws;
    for (size_t k = 0; k < chances->n; k++)
        chances->chance[k] = 0;
    chances->n = 0;
    for (size_t d = 0; d < draws->n; d++)
        GW_TRY(add_draw(chances, context, future->model, draws->values + d * draws->parameters, x,
                        age, future->horizon_days[d], 1 / (double)draws->n, err));
    sum_up(chances);
    chances->has_money =
        future->sizes != NULL &&
        gw_order_sizes_mix(chances->money, future->sizes, chances->chance, chances->n, x);
    return GW_OK;
}

double gw_chances_quantile(const gw_chances *chances, double p_alive, double level)
{
    /* 1 - p + p F(k) >= level  <=>  F(k) >= 1 - (1 - level) / p */
    double wanted = p_alive > 0 ? 1 - (1 - level) / p_alive : 0.0;
    size_t low = 0;
    size_t high = chances->n - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (chances->up_to[middle] >= wanted)
            high = middle;
        else
            low = middle + 1;
    }
    return (double)low;
}

double gw_chances_money_quantile(const gw_chances *chances, double p_alive, double level)
{
    double wanted = p_alive > 0 ? 1 - (1 - level) / p_alive : 0.0;
    size_t low = 0;
    size_t high = GW_MONEY_GRID - 1;
    if (!chances->has_money)
        return gw_chances_quantile(chances, p_alive, level);
    if (!(wanted > chances->none))
        return 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (chances->money[middle] >= wanted)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == 0 || !(chances->money[low] >= wanted))
        return gw_money_at((double)low);
    double below = chances->money[low - 1];
    return gw_money_at((double)low - 1 + (wanted - below) / (chances->money[low] - below));
}

void gw_chances_free(gw_chances *chances, gw_context *context)
{
    gw_release(context, chances->chance);
    gw_release(context, chances->up_to);
    gw_release(context, chances->one);
    *chances = (gw_chances){0};
}
