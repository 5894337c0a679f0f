/* What all people of the garden share: its numbers, calendar, prices and shocks. The numbers are
 * those of docs/garden.md. Days are counted from 2022-01-01 = 0. */
#ifndef GW_GARDEN_WORLD_H
#define GW_GARDEN_WORLD_H

#include "garden_draws.h"
#include "garden_score.h"
#include "garden_settings.h"

#include "date.h"

#define GW_GARDEN_EPOCH 18993 /* 2022-01-01 in days since 1970-01-01 */
#define GW_GARDEN_OLDEST (-1096)
#define GW_GARDEN_LAST 1095   /* the last day of the files, 2024-12-31 */
#define GW_GARDEN_FUTURE 1825 /* the last day of the future, 2026-12-31 */
#define GW_GARDEN_DAYS (GW_GARDEN_FUTURE - GW_GARDEN_OLDEST + 1)
#define GW_GARDEN_MONTHS 36
#define GW_GARDEN_FUTURE_MONTHS 24
#define GW_GARDEN_YEARS 8 /* 2019 to 2026 */
#define GW_GARDEN_PERIOD 42
#define GW_GARDEN_NEVER INT32_MAX /* no day */

/* ---- Numbers of the world ------------------------------------------------------------------- */

#define GW_GARDEN_ELASTICITY 1.8
#define GW_GARDEN_CHOKE 3.0
#define GW_GARDEN_RATE 0.10
#define GW_GARDEN_VALUE_OF_HOUR 12.0
#define GW_GARDEN_VALUE_OF_DAY_LATE 1.0
#define GW_GARDEN_SECONDS_A_MESSAGE 5.0
#define GW_GARDEN_MINUTE_CENTS 60
#define GW_GARDEN_POSTAGE_CENTS 400
#define GW_GARDEN_MESSAGE_CENTS 2
#define GW_GARDEN_HANDLING_CENTS 300
#define GW_GARDEN_REFUND_MINUTES 10
#define GW_GARDEN_REPAIR_COST_CENTS 600
#define GW_GARDEN_REPAIR_WORTH_CENTS 800
#define GW_GARDEN_CARD_COST_CENTS 200
#define GW_GARDEN_GIFT_COST_CENTS 800
#define GW_GARDEN_GIFT_WORTH_CENTS 1000
#define GW_GARDEN_REWARD_CENTS 1000
#define GW_GARDEN_BOX_CENTS 1200
#define GW_GARDEN_BOX_GOODS_CENTS 600

/* ---- Products ------------------------------------------------------------------------------- */

enum { GW_SEEDS, GW_TOOLS, GW_BEDS, GW_GREENHOUSE, GW_COURSE, GW_BASKET, GW_GARDEN_PRODUCTS };

typedef struct gw_garden_product {
    const char *id;
    const char *name;
    int rung; /* 1 to 4; 0: on no rung */
    int list_cents;
    double quantity; /* q: what an average person takes at list price */
    double weight;   /* among open rungs */
} gw_garden_product;
extern const gw_garden_product GW_GARDEN_PRODUCT[GW_GARDEN_PRODUCTS];

/* ---- Who ------------------------------------------------------------------------------------ */

enum { GW_SEARCH, GW_ADS, GW_FAIR, GW_REFERRAL, GW_GARDEN_CHANNELS };
enum { GW_NORTH, GW_SOUTH };

typedef struct gw_garden_channel {
    const char *name;
    double share; /* of those who come by themselves */
    int cost_cents;
} gw_garden_channel;
extern const gw_garden_channel GW_GARDEN_CHANNEL[GW_GARDEN_CHANNELS];
extern const char *const GW_GARDEN_REGION[2];

/* ---- World ---------------------------------------------------------------------------------- */

typedef struct gw_garden_date {
    double season;
    int month; /* since 2022-01, below 0 before; 60 after the future */
    int year;  /* since 2019 */
    bool is_mailing;
    bool is_first_of_month;
    bool is_month_end;
    char text[GW_DATE_TEXT_SIZE];
} gw_garden_date;

#define GW_GARDEN_DATES (GW_GARDEN_DAYS + 256) /* parcels arrive after the end too */

typedef struct gw_garden_world {
    gw_garden_settings settings;
    uint64_t seed;
    int last;                              /* the last day that is simulated */
    gw_garden_date dates[GW_GARDEN_DATES]; /* from GW_GARDEN_OLDEST on */
    double age_fade[GW_GARDEN_DATES];      /* e^(-age / 700) by days */
    gw_garden_score lambda_score;
    gw_garden_score mu_score;
} gw_garden_world;

/* One way the world may go: run 0 is what happens; in others what lies after the last day of the
 * files is drawn anew. */
typedef struct gw_garden_run {
    uint32_t id;
    double shock[GW_GARDEN_YEARS];
} gw_garden_run;

void gw_garden_world_make(gw_garden_world *out, const gw_garden_settings *settings, uint64_t seed);
void gw_garden_run_make(gw_garden_run *out, const gw_garden_world *world, uint32_t id);
gw_garden_draws gw_garden_draws_of_world(const gw_garden_world *world, uint32_t run);

static inline const gw_garden_date *gw_garden_date_of(const gw_garden_world *world, int day)
{
    return &world->dates[day - GW_GARDEN_OLDEST];
}

/* The index of a draw of this day, and of one of its slots (below 64). */
static inline uint32_t gw_garden_day_index(int day)
{
    return (uint32_t)(day + 4096);
}
static inline uint32_t gw_garden_slot(int day, int slot)
{
    return (uint32_t)((day + 4096) * 64 + slot);
}

/* The number of the six weeks in which the day lies, 0 from day 0 on. */
int gw_garden_period(int day);
/* The price of a unit asked from everybody, in cents. */
int64_t gw_garden_price_cents(const gw_garden_world *world, const gw_garden_run *run, int product,
                              int region, int day);
/* True consumer surplus of each unit of money paid at the price: (1 - choke^-(e-1)) / (e-1). */
double gw_garden_surplus_factor(void);

#endif
