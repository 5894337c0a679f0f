#include "garden_arrivals.h"

#include <math.h>
#include <string.h>

#include "draw.h"
#include "error.h"
#include "garden_text.h"
#include "memory.h"
#include "vmath.h"

#define REVIEW_DAYS 90
#define SLOT_CHANNEL 8
#define SLOT_JOINED 9
/* The highest byte of a person's key: how they came. A friend's has the highest bit. */
#define KEY_OF_CHANNEL(channel) ((uint64_t)((channel) + 1) << 56)
#define KEY_OF_OLDER ((uint64_t)9 << 56)
#define KEY_OF_FRIEND (UINT64_C(1) << 63)

/* ---- Beginning ------------------------------------------------------------------------------ */

/* So many that the garden is full by the last day: four standard deviations are allowed for, and
 * what friends bring and bad reviews keep away. */
static double rate_for(const gw_garden_world *world, double newcomers)
{
    const gw_garden_settings *set = &world->settings;
    double share = set->referrals != 0.0                              ? 0.9
                   : set->reviews != 0.0 && set->review_effect != 0.0 ? 1.1
                                                                      : 1.0;
    double days = 0.0;
    for (int day = 0; day <= GW_GARDEN_LAST; day++)
        days += gw_garden_date_of(world, day)->season;
    return share * (newcomers + 4.0 * sqrt(newcomers)) / days;
}

static int32_t older_of(const gw_garden_world *world, int32_t wanted)
{
    return (int32_t)floor(world->settings.older_share * wanted + 0.5);
}

void gw_garden_arrivals_begin(gw_garden_arrivals *out, gw_context *context,
                              const gw_garden_world *world, int32_t wanted)
{
    const gw_strbuf empty = GW_STRBUF_INIT(context);
    memset(out, 0, sizeof *out);
    out->world = world;
    out->context = context;
    out->wanted = wanted;
    out->rate = rate_for(world, wanted - older_of(world, wanted));
    for (int day = 0; day <= GW_GARDEN_LAST; day++)
        out->friends[day] = empty;
    out->referrals = empty;
}

void gw_garden_arrivals_free(gw_garden_arrivals *arrivals)
{
    for (int day = 0; day <= GW_GARDEN_LAST; day++)
        gw_strbuf_free(&arrivals->friends[day]);
    gw_strbuf_free(&arrivals->referrals);
    gw_release(arrivals->context, arrivals->today);
    arrivals->today = NULL;
}

/* ---- A person comes ------------------------------------------------------------------------- */

static gw_status come(gw_garden_arrivals *arrivals, gw_garden_person *who, gw_error *err)
{
    if (arrivals->count == arrivals->wanted)
        return GW_OK;
    if ((size_t)arrivals->today_count == arrivals->today_room) {
        size_t room = arrivals->today_room == 0 ? 256 : 2 * arrivals->today_room;
        gw_garden_person *larger =
            gw_resize(arrivals->context, arrivals->today, room, sizeof *larger);
        if (larger == NULL)
            return gw_error_no_memory(err, "the people of a day");
        arrivals->today = larger;
        arrivals->today_room = room;
    }
    who->number = ++arrivals->count;
    arrivals->today[arrivals->today_count++] = *who;
    int month = gw_garden_date_of(arrivals->world, who->joined)->month;
    if (month >= 0)
        arrivals->came[month][who->channel]++;
    return GW_OK;
}

gw_status gw_garden_arrivals_older(gw_garden_arrivals *arrivals, gw_error *err)
{
    int32_t older = older_of(arrivals->world, arrivals->wanted);
    arrivals->today_count = 0;
    for (int32_t i = 0; i < older; i++) {
        gw_garden_person who = {.key = KEY_OF_OLDER + (uint64_t)i};
        gw_garden_draws draws = {.seed = arrivals->world->seed, .whose = who.key, .run = 0};
        double place = gw_garden_uniform(&draws, GW_STREAM_PERSON, SLOT_CHANNEL);
        while (place >= GW_GARDEN_CHANNEL[who.channel].share && who.channel < GW_FAIR)
            place -= GW_GARDEN_CHANNEL[who.channel++].share;
        who.joined = GW_GARDEN_OLDEST +
                     gw_garden_pick(&draws, GW_STREAM_PERSON, SLOT_JOINED, -GW_GARDEN_OLDEST);
        GW_TRY(come(arrivals, &who, err));
    }
    return GW_OK;
}

/* ---- Friends -------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static uint64_t key_of_friend(const gw_garden_news *news)
{
    return mix(mix(news->referrer_key) + (uint64_t)news->day) | KEY_OF_FRIEND;
}

static void add_referral(gw_garden_arrivals *arrivals, const gw_garden_person *who)
{
    gw_garden_text row;
    row.length = 0;
    gw_garden_put_id(&row, 'c', who->referrer);
    gw_garden_put_id(&row, 'c', who->number);
    gw_garden_put_day(&row, arrivals->world, who->joined);
    gw_garden_put_id(&row, 'f', who->referrer);
    row.bytes[row.length] = '\n';
    gw_strbuf_add(&arrivals->referrals, row.bytes, row.length + 1);
}

static gw_status welcome_friends(gw_garden_arrivals *arrivals, int day, gw_error *err)
{
    gw_strbuf *friends = &arrivals->friends[day];
    const gw_garden_news *news = (const void *)friends->bytes;
    size_t n = friends->length / sizeof *news;
    if (friends->failed || arrivals->referrals.failed)
        return gw_error_no_memory(err, "the friends of a day");
    for (size_t i = 0; i < n && arrivals->count < arrivals->wanted; i++) {
        gw_garden_person who = {.key = key_of_friend(&news[i]),
                                .joined = day,
                                .channel = GW_REFERRAL,
                                .referrer = news[i].referrer,
                                .referral_type = news[i].referral_type,
                                .z_lambda = news[i].z_lambda,
                                .b = news[i].b};
        GW_TRY(come(arrivals, &who, err));
        who.number = arrivals->count;
        add_referral(arrivals, &who);
        if (who.referral_type == 2)
            arrivals->taken[day + news[i].taken_after]++;
    }
    gw_strbuf_free(friends);
    return GW_OK;
}

void gw_garden_arrivals_hear(gw_garden_arrivals *arrivals, const gw_garden_news *news)
{
    if (news->day > GW_GARDEN_LAST)
        return;
    if (news->stars == 0) {
        int day = news->day + (news->referral_type == 1 ? 7 : 0);
        if (day <= GW_GARDEN_LAST)
            gw_strbuf_add(&arrivals->friends[day], (const char *)news, sizeof *news);
    } else {
        arrivals->stars[news->day - GW_GARDEN_OLDEST] += news->stars;
        arrivals->reviews[news->day - GW_GARDEN_OLDEST]++;
        arrivals->reviews_of[news->day - GW_GARDEN_OLDEST][news->stars]++;
    }
}

/* ---- By themselves -------------------------------------------------------------------------- */

double gw_garden_review_factor(const gw_garden_arrivals *arrivals, int day, int without_day,
                               int without_stars)
{
    int64_t stars = 0;
    int64_t reviews = 0;
    for (int before = day - REVIEW_DAYS; before < day; before++) {
        stars += arrivals->stars[before - GW_GARDEN_OLDEST];
        reviews += arrivals->reviews[before - GW_GARDEN_OLDEST];
    }
    if (without_stars > 0 && without_day >= day - REVIEW_DAYS && without_day < day) {
        stars -= without_stars;
        reviews--;
    }
    if (reviews == 0)
        return 1.0;
    double mean = (double)stars / (double)reviews;
    return gw_exp(arrivals->world->settings.review_effect * (mean - 4.0));
}

static gw_status welcome(gw_garden_arrivals *arrivals, int day, int channel, gw_error *err)
{
    gw_garden_draws draws = gw_garden_draws_of_world(arrivals->world, 0);
    gw_rng rng = gw_garden_rng(&draws, GW_STREAM_ARRIVALS, gw_garden_slot(day, channel));
    double mean = arrivals->rate * GW_GARDEN_CHANNEL[channel].share *
                  gw_garden_date_of(arrivals->world, day)->season;
    if (channel == GW_SEARCH)
        mean *= gw_garden_review_factor(arrivals, day, 0, 0);
    int64_t n = (int64_t)gw_draw_poisson(&rng, mean);
    for (int64_t i = 0; i < n; i++) {
        uint64_t ordinal = arrivals->ordinal[channel]++;
        if (channel == GW_SEARCH && arrivals->taken[day] > 0) { /* came earlier, as a friend */
            arrivals->taken[day]--;
            continue;
        }
        gw_garden_person who = {
            .key = KEY_OF_CHANNEL(channel) + ordinal, .joined = day, .channel = (int8_t)channel};
        GW_TRY(come(arrivals, &who, err));
    }
    if (channel == GW_SEARCH) /* whom nobody could be taken for is taken from the next day */
        arrivals->taken[day + 1] += arrivals->taken[day];
    return GW_OK;
}

gw_status gw_garden_arrivals_of(gw_garden_arrivals *arrivals, int day, gw_error *err)
{
    arrivals->today_count = 0;
    GW_TRY(welcome_friends(arrivals, day, err));
    for (int channel = GW_SEARCH; channel <= GW_FAIR; channel++)
        GW_TRY(welcome(arrivals, day, channel, err));
    return GW_OK;
}
