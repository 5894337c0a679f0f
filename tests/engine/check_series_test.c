/* What the pictures of a check show: CDNOW's published sums, and customers drawn from a known law,
 * of whom what is said must come true. */
#include "shop_folder.h"

#include <math.h>

#include "check_series.h"
#include "date.h"
#include "draw.h"
#include "error.h"
#include "reckon.h"
#include "rng.h"
#include "segments.h"

/* ---- CDNOW ---------------------------------------------------------------------------------- */

static double number(gw_shop *shop, const char *sql)
{
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    must(gw_query_open(&query, shop->store, sql, NULL, 0, &err), &err);
    must(gw_query_next(&rows, query, &err), &err);
    assert_int_equal(rows, 1);
    double answer = gw_query_double(query, 0, 0);
    gw_query_close(query);
    return answer;
}

#define SUM_OF(picture, series, where)                                                             \
    number(&shop, "SELECT sum(y) FROM check_series WHERE picture = '" picture                      \
                  "' AND series = '" series "' AND " where)

/* Fader & Hardie's 39 + 39 weeks: 2,457 repeat buying days came before the split and 1,882 after
 * it; the Pareto/NBD's course is 2,524.05 and 4,268.95 by then, and customer by customer it says
 * 1,665.69 (their parameters; the last digits differ with the fit). */
static void cdnows_published_sums(void **state)
{
    (void)state;
    char path[128];
    gw_error err = {0};
    gw_shop shop = {0};
    gw_receipt receipt;
    gw_reckoning reckoning;
    const gw_import_options import = {0};
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    snprintf(path, sizeof path, "%s/cdnow.gw", folder);
    assert_true(gw_date_parse(&options.hide_from, "1997-10-01", 10));
    must(gw_shop_create(&shop, context, path, "USD", NULL, &err), &err);
    must(gw_import_file(&receipt, &shop, GW_SOURCE_DIR "/examples/cdnow/cdnow_sample.csv", &import,
                        &err),
         &err);
    must(gw_reckon(&reckoning, context, shop.store, shop.reader, &options, &err), &err);

#define BEFORE "x <= DATE '1997-09-30' - DATE '1970-01-01'"
    assert_true(SUM_OF("tracking", "came", BEFORE) == 2457);
    assert_true(SUM_OF("tracking", "came", "true") == 2457 + 1882);
    check_close(SUM_OF("tracking", "course", BEFORE), 2524.05, 1e-3);
    check_close(SUM_OF("tracking", "course", "true"), 4268.95, 1e-3);
    check_close(SUM_OF("tracking", "said", "true"), 1665.69, 2e-3);
    assert_true(SUM_OF("facts", "hidden_days", "true") == 273);
    /* the groups hold everybody, and what came and was said in all */
    assert_true(number(&shop, "SELECT sum(customers) FROM check_series WHERE picture = 'by_repeat' "
                              "AND series = 'came'") == 2349);
    assert_true(number(&shop,
                       "SELECT sum(customers) FROM check_series WHERE picture = 'by_silence' "
                       "AND series = 'said'") == 2349);
    check_close(number(&shop, "SELECT sum(y * customers) FROM check_series "
                              "WHERE picture = 'by_silence' AND series = 'came'"),
                1882, 1e-12);
    check_close(number(&shop, "SELECT sum(y * customers) FROM check_series "
                              "WHERE picture = 'by_repeat' AND series = 'said'"),
                1665.69, 2e-3);
    /* tenths hold all the money of the hidden part: the purchases after the split */
    check_close(number(&shop, "SELECT sum(y * customers) FROM check_series "
                              "WHERE picture = 'deciles' AND series = 'came'"),
                number(&shop, "SELECT CAST(sum(paid) AS DOUBLE) FROM exchange_used "
                              "WHERE day > DATE '1997-09-30'"),
                1e-9);
    /* both distributions are of everybody */
    assert_true(SUM_OF("how_often", "came", "true") == 2349);
    check_close(SUM_OF("how_often", "said", "true"), 2349, 1e-9);
    check_close(SUM_OF("spend", "came", "true"), 0.99, 0.005);
    check_close(SUM_OF("spend", "said", "true"), 0.99, 0.02);
    assert_true(SUM_OF("gini", "perfect", "true") > SUM_OF("gini", "pareto_nbd", "true"));
    assert_true(SUM_OF("gini", "pareto_nbd", "true") > SUM_OF("gini", "cohort_mean", "true"));
    assert_true(fabs(SUM_OF("gini", "zero", "true")) < 1e-9);
    gw_shop_close(&shop);
}

/* ---- A known law ---------------------------------------------------------------------------- */

#define CUSTOMERS 4000
#define SPLIT 364
#define HIDDEN 182

typedef struct crowd {
    gw_check_sample sample;
    double columns[7][CUSTOMERS];
    int32_t first_day[CUSTOMERS];
    double tally[2][SPLIT + HIDDEN + 1];
} crowd;

/* Buys at rate ~ Gamma(.6, per 60 days), leaves at rate ~ Gamma(.6, per 150 days), first seen on a
 * day of the first half year; whole days, as a shop sees them. */
static void draw_customer(crowd *c, size_t i, gw_rng *rng)
{
    int32_t first = (int32_t)(i % 182);
    double rate = gw_draw_gamma(rng, 0.6) / 60;
    double leaves = -log(gw_rng_uniform(rng)) / (gw_draw_gamma(rng, 0.6) / 150);
    double day = 0;
    int32_t last = 0;
    for (;;) {
        day += -log(gw_rng_uniform(rng)) / rate;
        if (day > leaves || first + day > SPLIT + HIDDEN)
            break;
        int32_t on = (int32_t)ceil(day);
        if (on == last || first + on > SPLIT + HIDDEN)
            continue;
        last = on;
        c->tally[1][first + on] += 1;
        if (first + on > SPLIT) {
            c->columns[4][i] += 1;
            c->columns[6][i] += 10;
            continue;
        }
        c->columns[0][i] += 1;
        c->columns[1][i] = on;
        c->columns[3][i] += first + on > SPLIT - HIDDEN ? 1 : 0;
    }
    c->columns[2][i] = SPLIT - first;
    c->columns[5][i] = c->columns[0][i] > 0 ? 10 + (double)(i % 7) : 0.0;
    c->first_day[i] = first;
    c->tally[0][first] += 1;
}

static crowd *draw_crowd(size_t n, uint64_t seed)
{
    crowd *c = calloc(1, sizeof *c);
    assert_non_null(c);
    gw_rng rng = gw_rng_seeded(seed, 0);
    for (size_t i = 0; i < n; i++)
        draw_customer(c, i, &rng);
    c->sample = (gw_check_sample){.n = n,
                                  .capacity = CUSTOMERS,
                                  .one_in = 1,
                                  .x = c->columns[0],
                                  .t_x = c->columns[1],
                                  .age = c->columns[2],
                                  .recent = c->columns[3],
                                  .hidden = c->columns[4],
                                  .mean_paid = c->columns[5],
                                  .hidden_paid = c->columns[6],
                                  .first_day = c->first_day,
                                  .known = n,
                                  .first_paid = 10 * (double)n,
                                  .tally = {0, SPLIT + HIDDEN + 1, c->tally[0], c->tally[1]}};
    return c;
}

static gw_status make_series(gw_series *series, gw_context *with, const crowd *c, gw_error *err)
{
    gw_check check;
    gw_check_rows rows = gw_check_sample_rows(&c->sample, HIDDEN);
    GW_TRY(gw_check_run(&check, with, &rows, gw_model_find("pareto_nbd"), err));
    return gw_check_series_make(series, with, &check, &c->sample, SPLIT, err);
}

static const gw_series_point *find(const gw_series *s, const char *picture, const char *series,
                                   double x)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->points[i].picture, picture) == 0 &&
            strcmp(s->points[i].series, series) == 0 && s->points[i].x == x)
            return &s->points[i];
    return NULL;
}

/* Of n = 4,000 customers, and of each tenth by the chance of being a customer, as many fall where
 * the forecast says as it says, within 99.9 of 100 draws. */
static void chances_of_a_known_law_come_true(void **state)
{
    (void)state;
    crowd *c = draw_crowd(CUSTOMERS, 20260701);
    gw_series s = GW_SERIES_INIT(context);
    gw_error err = {0};
    size_t bins = 0;
    must(make_series(&s, context, c, &err), &err);
    for (size_t i = 0; i < s.n; i++) {
        const gw_series_point *came = &s.points[i];
        bool coverage = strcmp(came->picture, "coverage") == 0;
        if ((!coverage && strcmp(came->picture, "alive") != 0) || strcmp(came->series, "came") != 0)
            continue;
        const gw_series_point *said = find(&s, came->picture, "said", came->x);
        assert_non_null(said);
        double sd = sqrt(said->y * (1 - said->y) / said->customers);
        if (fabs(came->y - said->y) > 3.2905 * sd + 0.5 / said->customers)
            fail_msg("%s at %g: %g came of %g said, %g customers", came->picture, came->x, came->y,
                     said->y, said->customers);
        assert_true(!coverage || said->y >= came->x); /* whole counts: never fewer than asked */
        assert_true(came->low <= came->y && came->y <= came->high);
        bins++;
    }
    assert_true(bins >= 3 + 5);
    gw_series_free(&s);
    free(c);
}

/* The course is what this law does on average: E[X(t)] of the Pareto/NBD, sum over the customers'
 * first days; here against what the 4,000 did. */
static void the_course_follows_what_came(void **state)
{
    (void)state;
    crowd *c = draw_crowd(CUSTOMERS, 7);
    gw_series s = GW_SERIES_INIT(context);
    gw_error err = {0};
    double came = 0;
    double course = 0;
    double said = 0;
    double hidden = 0;
    must(make_series(&s, context, c, &err), &err);
    for (size_t i = 0; i < s.n; i++) {
        const gw_series_point *p = &s.points[i];
        if (strcmp(p->picture, "tracking") != 0)
            continue;
        bool is_came = strcmp(p->series, "came") == 0;
        came += is_came ? p->y : 0;
        hidden += is_came && p->x > SPLIT ? p->y : 0;
        course += strcmp(p->series, "course") == 0 ? p->y : 0;
        said += strcmp(p->series, "said") == 0 ? p->y : 0;
    }
    check_close(course, came, 0.05);
    check_close(said, hidden, 0.1);
    gw_series_free(&s);
    free(c);
}

/* ---- Groups --------------------------------------------------------------------------------- */

static bool find_group(gw_segment *out, const gw_series *s, gw_segments_by by, const char *name)
{
    size_t at = 0;
    while (gw_segment_next(out, &at, s, by))
        if (strcmp(out->name, name) == 0)
            return true;
    return false;
}

static size_t groups_outside(const gw_series *s, size_t *groups_out)
{
    size_t outside = 0;
    *groups_out = 0;
    for (size_t k = 0; k < GW_SEGMENTS_COUNT; k++) {
        size_t at = 0;
        gw_segment g;
        double customers = 0;
        while (gw_segment_next(&g, &at, s, (gw_segments_by)k)) {
            ++*groups_out;
            customers += g.customers;
            outside += gw_segment_outside(&g.days);
        }
        assert_true(customers == CUSTOMERS || (k >= GW_SEGMENTS_FIRST_LABEL && customers == 0));
    }
    return outside;
}

/* Of a known law's groups hardly one lies outside its 99 of 100 times; one that comes three times
 * as often as its history says is found. */
static void the_group_that_fails_is_found(void **state)
{
    (void)state;
    crowd *c = draw_crowd(CUSTOMERS, 11);
    gw_error err = {0};
    size_t groups = 0;
    for (int spoiled = 0; spoiled < 2; spoiled++) {
        gw_series s = GW_SERIES_INIT(context);
        gw_segment g;
        for (size_t i = 0; i < CUSTOMERS && spoiled; i++)
            c->columns[4][i] *= c->columns[0][i] >= 3 && c->columns[0][i] < 9 ? 3 : 1;
        must(make_series(&s, context, c, &err), &err);
        size_t outside = groups_outside(&s, &groups);
        assert_true(groups >= 8);
        if (!spoiled)
            assert_true(outside <= 1);
        assert_true(find_group(&g, &s, GW_SEGMENTS_often, "4-9 buying days before"));
        if (spoiled)
            assert_true(g.days.came > g.days.high && gw_segment_off(&g.days) < -0.5);
        assert_true(isnan(g.paid.came)); /* nothing was said of money */
        const gw_series_point *rho = find(&s, "spearman", "pareto_nbd", 0);
        assert_true(rho != NULL && rho->y > 0.3 && rho->y < 1);
        assert_null(find(&s, "spearman", "zero", 0)); /* it puts nobody in any order */
        assert_null(find(&s, "top_tenth_hits", "pareto_nbd", 0));
        gw_series_free(&s);
    }
    free(c);
}

/* Labels of the crowd: of every 100 customers 50 of the first name, 30 of the second, 19 unknown;
 * the one left is of names too rare for a group. */
static size_t label_of(size_t i)
{
    size_t at = i % 100;
    return at < 50         ? 0
           : at < 80       ? 1
           : at < 99       ? GW_LABEL_UNKNOWN
           : i % 300 < 150 ? 2
                           : GW_LABELS_MAX;
}

static void put_labels(crowd *c, uint8_t *of, double *sizes)
{
    gw_check_labels *channel = &c->sample.labels[0];
    *channel = (gw_check_labels){.n = 3, .names = {"ads", "fair", "letter"}, .of = of};
    for (size_t i = 0; i < c->sample.n; i++) {
        of[i] = (uint8_t)label_of(i);
        sizes[i] = 8 + (double)(i % 5);
    }
    c->sample.order_size = sizes;
}

/* What the group of customers for whom `wanted` holds must say: summed here, one by one. */
static gw_segment brute(const crowd *c, const gw_check *check, const double *said,
                        bool (*wanted)(size_t))
{
    gw_segment g = {.customers = 0};
    double squares[2] = {0, 0};
    double least[2] = {0, 0};
    double shock = gw_common_shock_sd(&check->shock);
    gw_check_total *totals[] = {&g.days, &g.paid};
    for (size_t i = 0; i < c->sample.n; i++) {
        double size = c->sample.order_size[i];
        if (!wanted(i))
            continue;
        g.customers++;
        for (size_t m = 0; m < 2; m++) {
            double one = said[i] * (m == 0 ? 1 : size);
            double came = m == 0 ? c->columns[4][i] : c->columns[6][i];
            totals[m]->said += one;
            totals[m]->came += came;
            squares[m] += pow(came - one, 2);
            least[m] += said[i] * (m == 0 ? 1 : size * size);
        }
    }
    for (size_t m = 0; m < 2; m++) {
        double most = squares[m] > least[m] ? squares[m] : least[m];
        double half = 2.575829 * sqrt(most + pow(shock * totals[m]->said, 2));
        totals[m]->low = totals[m]->said > half ? totals[m]->said - half : 0;
        totals[m]->high = totals[m]->said + half;
    }
    return g;
}

static bool came_by_ads(size_t i)
{
    return label_of(i) == 0;
}

static bool came_by_fair(size_t i)
{
    return label_of(i) == 1;
}

static bool came_otherwise(size_t i)
{
    return label_of(i) == 2 || label_of(i) == GW_LABELS_MAX;
}

static bool came_from_nowhere(size_t i)
{
    return label_of(i) == GW_LABEL_UNKNOWN;
}

static void check_total(const gw_check_total *total, const gw_check_total *wanted)
{
    check_close(total->said, wanted->said, 1e-9);
    check_close(total->came, wanted->came, 1e-12);
    check_close(total->low, wanted->low, 1e-5);
    check_close(total->high, wanted->high, 1e-5);
}

/* The best tenth, by a rule of its own: how many of those before whom fewer than a tenth stand. */
static double brute_hits(const double *said, const double *came, size_t n)
{
    double hits = 0;
    for (size_t i = 0; i < n; i++) {
        size_t before[2] = {0, 0};
        for (size_t j = 0; j < n; j++) {
            before[0] += said[j] > said[i];
            before[1] += came[j] > came[i];
        }
        hits += before[0] < n / 10 && before[1] < n / 10;
    }
    return hits / ((double)n / 10);
}

/* The groups the shop's own words make, against sums made here; the rare ones are together, and
 * those of whom nothing is known apart and last. */
static void what_the_shop_says_makes_groups(void **state)
{
    (void)state;
    static uint8_t of[CUSTOMERS];
    static double sizes[CUSTOMERS];
    static double money[CUSTOMERS];
    static const char *const names[] = {"ads", "fair", GW_SEGMENT_OTHERS, GW_SEGMENT_UNKNOWN};
    static bool (*const wanted[])(size_t) = {came_by_ads, came_by_fair, came_otherwise,
                                             came_from_nowhere};
    enum { FEW = 2400 }; /* 24 of rare names */
    crowd *c = draw_crowd(FEW, 5);
    gw_series s = GW_SERIES_INIT(context);
    gw_error err = {0};
    gw_check check;
    gw_segment g;
    size_t at = 0;
    put_labels(c, of, sizes);
    gw_check_rows rows = gw_check_sample_rows(&c->sample, HIDDEN);
    must(gw_check_run(&check, context, &rows, gw_model_find("nbd"), &err), &err);
    must(gw_check_series_make(&s, context, &check, &c->sample, SPLIT, &err), &err);
    assert_ptr_equal(check.entries[check.used].model, gw_model_find("nbd"));
    /* what the NBD says of each: (r + x) / (alpha + T) a day (Ehrenberg 1959; the gamma's mean) */
    const double *params = check.entries[check.used].fit.params;
    double *said = calloc(FEW, sizeof *said);
    assert_non_null(said);
    for (size_t i = 0; i < FEW; i++) {
        said[i] = (params[0] + c->columns[0][i]) / (params[1] + c->columns[2][i]) * HIDDEN;
        money[i] = said[i] * sizes[i];
    }
    for (size_t k = 0; k < 4; k++) {
        assert_true(gw_segment_next(&g, &at, &s, GW_SEGMENTS_channel));
        assert_string_equal(g.name, names[k]);
        gw_segment must_be = brute(c, &check, said, wanted[k]);
        assert_true(g.customers == must_be.customers);
        check_total(&g.days, &must_be.days);
        check_total(&g.paid, &must_be.paid);
    }
    assert_false(gw_segment_next(&g, &at, &s, GW_SEGMENTS_channel));
    at = 0;
    assert_false(gw_segment_next(&g, &at, &s, GW_SEGMENTS_product)); /* nothing is known of it */
    for (size_t i = 0; i < FEW; i++) { /* no two equal, from here on */
        money[i] += (double)i * 1e-9;
        c->columns[6][i] += (double)(i % 7) * 1e-9;
    }
    const gw_series_point *hits = find(&s, "top_tenth_hits", "nbd", 0);
    assert_non_null(hits);
    check_close(hits->y, brute_hits(money, c->columns[6], FEW),
                0.1); /* ties are shared out there */
    const gw_series_point *off = find(&s, "money_mae", "nbd", 0);
    double misses = 0;
    for (size_t i = 0; i < FEW; i++)
        misses += fabs(said[i] * sizes[i] - c->columns[6][i]) / FEW;
    assert_non_null(off);
    check_close(off->y, misses, 1e-6);
    free(said);
    gw_series_free(&s);
    free(c);
}

/* Of eleven names the eight with most customers have groups of their own, whatever the order of the
 * names; the other three are together. */
static void the_largest_names_are_told(void **state)
{
    (void)state;
    static uint8_t of[CUSTOMERS];
    crowd *c = draw_crowd(CUSTOMERS, 13);
    gw_series s = GW_SERIES_INIT(context);
    gw_error err = {0};
    gw_check_labels *labels = &c->sample.labels[1];
    double people[11] = {0};
    gw_segment g;
    size_t at = 0;
    *labels = (gw_check_labels){.n = 11, .of = of};
    for (size_t k = 0; k < 11; k++)
        snprintf(labels->names[k], sizeof labels->names[k], "thing %zu", k);
    for (size_t i = 0; i < CUSTOMERS;
         i++) { /* the higher the number, the more: 0 to 2 have least */
        size_t name = (size_t)(sqrt((double)(i % 121)));
        of[i] = (uint8_t)name;
        people[name]++;
    }
    must(make_series(&s, context, c, &err), &err);
    for (size_t k = 3; k < 11; k++) {
        assert_true(gw_segment_next(&g, &at, &s, GW_SEGMENTS_product));
        assert_string_equal(g.name, labels->names[k]);
        assert_true(g.customers == people[k]);
    }
    assert_true(gw_segment_next(&g, &at, &s, GW_SEGMENTS_product));
    assert_string_equal(g.name, GW_SEGMENT_OTHERS);
    assert_true(g.customers == people[0] + people[1] + people[2] && people[1] > 30);
    assert_false(gw_segment_next(&g, &at, &s, GW_SEGMENTS_product));
    gw_series_free(&s);
    free(c);
}

/* A group that nobody came back from is not sure to be failed: where six days are said of 32 people
 * who come at random, none comes in one of 400 such groups, and how far each was off says nothing
 * of that. */
static void nobody_is_no_proof(void **state)
{
    (void)state;
    static uint8_t of[CUSTOMERS];
    crowd *c = draw_crowd(CUSTOMERS, 9);
    gw_series s = GW_SERIES_INIT(context);
    gw_error err = {0};
    gw_segment g;
    size_t dealt = 0;
    for (size_t i = 0; i < CUSTOMERS; i++) {
        bool quiet = c->columns[0][i] == 0 && c->columns[2][i] < 200 && dealt < 32;
        of[i] = quiet;
        dealt += quiet;
        c->columns[4][i] = quiet ? 0 : c->columns[4][i];
    }
    c->sample.labels[0] = (gw_check_labels){.n = 2, .names = {"most", "quiet"}, .of = of};
    must(make_series(&s, context, c, &err), &err);
    assert_true(find_group(&g, &s, GW_SEGMENTS_channel, "quiet"));
    assert_true(g.customers == 32 && g.days.came == 0 && g.days.said > 4 && g.days.said < 6.6);
    assert_false(gw_segment_outside(&g.days));
    gw_series_free(&s);
    free(c);
}

static void every_failed_allocation_is_said(void **state)
{
    (void)state;
    static uint8_t of[CUSTOMERS];
    static double sizes[CUSTOMERS];
    crowd *c = draw_crowd(40, 3);
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *poor = NULL;
    gw_check check;
    gw_check_rows rows = gw_check_sample_rows(&c->sample, HIDDEN);
    gw_error err = {0};
    put_labels(c, of, sizes);
    options.threads = 1;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    must(gw_check_run(&check, poor, &rows, gw_model_find("nbd"), &err), &err);
    gw_status status = GW_NO_MEMORY;
    long fail = 0;
    while (status == GW_NO_MEMORY) {
        gw_series s = GW_SERIES_INIT(poor);
        long before = memory.held;
        /* each of the first fifty, then ever fewer: they are of a kind */
        fail += fail < 50 ? 1 : fail / 10;
        memory.calls = 0;
        memory.fail_at = fail;
        status = gw_check_series_make(&s, poor, &check, &c->sample, SPLIT, &err);
        gw_series_free(&s);
        assert_true(memory.held <=
                    before + 1); /* what a thread's room may keep for the next call */
    }
    must(status, &err);
    assert_true(fail > 50);
    gw_context_free(poor);
    assert_int_equal(memory.held, 0);
    free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cdnows_published_sums),
        cmocka_unit_test(chances_of_a_known_law_come_true),
        cmocka_unit_test(the_course_follows_what_came),
        cmocka_unit_test(the_group_that_fails_is_found),
        cmocka_unit_test(what_the_shop_says_makes_groups),
        cmocka_unit_test(the_largest_names_are_told),
        cmocka_unit_test(nobody_is_no_proof),
        cmocka_unit_test(every_failed_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
