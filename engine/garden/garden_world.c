#include "garden_world.h"

#include <math.h>
#include <string.h>

#include "vmath.h"

const gw_garden_product GW_GARDEN_PRODUCT[GW_GARDEN_PRODUCTS] = {
    {"seeds", "Seeds", 1, 400, 3.0, 1.0},        {"tools", "Tools", 2, 1800, 1.0, 0.5},
    {"beds", "Raised beds", 3, 6000, 1.0, 0.25}, {"greenhouse", "Greenhouse", 4, 40000, 1.0, 0.1},
    {"course", "Course", 0, 9000, 1.0, 0.0},     {"basket", "Basket", 0, 100, 0.0, 0.0},
};

const gw_garden_channel GW_GARDEN_CHANNEL[GW_GARDEN_CHANNELS] = {
    {"search", 0.5, 500}, {"ads", 0.3, 2000}, {"fair", 0.2, 3500}, {"referral", 0.0, 0}};
const char *const GW_GARDEN_REGION[2] = {"north", "south"};

/* ---- Calendar ------------------------------------------------------------------------------- */

/* sin(x), |x| <= pi / 2, by its series: the same bits on every machine; error below 1e-15. */
static double sine_near(double x)
{
    double square = x * x;
    double sum = 0.0;
    for (int k = 21; k >= 3; k -= 2)
        sum = (1.0 + sum) * -square / (k * (k - 1.0));
    return x * (1.0 + sum);
}

/* sin(2 pi turns) */
static double sine_of_turns(double turns)
{
    double part = turns - floor(turns); /* 0 to 1 */
    double folded = part <= 0.25 ? part : part <= 0.75 ? 0.5 - part : part - 1.0;
    return sine_near(6.28318530717958647693 * folded);
}

static void make_date(gw_garden_date *out, const gw_garden_settings *settings, int day)
{
    int year = 0;
    int month = 0;
    int of_month = 0;
    int32_t date = GW_GARDEN_EPOCH + day;
    gw_date_to_civil(&year, &month, &of_month, date);
    gw_date_format(out->text, date);
    out->year = year - 2019 < GW_GARDEN_YEARS ? year - 2019 : GW_GARDEN_YEARS - 1;
    out->month = (year - 2022) * 12 + month - 1;
    out->is_first_of_month = of_month == 1;
    gw_date_to_civil(&year, &month, &of_month, date + 1);
    out->is_month_end = of_month == 1;
    gw_date_to_civil(&year, &month, &of_month, date);
    int every = month >= 11 ? 7 : 14;
    out->is_mailing = ((day % every) + every) % every == 0;
    out->season = 1.0 + settings->season *
                            (0.5 * sine_of_turns((day - 60) / 365.25) + (month == 12 ? 0.4 : 0.0));
}

void gw_garden_world_make(gw_garden_world *out, const gw_garden_settings *settings, uint64_t seed)
{
    out->settings = *settings;
    out->seed = seed;
    out->last = settings->full_truth ? GW_GARDEN_FUTURE : GW_GARDEN_LAST;
    for (int i = 0; i < GW_GARDEN_DATES; i++) {
        make_date(&out->dates[i], settings, GW_GARDEN_OLDEST + i);
        out->age_fade[i] = gw_exp(-i / 700.0);
    }
    gw_garden_score_make(&out->lambda_score, 0.9, 0.9 * 60.0);
    gw_garden_score_make(&out->mu_score, 1.2, 1.2 * 500.0);
}

/* ---- Runs ----------------------------------------------------------------------------------- */

gw_garden_draws gw_garden_draws_of_world(const gw_garden_world *world, uint32_t run)
{
    return (gw_garden_draws){.seed = world->seed, .whose = 0, .run = run};
}

void gw_garden_run_make(gw_garden_run *out, const gw_garden_world *world, uint32_t id)
{
    int last_year = gw_garden_date_of(world, GW_GARDEN_LAST)->year;
    out->id = id;
    for (int year = 0; year < GW_GARDEN_YEARS; year++) {
        gw_garden_draws draws = gw_garden_draws_of_world(world, year > last_year ? id : 0);
        double z = gw_garden_normal(&draws, GW_STREAM_SHOCK, (uint32_t)(year + 19));
        out->shock[year] = gw_exp(world->settings.common_shock * z);
    }
}

/* ---- Prices --------------------------------------------------------------------------------- */

int gw_garden_period(int day)
{
    int shifted = day + 64 * GW_GARDEN_PERIOD; /* never below 0 */
    return shifted / GW_GARDEN_PERIOD - 64;
}

int64_t gw_garden_price_cents(const gw_garden_world *world, const gw_garden_run *run, int product,
                              int region, int day)
{
    int64_t list = GW_GARDEN_PRODUCT[product].list_cents;
    int period = gw_garden_period(day);
    if (world->settings.prices == 0.0)
        return list;
    bool is_ahead = period * GW_GARDEN_PERIOD > GW_GARDEN_LAST;
    gw_garden_draws draws = gw_garden_draws_of_world(world, is_ahead ? run->id : 0);
    uint32_t index = (uint32_t)((period + 64) * 16 + region * 8 + product);
    int step = gw_garden_pick(&draws, GW_STREAM_PRICE, index, 3) - 1;
    return list + step * (int64_t)floor((double)list * world->settings.prices + 0.5);
}

double gw_garden_surplus_factor(void)
{
    double power = GW_GARDEN_ELASTICITY - 1.0;
    return -gw_expm1(-power * gw_log(GW_GARDEN_CHOKE)) / power;
}
