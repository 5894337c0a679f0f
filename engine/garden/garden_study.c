#include "garden_study.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "memory.h"
#include "parallel.h"

#define ROUND 64 /* cases between two looks at the cancel flag */

double gw_garden_money(const gw_garden_tally *tally)
{
    double money = 0.0;
#define GW_GARDEN_LINE(name, is_to_us, is_discounted, words)                                       \
    if (is_to_us)                                                                                  \
        money += tally->line[GW_GARDEN_##name];
#include "garden_lines.def"
#undef GW_GARDEN_LINE
    return money;
}

/* ---- Which ---------------------------------------------------------------------------------- */

gw_status gw_garden_studies_begin(gw_garden_studies *out, gw_context *context, gw_error *err)
{
    memset(out, 0, sizeof *out);
    out->context = context;
    for (int study = 0; study < GW_GARDEN_STUDIES; study++) {
        out->cases[study] = gw_alloc(context, GW_GARDEN_CASES, sizeof *out->cases[study]);
        out->effects[study] = gw_alloc(context, GW_GARDEN_CASES, sizeof *out->effects[study]);
        if (out->cases[study] == NULL || out->effects[study] == NULL) {
            gw_garden_studies_free(out);
            return gw_error_no_memory(err, "the studies");
        }
    }
    return GW_OK;
}

void gw_garden_studies_free(gw_garden_studies *studies)
{
    for (int study = 0; study < GW_GARDEN_STUDIES; study++) {
        if (studies->context == NULL)
            continue;
        gw_release(studies->context, studies->cases[study]);
        gw_release(studies->context, studies->effects[study]);
        studies->cases[study] = NULL;
        studies->effects[study] = NULL;
    }
}

/* By lot; of equal ones (two parcels of a day) by the order. */
static bool is_before(const gw_garden_case *a, const gw_garden_case *b)
{
    if (a->lot != b->lot)
        return a->lot < b->lot;
    return a->order_no < b->order_no;
}

uint64_t gw_garden_studies_limit(const gw_garden_studies *studies, gw_garden_study study)
{
    return studies->count[study] < GW_GARDEN_CASES ? UINT64_MAX : studies->cases[study][0].lot;
}

static void swap(gw_garden_case *a, gw_garden_case *b)
{
    gw_garden_case kept = *a;
    *a = *b;
    *b = kept;
}

static void sink(gw_garden_case *heap, size_t n)
{
    for (size_t at = 0;;) {
        size_t largest = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < n; child++)
            if (is_before(&heap[largest], &heap[child]))
                largest = child;
        if (largest == at)
            return;
        swap(&heap[at], &heap[largest]);
        at = largest;
    }
}

void gw_garden_studies_offer(gw_garden_studies *studies, const gw_garden_case *one)
{
    gw_garden_case *heap = studies->cases[one->study];
    size_t *n = &studies->count[one->study];
    if (*n == GW_GARDEN_CASES) {
        if (!is_before(one, &heap[0]))
            return;
        heap[0] = *one;
        sink(heap, *n);
        return;
    }
    size_t at = (*n)++;
    heap[at] = *one;
    for (; at > 0 && is_before(&heap[(at - 1) / 2], &heap[at]); at = (at - 1) / 2)
        swap(&heap[(at - 1) / 2], &heap[at]);
}

/* ---- Lived again ---------------------------------------------------------------------------- */

/* What follows from an incident: the day after, when people write. */
static void forget_incident(gw_garden_life *life, const gw_garden_case *one)
{
    for (int32_t i = 0; i < life->event_count; i++) {
        const gw_garden_event *event = &life->events[i];
        if (event->kind == GW_EVENT_FOLLOW_UP && event->cause == one->cause &&
            event->of_day == one->of_day) {
            life->events[i] = life->events[--life->event_count];
            return;
        }
    }
}

/* The person as of the end of the day, in an arm: 0 is without. Returns what the arm costs at once.
 */
static double set_arm(gw_garden_life *life, const gw_garden_case *one, int arm)
{
    *life = one->life;
    life->day++; /* the day is over */
    switch (one->study) {
    case GW_STUDY_INCIDENT:
        if (arm == 0) {
            life->s -= one->jump;
            forget_incident(life, one);
        }
        return 0.0;
    case GW_STUDY_THANKS:
        life->s += (arm == 2 ? 0.3 : 0.0) - one->jump;
        return 0.01 * (arm == 1   ? GW_GARDEN_CARD_COST_CENTS
                       : arm == 2 ? GW_GARDEN_GIFT_COST_CENTS
                                  : 0);
    case GW_STUDY_REPAIR:
        life->s += (arm == 1 ? one->full : 0.0) - one->jump;
        return arm == 1 ? 0.01 * GW_GARDEN_REPAIR_COST_CENTS : 0.0;
    default:
        if (arm == 0)
            life->coupon_until =
                one->life.day; /* a coupon of today is used tomorrow at the soonest */
        return 0.0;
    }
}

static int arms_of(gw_garden_study study)
{
    return study == GW_STUDY_THANKS ? 3 : 2;
}

typedef struct moments {
    double sum, squares;
} moments;

static void add(moments *m, double x)
{
    m->sum += x;
    m->squares += x * x;
}

static double mean_of(const moments *m, double n)
{
    return m->sum / n;
}

static double se_of(const moments *m, double n)
{
    double mean = m->sum / n;
    double variance = (m->squares - n * mean * mean) / (n - 1.0);
    return n > 1.0 && variance > 0.0 ? sqrt(variance / n) : 0.0;
}

typedef struct rerun {
    gw_garden_studies *studies;
    const gw_garden_world *world;
    const gw_garden_run *runs;
    gw_garden_study study;
    size_t first;
} rerun;

static void live_again(size_t unit, int worker, void *user)
{
    (void)worker;
    const rerun *job = user;
    const gw_garden_case *one = &job->studies->cases[job->study][job->first + unit];
    moments money[GW_GARDEN_ARMS] = {{0, 0}};
    moments orders[GW_GARDEN_ARMS] = {{0, 0}};
    gw_garden_life life;
    int last = one->life.day + GW_GARDEN_STUDY_DAYS;
    for (int run = 1; run <= GW_GARDEN_CASE_RUNS; run++) {
        gw_garden_tally without = {.v = 1.0, .fade = 1.0};
        const gw_garden_teller tell = {.tally = &without};
        set_arm(&life, one, 0);
        gw_garden_live(&life, job->world, &job->runs[run], last, &tell);
        for (int arm = 1; arm < arms_of(job->study); arm++) {
            gw_garden_tally with = {.v = 1.0, .fade = 1.0};
            const gw_garden_teller tell_with = {.tally = &with};
            double cost = set_arm(&life, one, arm);
            gw_garden_live(&life, job->world, &job->runs[run], last, &tell_with);
            add(&money[arm - 1], gw_garden_money(&with) - gw_garden_money(&without) - cost);
            add(&orders[arm - 1], with.line[GW_GARDEN_ORDERS] - without.line[GW_GARDEN_ORDERS]);
        }
    }
    for (int arm = 0; arm < GW_GARDEN_ARMS; arm++)
        job->studies->effects[job->study][job->first + unit][arm] = (gw_garden_effect){
            mean_of(&money[arm], GW_GARDEN_CASE_RUNS), se_of(&money[arm], GW_GARDEN_CASE_RUNS),
            mean_of(&orders[arm], GW_GARDEN_CASE_RUNS), se_of(&orders[arm], GW_GARDEN_CASE_RUNS)};
}

gw_status gw_garden_studies_run(gw_garden_studies *studies, const gw_garden_world *world,
                                const gw_garden_run *runs, gw_garden_pause_fn pause, void *user,
                                gw_error *err)
{
    rerun job = {.studies = studies, .world = world, .runs = runs};
    for (int study = 0; study < GW_GARDEN_STUDIES; study++) {
        size_t n = studies->count[study];
        job.study = (gw_garden_study)study;
        for (job.first = 0; job.first < n; job.first += ROUND) {
            size_t left = n - job.first;
            double done = (double)study + (double)job.first / (double)n;
            GW_TRY(pause(done / GW_GARDEN_STUDIES, user, err));
            gw_parallel_for(studies->context, left < ROUND ? left : ROUND, live_again, &job);
        }
    }
    return GW_OK;
}

/* ---- Told ----------------------------------------------------------------------------------- */

/* The first incident of this person, or of a later one. */
static size_t first_of(const gw_garden_incident *incidents, size_t n, int32_t number)
{
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (incidents[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void gw_garden_studies_tell(const gw_garden_studies *studies, gw_garden_incident *incidents,
                            size_t n)
{
    for (size_t i = 0; i < studies->count[GW_STUDY_INCIDENT]; i++) {
        const gw_garden_case *one = &studies->cases[GW_STUDY_INCIDENT][i];
        const gw_garden_effect *effect = &studies->effects[GW_STUDY_INCIDENT][i][0];
        int32_t number = one->life.who.number;
        for (size_t k = first_of(incidents, n, number); k < n && incidents[k].number == number; k++)
            if (incidents[k].order_no == one->order_no && incidents[k].cause == one->cause) {
                incidents[k].has_effect = true;
                incidents[k].money = effect->money;
                incidents[k].money_se = effect->money_se;
                incidents[k].orders = effect->orders;
                incidents[k].orders_se = effect->orders_se;
            }
    }
}

/* The mean over cases with its standard error; `cause` 0: all. */
static void add_effect(gw_strbuf *out, const gw_garden_studies *studies, const char *name,
                       gw_garden_study study, int arm, uint8_t cause)
{
    moments money = {0, 0};
    moments orders = {0, 0};
    double n = 0.0;
    for (size_t i = 0; i < studies->count[study]; i++)
        if (cause == 0 || studies->cases[study][i].cause == cause) {
            add(&money, studies->effects[study][i][arm].money);
            add(&orders, studies->effects[study][i][arm].orders);
            n += 1.0;
        }
    gw_strbuf_printf(out, "  \"%s\": {\"cases\": %.0f, ", name, n);
    if (n > 1.0)
        gw_strbuf_printf(out,
                         "\"money\": %.6f, \"money_se\": %.6f, \"orders\": %.6f, "
                         "\"orders_se\": %.6f},\n",
                         mean_of(&money, n), se_of(&money, n), mean_of(&orders, n),
                         se_of(&orders, n));
    else
        gw_strbuf_puts(out, "\"money\": null, \"money_se\": null, \"orders\": null, "
                            "\"orders_se\": null},\n");
}

/* ---- Reviews -------------------------------------------------------------------------------- */

#define NEWCOMERS 4000
#define NEWCOMER_BLOCK 40

typedef struct newcomers {
    const gw_garden_world *world;
    const gw_garden_run *runs;
    moments money[NEWCOMERS / NEWCOMER_BLOCK];
} newcomers;

/* Searchers who come on days spread evenly over the files; money to us of their first 365 days. */
static void live_newcomers(size_t unit, int worker, void *user)
{
    (void)worker;
    newcomers *job = user;
    for (size_t i = 0; i < NEWCOMER_BLOCK; i++) {
        size_t k = unit * NEWCOMER_BLOCK + i;
        gw_garden_person who = {.key = (UINT64_C(10) << 56) + k,
                                .number = 1,
                                .joined = (int32_t)(k * GW_GARDEN_LAST / NEWCOMERS),
                                .channel = GW_SEARCH};
        gw_garden_life life;
        gw_garden_tally tally = {.v = 1.0, .fade = 1.0};
        const gw_garden_teller tell = {.tally = &tally};
        gw_garden_life_begin(&life, job->world, &who);
        gw_garden_live(&life, job->world, &job->runs[1 + k % GW_GARDEN_CASE_RUNS],
                       who.joined + GW_GARDEN_STUDY_DAYS - 1, &tell);
        add(&job->money[unit],
            gw_garden_money(&tally) - 0.01 * GW_GARDEN_CHANNEL[GW_SEARCH].cost_cents);
    }
}

/* Searchers more or fewer in the 90 days after a review of so many stars on a day. */
static double searchers_by(const gw_garden_arrivals *arrivals, int day, int stars)
{
    double more = 0.0;
    for (int later = day + 1; later <= day + 90; later++)
        more += gw_garden_date_of(arrivals->world, later)->season *
                (gw_garden_review_factor(arrivals, later, 0, 0) -
                 gw_garden_review_factor(arrivals, later, day, stars));
    return more * arrivals->rate * GW_GARDEN_CHANNEL[GW_SEARCH].share;
}

static void add_review(gw_strbuf *out, const char *name, double n, double searchers, double money,
                       double money_se)
{
    gw_strbuf_printf(out, "\"%s\": {\"cases\": %.0f, ", name, n);
    if (n > 0.0)
        gw_strbuf_printf(out, "\"searchers\": %.8f, \"money\": %.6f, \"money_se\": %.6f}",
                         searchers / n, searchers / n * money, fabs(searchers / n) * money_se);
    else
        gw_strbuf_puts(out, "\"searchers\": null, \"money\": null, \"money_se\": null}");
}

/* Each review that has its 90 days within the files, against none: exact but for the worth of a
 * newcomer. */
static void add_reviews(gw_strbuf *out, const gw_garden_arrivals *arrivals, double money,
                        double money_se)
{
    static const char *const names[] = {"", "1", "2", "3", "4", "5"};
    double n[6] = {0};
    double searchers[6] = {0};
    for (int day = 0; day + 90 <= GW_GARDEN_LAST; day++)
        for (int stars = 1; stars <= 5; stars++) {
            double reviews = arrivals->reviews_of[day - GW_GARDEN_OLDEST][stars];
            if (reviews > 0.0)
                searchers[stars] += reviews * searchers_by(arrivals, day, stars);
            n[stars] += reviews;
        }
    for (int stars = 1; stars <= 5; stars++) {
        n[0] += n[stars];
        searchers[0] += searchers[stars];
    }
    gw_strbuf_puts(out, "  ");
    add_review(out, "review", n[0], searchers[0], money, money_se);
    gw_strbuf_puts(out, ",\n  \"review_by_stars\": {");
    for (int stars = 1; stars <= 5; stars++) {
        gw_strbuf_puts(out, stars == 1 ? "" : ", ");
        add_review(out, names[stars], n[stars], searchers[stars], money, money_se);
    }
    gw_strbuf_printf(out,
                     "},\n  \"newcomer\": {\"cases\": %d, \"money\": %.6f, \"money_se\": %.6f}\n",
                     NEWCOMERS, money, money_se);
}

gw_status gw_garden_effects_json(gw_strbuf *out, const gw_garden_studies *studies,
                                 const gw_garden_arrivals *arrivals, const gw_garden_run *runs,
                                 gw_error *err)
{
    newcomers job = {.world = arrivals->world, .runs = runs};
    moments money = {0, 0};
    gw_parallel_for(studies->context, NEWCOMERS / NEWCOMER_BLOCK, live_newcomers, &job);
    for (size_t i = 0; i < NEWCOMERS / NEWCOMER_BLOCK; i++) {
        money.sum += job.money[i].sum;
        money.squares += job.money[i].squares;
    }
    gw_strbuf_printf(out, "{\n  \"days\": %d,\n  \"runs\": %d,\n", GW_GARDEN_STUDY_DAYS,
                     GW_GARDEN_CASE_RUNS);
    add_effect(out, studies, "card", GW_STUDY_THANKS, 0, 0);
    add_effect(out, studies, "gift", GW_STUDY_THANKS, 1, 0);
    add_effect(out, studies, "repair", GW_STUDY_REPAIR, 0, 0);
    add_effect(out, studies, "coupon", GW_STUDY_COUPON, 0, 0);
    add_effect(out, studies, "late", GW_STUDY_INCIDENT, 0, GW_LATE);
    add_effect(out, studies, "broken", GW_STUDY_INCIDENT, 0, GW_BROKEN);
    add_effect(out, studies, "wrong", GW_STUDY_INCIDENT, 0, GW_WRONG);
    add_reviews(out, arrivals, mean_of(&money, NEWCOMERS), se_of(&money, NEWCOMERS));
    gw_strbuf_puts(out, "}\n");
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "effects.json");
}
