/* Shops whose customers come by seasons, and shops whose customers do not: simulated purchase by
 * purchase, day by day, from rates that are known here. */
#define _XOPEN_SOURCE 700

#include "check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "draw.h"
#include "error.h"
#include "import.h"
#include "next_orders.h"
#include "query.h"
#include "reckon.h"
#include "record.h"
#include "season.h"
#include "why.h"

static gw_context *context;
static char folder[] = "/tmp/goodwill-season-XXXXXX";

/* Of January to December; the mean over the days of four years is 1 to a thousandth. */
static const double truth[GW_MONTHS] = {0.60, 0.60, 0.80, 1.00, 1.20, 1.30,
                                        1.20, 1.00, 0.80, 0.80, 0.90, 1.78};
#define FIRST_DAY 18993 /* 2022-01-01 */
#define YEARS 4
#define DAYS (YEARS * 365 + 1)
#define ENDS_3 (FIRST_DAY + 3 * 365) /* 2024-12-31: 2024 is a leap year */

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || gw_context_create(&context, NULL, NULL) != GW_OK;
}

static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    gw_context_free(context);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* ---- Shops ---------------------------------------------------------------------------------- */

/* Tells each buying day of each customer, in their order. */
typedef void (*bought_fn)(size_t customer, int32_t day, void *user);

/* People come evenly over three years; buy on a day with chance 1 - e^(-rate x season), rate ~
 * Gamma(1, per 60 days); leave with an exponential lifetime of mean ~ 1 / Gamma(1.5, per 300 days).
 * The first day is a buying day. */
static void live(size_t customers, bool seasons, int32_t last_day, uint64_t seed, bought_fn bought,
                 void *user)
{
    gw_rng rng = gw_rng_seeded(seed, 0);
    for (size_t i = 0; i < customers; i++) {
        int32_t first = FIRST_DAY + (int32_t)(3 * 365 * i / customers);
        double rate = gw_draw_gamma(&rng, 1.0) / 60;
        double left = first - log(gw_rng_uniform(&rng)) * 300 / gw_draw_gamma(&rng, 1.5);
        bought(i, first, user);
        for (int32_t day = first + 1; day <= last_day && day < left; day++)
            if (gw_rng_uniform(&rng) < 1 - exp(-rate * (seasons ? truth[gw_month_of(day)] : 1)))
                bought(i, day, user);
    }
}

/* What a reckoning would know on a day of those who had come by then; and how often they came, up
 * to a later one. */
typedef struct known {
    int32_t day;
    size_t n;
    double *x, *t_x, *age;
    gw_walk_tally tally;
} known;

static void note(size_t customer, int32_t day, void *user)
{
    known *k = user;
    if (customer < k->n)
        k->tally.again[day - FIRST_DAY]++;
    if (day > k->day)
        return;
    if (customer == k->n) {
        k->age[k->n++] = k->day - day;
        k->tally.first[day - FIRST_DAY]++;
        return;
    }
    k->x[customer]++;
    k->t_x[customer] = k->age[customer] - (k->day - day);
}

static known know(size_t customers, bool seasons, int32_t day, int32_t last_day, uint64_t seed)
{
    double *columns = calloc(3 * customers + 2 * DAYS, sizeof *columns);
    assert_non_null(columns);
    known k = {.day = day, .x = columns, .t_x = columns + customers};
    k.age = columns + 2 * customers;
    k.tally = (gw_walk_tally){.first_day = FIRST_DAY, .days = DAYS};
    k.tally.first = columns + 3 * customers;
    k.tally.again = k.tally.first + DAYS;
    live(customers, seasons, last_day, seed, note, &k);
    return k;
}

static gw_season_facts facts_of(const known *k)
{
    return (gw_season_facts){.tally = &k->tally,
                             .until_day = k->day,
                             .rows_day = k->day,
                             .n = k->n,
                             .x = k->x,
                             .t_x = k->t_x,
                             .age = k->age};
}

/* ---- The clock ------------------------------------------------------------------------------ */

static void without_seasons_the_clock_is_the_calendar(void **state)
{
    (void)state;
    const gw_season none = {.known = false};
    gw_clock clock;
    double t_x = 17;
    double age = 400;
    assert_int_equal(gw_clock_create(&clock, context, &none, 100, 900, NULL), GW_OK);
    check_same_bits(gw_clock_between(&clock, 3, 1003), 1000.0);
    check_same_bits(gw_clock_after(&clock, 19000, 12.25), 19012.25);
    gw_clock_histories(&clock, 20000, &t_x, &age, 1);
    check_same_bits(t_x, 17.0);
    check_same_bits(age, 400.0);
    gw_clock_free(&clock, context);
}

static void the_clock_counts_the_days_of_each_month_by_its_factor(void **state)
{
    (void)state;
    gw_season season = {.known = true};
    gw_clock clock;
    memcpy(season.factor, truth, sizeof truth);
    gw_season_scale(&season);
    assert_int_equal(
        gw_clock_create(&clock, context, &season, FIRST_DAY, FIRST_DAY + 5 * 366, NULL), GW_OK);
    /* from the end of February 28, 2022, to the end of April 2: 31 days of March and 2 of April */
    int32_t from = 0;
    int32_t to = 0;
    assert_true(gw_date_from_civil(&from, 2022, 2, 28) && gw_date_from_civil(&to, 2022, 4, 2));
    check_close(gw_clock_between(&clock, from, to), 31 * season.factor[2] + 2 * season.factor[3],
                1e-12);
    check_close(gw_clock_between(&clock, from, from + 0.25), 0.25 * season.factor[2], 1e-9);
    /* four years are four years */
    check_close(gw_clock_between(&clock, from, from + 1461), 1461, 1e-12);
    for (double time = -100; time < 1600; time += 12.34) {
        double day = gw_clock_after(&clock, from, time);
        check_close_floor(gw_clock_between(&clock, from, day), time, 1e-10, 1);
    }
    /* an order on each of the days above */
    double t_x = to - from;
    double age = 40;
    gw_clock_histories(&clock, from + 40, &t_x, &age, 1);
    check_close(t_x, 31 * season.factor[2] + 2 * season.factor[3], 1e-12);
    check_close(age, 31 * season.factor[2] + 9 * season.factor[3], 1e-12);
    gw_clock_free(&clock, context);
}

/* ---- Learning ------------------------------------------------------------------------------- */

/* Of 4,000 customers a month has seen some 800 orders a year: a factor is then known to 3 or 4 of
 * 100, by chance alone. */
static void the_season_is_found(void **state)
{
    (void)state;
    known k = know(4000, true, ENDS_3, ENDS_3, 5);
    gw_season_facts facts = facts_of(&k);
    gw_season season = {.known = false};
    assert_int_equal(gw_season_learn(&season, context, &facts, NULL), GW_OK);
    assert_true(season.known);
    for (size_t m = 0; m < GW_MONTHS; m++)
        check_close(season.factor[m], truth[m], 0.12);
    free(k.x);
}

static void two_years_must_have_been_seen(void **state)
{
    (void)state;
    known k = know(1000, true, FIRST_DAY + GW_SEASON_DAYS - 1, FIRST_DAY + GW_SEASON_DAYS - 1, 5);
    gw_season_facts facts = facts_of(&k);
    gw_season season = {.known = false};
    assert_int_equal(gw_season_learn(&season, context, &facts, NULL), GW_OK);
    assert_false(season.known);
    facts.n = 0;
    assert_int_equal(gw_season_learn(&season, context, &facts, NULL), GW_OK);
    assert_false(season.known);
    free(k.x);
}

/* Twelve shops each way, of 2,000 customers; the year after the second is foreseen. Beyond two
 * standard errors over twelve months chance goes in 35 of 1,000 shops where nothing is; a season
 * that was fitted to chance foresees worse, so in fewer. */
static void it_is_used_where_it_foresees_and_not_where_there_is_none(void **state)
{
    (void)state;
    size_t helped[2] = {0, 0};
    for (uint64_t seed = 1; seed <= 12; seed++)
        for (int seasons = 0; seasons < 2; seasons++) {
            known k = know(2000, seasons == 1, FIRST_DAY + 2 * 365, ENDS_3, seed);
            gw_season_facts facts = facts_of(&k);
            gw_season season = {.known = false};
            bool helps = false;
            assert_int_equal(gw_season_learn(&season, context, &facts, NULL), GW_OK);
            assert_int_equal(gw_season_helps(&helps, context, &facts, &season, ENDS_3, NULL),
                             GW_OK);
            helped[seasons] += helps;
            free(k.x);
        }
    assert_true(helped[0] <= 1);
    assert_int_equal(helped[1], 12);
}

static void each_allocation_may_fail(void **state)
{
    (void)state;
    known k = know(300, true, ENDS_3 - 200, ENDS_3 - 200, 3);
    gw_season_facts facts = facts_of(&k);
    bool done = false;
    for (long fail_at = 1; !done; fail_at++) {
        failing_allocator memory = {.fail_at = fail_at};
        gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
        gw_context *failing = NULL;
        gw_season season = {.known = false};
        gw_error err = {GW_OK, ""};
        bool helps = false;
        failing_allocator_options(&options, &memory);
        gw_status status = gw_context_create(&failing, &options, &err);
        if (status == GW_OK)
            status = gw_season_learn(&season, failing, &facts, &err);
        if (status == GW_OK)
            status = gw_season_helps(&helps, failing, &facts, &season, ENDS_3, &err);
        done = status == GW_OK;
        assert_true(done || status == GW_NO_MEMORY);
        assert_true(done || strlen(err.message) > 10);
        gw_context_free(failing);
        assert_int_equal(memory.held, 0);
        fail_at += fail_at / 8; /* the later ones a sample */
    }
    free(k.x);
}

/* ---- A shop's reckoning --------------------------------------------------------------------- */

static void must(gw_status status, const gw_error *err)
{
    if (status != GW_OK)
        print_error("%s\n", err->message);
    assert_int_equal(status, GW_OK);
}

typedef struct files {
    FILE *known, *after;
} files;

static void write_row(size_t customer, int32_t day, void *user)
{
    files *f = user;
    char text[GW_DATE_TEXT_SIZE];
    gw_date_format(text, day);
    fprintf(day <= ENDS_3 ? f->known : f->after, "c%zu,%s,20.00\n", customer, text);
}

static void write_files(size_t customers, bool seasons)
{
    char path[128];
    files f;
    snprintf(path, sizeof path, "%s/known.csv", folder);
    f.known = fopen(path, "w");
    snprintf(path, sizeof path, "%s/after.csv", folder);
    f.after = fopen(path, "w");
    assert_true(f.known != NULL && f.after != NULL);
    fputs("customer_id,date,amount\n", f.known);
    fputs("customer_id,date,amount\n", f.after);
    live(customers, seasons, ENDS_3 + 180, 7, write_row, &f);
    assert_true(fclose(f.known) == 0 && fclose(f.after) == 0);
}

static void import(gw_shop *shop, const char *name)
{
    char path[128];
    gw_error err = {0};
    gw_receipt receipt;
    const gw_import_options options = {.accept = true};
    snprintf(path, sizeof path, "%s/%s", folder, name);
    must(gw_import_file(&receipt, shop, path, &options, &err), &err);
}

static gw_reckoning reckon(gw_shop *shop)
{
    gw_error err = {0};
    gw_reckoning reckoning;
    gw_reckon_options options = GW_RECKON_OPTIONS_INIT;
    options.as_of = ENDS_3;
    options.horizon_days = 89; /* January, February, March: quiet months, but 2 days */
    options.horizon = "89 days";
    must(gw_reckon(&reckoning, context, shop->store, shop->reader, &options, &err), &err);
    return reckoning;
}

static void a_quiet_time_is_foreseen(const gw_record *record)
{
    bool found = false;
    for (size_t i = 0; i < record->n; i++) {
        const gw_said *days = &record->judged[i].days;
        found = found || record->judged[i].until_day == ENDS_3 + 89;
        assert_true(days->came >= days->low && days->came <= days->high);
        assert_true(fabs(days->said / days->came - 1) < 0.12);
    }
    assert_true(found);
}

static void numbers_of_one_customer_agree(gw_shop *shop)
{
    gw_error err = {0};
    gw_why why = {0};
    gw_next_orders next;
    must(gw_why_read(&why, shop, "c3", "purchases", &err), &err);
    check_close(why.recomputed_occasions, why.discounted_occasions, 1e-9);
    assert_true(why.same);
    must(gw_next_orders_read(&next, shop, "c3", &err), &err);
    assert_true(next.known && next.day_low <= next.day && next.day <= next.day_high);
}

/* One bar a month, the largest in December. */
static void the_report_draws_them(gw_shop *shop)
{
    gw_error err = {0};
    gw_query *query = NULL;
    size_t rows = 0;
    must(gw_query_open(&query, shop->store,
                       "SELECT CAST(count(*) AS DOUBLE), CAST(arg_max(x, y) AS DOUBLE) "
                       "FROM check_series WHERE picture = 'season'",
                       NULL, 0, &err),
         &err);
    must(gw_query_next(&rows, query, &err), &err);
    assert_true(gw_query_double(query, 0, 0) == 12 && gw_query_double(query, 1, 0) == 12);
    gw_query_close(query);
}

static void a_shop_with_seasons_is_told_of_them_and_foreseen_by_them(void **state)
{
    (void)state;
    char path[128];
    gw_error err = {0};
    gw_shop shop = {0};
    gw_record record;
    write_files(1500, true);
    snprintf(path, sizeof path, "%s/shop.gw", folder);
    must(gw_shop_create(&shop, context, path, "EUR", NULL, &err), &err);
    import(&shop, "known.csv");
    gw_reckoning reckoning = reckon(&shop);
    const char *words = strstr(reckoning.words, "People come by seasons: 1.");
    assert_non_null(words);
    assert_non_null(strstr(words, "times as often in December as in an average month, 0."));
    numbers_of_one_customer_agree(&shop);
    the_report_draws_them(&shop);
    import(&shop, "after.csv");
    must(gw_record_read(&record, &shop, &err), &err);
    a_quiet_time_is_foreseen(&record);
    gw_shop_close(&shop);
}

static void a_steady_shop_hears_nothing_of_seasons(void **state)
{
    (void)state;
    char path[128];
    gw_error err = {0};
    gw_shop shop = {0};
    write_files(600, false);
    snprintf(path, sizeof path, "%s/steady.gw", folder);
    must(gw_shop_create(&shop, context, path, "EUR", NULL, &err), &err);
    import(&shop, "known.csv");
    gw_reckoning reckoning = reckon(&shop);
    assert_null(strstr(reckoning.words, "season"));
    gw_shop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_seasons_the_clock_is_the_calendar),
        cmocka_unit_test(the_clock_counts_the_days_of_each_month_by_its_factor),
        cmocka_unit_test(the_season_is_found),
        cmocka_unit_test(two_years_must_have_been_seen),
        cmocka_unit_test(it_is_used_where_it_foresees_and_not_where_there_is_none),
        cmocka_unit_test(each_allocation_may_fail),
        cmocka_unit_test(a_shop_with_seasons_is_told_of_them_and_foreseen_by_them),
        cmocka_unit_test(a_steady_shop_hears_nothing_of_seasons),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
