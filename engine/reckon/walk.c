/* The walk of walk.h. A stack of the customer's positive days is all it remembers: a refund pops
 * from its top, a snapshot sums it. */
#include "walk.h"

#include "context.h"
#include "error.h"
#include "memory.h"

#define BATCH 2048

typedef struct paid_day {
    int32_t day;
    int64_t net_e4;
} paid_day;

struct gw_walk {
    gw_context *context;
    gw_walk_plan plan;
    gw_walked_fn emit;
    void *user;

    bool inside;     /* a customer is being read */
    bool split_seen; /* his snapshot at split_day is taken */
    gw_walked now;
    paid_day *days;
    size_t day_count;
    size_t day_capacity;
    int32_t open_day; /* the day being summed, not yet on the stack */
    int64_t open_e4;

    size_t next_look; /* of the customer being read; plan.looks: none is left */
    gw_look *looks;   /* BATCH rows of plan.looks; NULL without */
    size_t finished;
    gw_walked batch[BATCH];
};

/* splitmix64's finaliser. */
bool gw_walk_chosen(int64_t customer_no, uint64_t one_in)
{
    uint64_t number = (uint64_t)customer_no;
    number = (number ^ (number >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    number = (number ^ (number >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (number ^ (number >> 31)) % one_in == 0;
}

gw_status gw_walk_create(gw_walk **out, gw_context *context, const gw_walk_plan *plan,
                         gw_walked_fn emit, void *user, gw_error *err)
{
    gw_walk *walk = gw_alloc_zero(context, 1, sizeof *walk);
    if (walk == NULL)
        return gw_error_no_memory(err, "reading purchases");
    if (plan->looks > 0) {
        walk->looks = gw_alloc(context, BATCH, plan->looks * sizeof *walk->looks);
        if (walk->looks == NULL) {
            gw_release(context, walk);
            return gw_error_no_memory(err, "reading purchases");
        }
    }
    walk->context = context;
    walk->plan = *plan;
    walk->emit = emit;
    walk->user = user;
    *out = walk;
    return GW_OK;
}

void gw_walk_free(gw_walk *walk)
{
    if (walk == NULL)
        return;
    gw_release(walk->context, walk->days);
    gw_release(walk->context, walk->looks);
    gw_release(walk->context, walk);
}

static gw_status push_day(gw_walk *walk, int32_t day, int64_t net_e4, gw_error *err)
{
    if (walk->day_count == walk->day_capacity) {
        size_t capacity = walk->day_capacity == 0 ? 64 : 2 * walk->day_capacity;
        paid_day *days = gw_resize(walk->context, walk->days, capacity, sizeof *days);
        if (days == NULL)
            return gw_error_no_memory(err, "the days of one customer");
        walk->days = days;
        walk->day_capacity = capacity;
    }
    walk->days[walk->day_count++] = (paid_day){day, net_e4};
    return GW_OK;
}

/* Takes the refund from the latest days; what no day can pay back is dropped here: it is money, and
 * the lines count it, but no occasion. */
static void take_back(gw_walk *walk, int64_t refund_e4)
{
    while (refund_e4 > 0 && walk->day_count > 0) {
        paid_day *last = &walk->days[walk->day_count - 1];
        if (last->net_e4 > refund_e4) {
            last->net_e4 -= refund_e4;
            return;
        }
        refund_e4 -= last->net_e4;
        walk->day_count--;
    }
}

static gw_status close_day(gw_walk *walk, gw_error *err)
{
    int64_t net_e4 = walk->open_e4;
    walk->open_e4 = 0;
    if (net_e4 > 0)
        return push_day(walk, walk->open_day, net_e4, err);
    if (net_e4 < 0)
        take_back(walk, -net_e4);
    return GW_OK;
}

static bool summarise(gw_history *out, const gw_walk *walk)
{
    if (walk->day_count == 0)
        return false;
    *out = (gw_history){.x = (int64_t)walk->day_count - 1,
                        .first_day = walk->days[0].day,
                        .last_day = walk->days[walk->day_count - 1].day,
                        .first_paid_e4 = walk->days[0].net_e4};
    for (size_t i = 1; i < walk->day_count; i++)
        out->repeat_paid_e4 += walk->days[i].net_e4;
    return true;
}

static int64_t count_after(const gw_walk *walk, int32_t day)
{
    size_t before = walk->day_count;
    while (before > 0 && walk->days[before - 1].day > day)
        before--;
    return (int64_t)(walk->day_count - before);
}

/* The customer as he stood at the end of split_day. */
static void take_snapshot(gw_walk *walk)
{
    walk->split_seen = true;
    walk->now.known_before = summarise(&walk->now.before, walk);
    walk->now.recent = count_after(walk, walk->plan.recent_day);
}

static gw_look *look_at(const gw_walk *walk, size_t which)
{
    return &walk->looks[walk->finished * walk->plan.looks + which];
}

/* The customer as he stands, at the next look's day. */
static void take_look(gw_walk *walk)
{
    size_t which = walk->next_look++;
    gw_history history = {.x = -1};
    gw_look *look = look_at(walk, which);
    summarise(&history, walk);
    *look = (gw_look){.x = (int32_t)history.x,
                      .first_day = history.first_day,
                      .last_day = history.last_day,
                      .repeat_paid_e4 = history.repeat_paid_e4};
    if (which == 0)
        return;
    look->since = (int32_t)count_after(walk, walk->plan.look_days[which - 1]);
    for (size_t i = 0; i < (size_t)look->since; i++)
        look->since_paid_e4 += walk->days[walk->day_count - 1 - i].net_e4;
}

/* Whoever is chosen is looked at from the first look on that is not before his first day. */
static void begin_looks(gw_walk *walk, int64_t customer_no, int32_t day)
{
    walk->next_look = walk->plan.looks;
    if (walk->looks == NULL || !gw_walk_chosen(customer_no, walk->plan.look_one_in))
        return;
    walk->now.looks = look_at(walk, 0);
    for (walk->next_look = 0;
         walk->next_look < walk->plan.looks && walk->plan.look_days[walk->next_look] < day;
         walk->next_look++)
        *look_at(walk, walk->next_look) = (gw_look){.x = -1};
}

static gw_status flush(gw_walk *walk, gw_error *err)
{
    size_t n = walk->finished;
    walk->finished = 0;
    if (n == 0)
        return GW_OK;
    if (gw_context_cancelled(walk->context))
        return gw_error_set(err, GW_CANCELLED, "cancelled while reading purchases");
    return walk->emit(walk->batch, n, walk->user, err);
}

static void tally_day(double *days, const gw_walk_tally *tally, int32_t day)
{
    if (day >= tally->first_day && (size_t)(day - tally->first_day) < tally->days)
        days[day - tally->first_day] += 1;
}

static void tally_customer(gw_walk *walk)
{
    const gw_walk_tally *tally = walk->plan.tally;
    if (tally == NULL || !walk->now.known_before || walk->day_count == 0)
        return;
    tally_day(tally->first, tally, walk->days[0].day);
    for (size_t i = 1; i < walk->day_count; i++)
        tally_day(tally->again, tally, walk->days[i].day);
}

static gw_status end_customer(gw_walk *walk, gw_error *err)
{
    if (!walk->inside)
        return GW_OK;
    GW_TRY(close_day(walk, err));
    if (!walk->split_seen)
        take_snapshot(walk);
    while (walk->next_look < walk->plan.looks)
        take_look(walk);
    walk->now.known = summarise(&walk->now.history, walk);
    walk->now.recent_now = count_after(walk, walk->plan.recent_now_day);
    walk->now.hidden = count_after(walk, walk->plan.split_day);
    for (int64_t i = 0; i < walk->now.hidden; i++)
        walk->now.hidden_paid_e4 += walk->days[walk->day_count - 1 - (size_t)i].net_e4;
    tally_customer(walk);
    walk->batch[walk->finished++] = walk->now;
    walk->inside = false;
    return walk->finished == BATCH ? flush(walk, err) : GW_OK;
}

static void begin_customer(gw_walk *walk, int64_t customer_no, int32_t day)
{
    walk->inside = true;
    walk->split_seen = day > walk->plan.split_day; /* a newcomer of the hidden part: no snapshot */
    walk->now = (gw_walked){.customer_no = customer_no};
    begin_looks(walk, customer_no, day);
    walk->day_count = 0;
    walk->open_day = day;
    walk->open_e4 = 0;
}

static gw_status next_day(gw_walk *walk, int32_t day, gw_error *err)
{
    GW_TRY(close_day(walk, err));
    if (day > walk->plan.split_day && !walk->split_seen)
        take_snapshot(walk);
    while (walk->next_look < walk->plan.looks && day > walk->plan.look_days[walk->next_look])
        take_look(walk);
    walk->open_day = day;
    return GW_OK;
}

static gw_status out_of_order(int64_t customer_no, gw_error *err)
{
    return gw_error_set(err, GW_FAILED,
                        "the database gave the purchases of customer number %lld out of order; "
                        "nothing was changed: please report this",
                        (long long)customer_no);
}

gw_status gw_walk_feed(gw_walk *walk, const int64_t *customer_no, const int32_t *day,
                       const int64_t *paid_e4, size_t n, gw_error *err)
{
    for (size_t i = 0; i < n; i++) {
        bool same = walk->inside && customer_no[i] == walk->now.customer_no;
        if (!same) {
            if (walk->inside && customer_no[i] < walk->now.customer_no)
                return out_of_order(customer_no[i], err);
            GW_TRY(end_customer(walk, err));
            begin_customer(walk, customer_no[i], day[i]);
        } else if (day[i] != walk->open_day) {
            if (day[i] < walk->open_day)
                return out_of_order(customer_no[i], err);
            GW_TRY(next_day(walk, day[i], err));
        }
        walk->open_e4 += paid_e4[i];
        walk->now.rows++;
    }
    return GW_OK;
}

gw_status gw_walk_finish(gw_walk *walk, gw_error *err)
{
    GW_TRY(end_customer(walk, err));
    return flush(walk, err);
}
