/* Totals within a draw, see shop_draws.h. */
#include "shop_draws.h"

#include <math.h>

#include "draw.h"
#include "error.h"
#include "memory.h"

struct gw_shop_draws {
    gw_context *context;
    gw_shop_cells cells;
    gw_shop_lines lines;
    size_t groups;
    size_t draws;
    double *money; /* money[group * draws + draw] */
};

gw_status gw_shop_draws_create(gw_shop_draws **out, gw_context *context, const gw_shop_cells *cells,
                               const gw_shop_lines *lines, size_t groups, size_t draws,
                               gw_error *err)
{
    draws = draws > 0 ? draws : 1;
    gw_shop_draws *shop = gw_alloc_zero(context, 1, sizeof *shop);
    double *money = gw_alloc_zero(context, groups, draws * sizeof *money);
    if (shop == NULL || money == NULL) {
        gw_release(context, shop);
        gw_release(context, money);
        return gw_error_no_memory(err, "the totals of the forecast");
    }
    *shop = (gw_shop_draws){context, *cells, *lines, groups, draws, money};
    *out = shop;
    return GW_OK;
}

void gw_shop_draws_free(gw_shop_draws *shop)
{
    if (shop == NULL)
        return;
    gw_release(shop->context, shop->money);
    gw_release(shop->context, shop);
}

/* c0 and c1 of one draw; the mean's where that draw has none. */
static void line_of(double *c0, double *c1, const gw_shop_lines *lines, size_t draw, size_t i)
{
    *c0 = lines->c0[i];
    *c1 = lines->c1[i];
    if (lines->each == NULL)
        return;
    const double *each = lines->each + 2 * ((draw % lines->draws) * lines->n + i);
    if (isfinite(each[0]) && isfinite(each[1])) {
        *c0 = each[0];
        *c1 = each[1];
    }
}

static double growth_of(const gw_shop_cells *cells, size_t i)
{
    return cells->size_growth == NULL ? 1.0 : cells->size_growth[i];
}

void gw_shop_draws_add(size_t draw, const double *discounted, void *user)
{
    gw_shop_draws *shop = user;
    const gw_shop_cells *cells = &shop->cells;
    double *money = shop->money + draw;
    size_t step = shop->draws;
    for (size_t i = 0; i < cells->n; i++) {
        double c0 = 0;
        double c1 = 0;
        line_of(&c0, &c1, &shop->lines, draw, cells->size_of[i]);
        double worth = discounted[i] * growth_of(cells, i) *
                       (c0 * cells->customers[i] + c1 * cells->own_means[i]);
        money[0] += worth;
        money[cells->groups[0][i] * step] += worth;
        money[cells->groups[1][i] * step] += worth;
    }
}

void gw_shop_draws_finish(gw_shop_group *groups, const gw_shop_draws *shop,
                          const gw_forecast *forecast)
{
    const gw_shop_cells *cells = &shop->cells;
    for (size_t i = 0; i < cells->n; i++) {
        double c0 = shop->lines.c0[cells->size_of[i]];
        double c1 = shop->lines.c1[cells->size_of[i]];
        double customers = cells->customers[i];
        double own = growth_of(cells, i) * c1 * cells->own_means[i] / customers;
        double size = growth_of(cells, i) * c0 + own;
        double money = forecast->discounted[i] * size * customers;
        double variance =
            forecast->variance[i] * (size * size + own * own * shop->lines.dispersion) * customers;
        const uint32_t at[] = {0, cells->groups[0][i], cells->groups[1][i]};
        for (size_t g = 0; g < 3; g++) {
            groups[at[g]].customers += customers;
            groups[at[g]].money += money;
            groups[at[g]].variance += variance;
        }
    }
}

static void scale_to_one(double *factors, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += factors[i];
    for (size_t i = 0; i < n && sum > 0; i++)
        factors[i] *= (double)n / sum;
}

void gw_shop_draws_factors(double *factors_out, const gw_shop_draws *shop, size_t group,
                           const gw_shop_group *of, const double *shocks, uint64_t seed)
{
    const double *money = shop->money + group * shop->draws;
    double spread = of->money > 0 ? of->variance / (of->money * of->money) : 0.0;
    gw_rng rng = gw_rng_seeded(seed, 2 + group);
    double mean = 0;
    for (size_t d = 0; d < shop->draws; d++)
        mean += money[d] / (double)shop->draws;
    for (size_t i = 0; i < GW_SHOP_WAYS; i++) {
        size_t draw = shop->draws > 0 ? i % shop->draws : 0;
        double within = mean > 0 ? money[draw] / mean : 1.0;
        double chance =
            spread > 0 && isfinite(spread) ? gw_draw_gamma(&rng, 1 / spread) * spread : 1.0;
        factors_out[i] = within * shocks[i] * chance;
    }
    scale_to_one(factors_out, GW_SHOP_WAYS);
}
