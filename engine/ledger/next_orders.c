/* See next_orders.h. The count takes every stored draw, the date every k-th of them: it asks each
 * some seventy times. */
#include "next_orders.h"

#include <math.h>

#include <goodwill/predictions.h>

#include "columns.h"
#include "draw.h"
#include "error.h"
#include "memory.h"
#include "stored_clock.h"
#include "stored_draws.h"
#include "vmath.h"

#define DATE_DRAWS 40
#define LEVELS 3
static const double levels[LEVELS] = {0.1, 0.5, 0.9};

typedef struct history {
    bool known;
    double columns[3]; /* in the time of the clock */
    double time;       /* so long is the horizon in it */
    double shock;      /* standard deviation of its logarithm */
} history;

static gw_status read_history(history *out, gw_shop *shop, int64_t customer_no,
                              const gw_current *current, const gw_clock *clock, gw_error *err)
{
    gw_columns row = {0};
    const gw_value asked[] = {gw_value_int64(customer_no), gw_value_int64(current->number)};
    gw_status status =
        gw_columns_read(&row, shop->context, shop->store, "next_orders", NULL, 0, asked, 2, err);
    out->known = status == GW_OK && row.n == 1;
    if (out->known) {
        for (size_t i = 0; i < 3; i++)
            out->columns[i] = row.values[i][0];
        gw_clock_histories(clock, current->as_of, &out->columns[1], &out->columns[2], 1);
        out->time = gw_clock_between(clock, current->as_of, current->as_of + row.values[3][0]);
        out->shock = isfinite(row.values[4][0]) ? row.values[4][0] : 0.0;
    }
    gw_columns_free(&row);
    return status;
}

/* Each draw looks as far ahead as its good or bad year is long. */
static void shocked_horizons(double *out, const history *h, size_t n)
{
    gw_rng rng = gw_rng_seeded(1, 0);
    for (size_t i = 0; i < n; i++)
        out[i] = h->time * gw_exp(h->shock * gw_draw_normal(&rng) - 0.5 * h->shock * h->shock);
}

static gw_status count_orders(gw_next_orders *out, gw_context *context, const gw_model *model,
                              const gw_draws *draws, const history *h, gw_error *err)
{
    size_t n = 0;
    gw_count_prediction *prediction = NULL;
    double *horizons = gw_alloc(context, draws->n, sizeof *horizons);
    if (horizons == NULL)
        return gw_error_no_memory(err, "what a customer will do");
    const gw_one_customer who = {model, draws->values, draws->n, h->columns};
    shocked_horizons(horizons, h, draws->n);
    gw_status status = gw_predict_count(&prediction, context, &who, horizons, err);
    gw_release(context, horizons);
    GW_TRY(status);
    out->p_any = 1 - gw_count_prediction_pmf(prediction, &n)[0];
    out->most_likely = gw_count_prediction_mode(prediction);
    out->low = gw_count_prediction_quantile(prediction, levels[0]);
    out->high = gw_count_prediction_quantile(prediction, levels[2]);
    gw_count_prediction_free(prediction);
    return GW_OK;
}

/* Every k-th draw, moved to the front. */
static size_t thin(gw_draws *draws)
{
    size_t step = 1 + (draws->n - 1) / DATE_DRAWS;
    size_t n = (draws->n - 1) / step + 1;
    for (size_t i = 0; i < n; i++)
        for (size_t p = 0; p < draws->parameters; p++)
            draws->values[i * draws->parameters + p] =
                draws->values[i * step * draws->parameters + p];
    return n;
}

static gw_status date_next(gw_next_orders *out, gw_context *context, const gw_model *model,
                           gw_draws *draws, const history *h, const gw_clock *clock, int32_t as_of,
                           gw_error *err)
{
    double waits[LEVELS];
    const gw_one_customer who = {model, draws->values, thin(draws), h->columns};
    GW_TRY(gw_predict_next(waits, &out->p_ever, context, &who, levels, LEVELS, GW_LONGEST_WAIT_DAYS,
                           err));
    int32_t *const dates[LEVELS] = {&out->day_low, &out->day, &out->day_high};
    for (size_t i = 0; i < LEVELS; i++)
        *dates[i] = isfinite(waits[i])
                        ? (int32_t)ceil(gw_clock_after(clock, as_of, fmax(waits[i], 1e-3)))
                        : as_of;
    return GW_OK;
}

static gw_status tell(gw_next_orders *out, gw_shop *shop, int64_t customer_no,
                      const gw_current *current, const gw_clock *clock, gw_error *err)
{
    gw_draws draws = {0};
    history h = {0};
    const gw_model *model = gw_model_find(current->model);
    GW_TRY(read_history(&h, shop, customer_no, current, clock, err));
    if (model == NULL || !h.known)
        return GW_OK;
    gw_status status = gw_stored_draws(&draws, shop, model, current->number, err);
    out->known = status == GW_OK && draws.n > 0;
    if (out->known)
        status = count_orders(out, shop->context, model, &draws, &h, err);
    if (status == GW_OK && out->known)
        status = date_next(out, shop->context, model, &draws, &h, clock, current->as_of, err);
    gw_draws_free(&draws, shop->context);
    return status;
}

gw_status gw_next_orders_read(gw_next_orders *out, gw_shop *shop, const char *customer_id,
                              gw_error *err)
{
    gw_current current;
    gw_clock clock = {0};
    int64_t customer_no = 0;
    *out = (gw_next_orders){0};
    GW_TRY(gw_current_read(&current, shop, err));
    GW_TRY(gw__ledger_find(&customer_no, shop, customer_id, err));
    GW_TRY(gw_stored_clock(&clock, shop, &current, err));
    gw_status status = tell(out, shop, customer_no, &current, &clock, err);
    gw_clock_free(&clock, shop->context);
    return status;
}
