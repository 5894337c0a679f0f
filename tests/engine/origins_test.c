/* Rolling origins: the chances models gave to what came, against their pmf customer by customer;
 * and the model that is chosen, on customers of known laws. */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "forecast_check.h"
#include "history.h"

static gw_context *context;

static int make_context(void **state)
{
    (void)state;
    return gw_context_create(&context, NULL, NULL) == GW_OK ? 0 : -1;
}

static int free_context(void **state)
{
    (void)state;
    gw_context_free(context);
    return 0;
}

/* ---- Customers ------------------------------------------------------------------------------ */

enum { MOST = 3000, DAYS = 720 };

/* What a shop's history tells at each origin, and of its hidden half year. */
typedef struct shop {
    gw_origins origins;
    gw_check_rows rows;
    double x[MOST], t_x[MOST], age[MOST], recent[MOST], hidden[MOST];
    int32_t first_day[MOST];
} shop;

/* Counts days in (from, to]. */
static double count_of(const double *days, size_t n, double from, double to, double *last)
{
    double count = 0;
    for (size_t i = 0; i < n; i++)
        if (days[i] > from && days[i] <= to) {
            count++;
            *last = days[i];
        }
    return count;
}

static void put_at_origins(gw_origins *origins, const double *days, size_t n, double first)
{
    uint32_t who = (uint32_t)origins->customers;
    for (size_t o = 0; o < origins->n; o++) {
        double cut = origins->at[o].cut_day;
        double last = first;
        double ignored = 0;
        if (first > cut)
            continue;
        gw_origin_row row = {.x = count_of(days, n, first, cut, &last), .age = cut - first};
        row.t_x = last - first;
        row.mean_paid = row.x > 0 ? 20 : 0;
        row.came = count_of(days, n, cut, cut + origins->at[o].days, &ignored);
        row.paid = 20 * row.came;
        assert_true(gw_origins_put(origins, o, who, &row));
    }
    origins->customers++;
}

/* Buys at rate ~ Gamma(.6, per 40 days); leaves at rate ~ Gamma(.6, per `stays` days), never when
 * 0. */
static shop *open_shop(size_t n, double stays, uint64_t seed)
{
    shop *s = calloc(1, sizeof *s);
    gw_rng rng = gw_rng_seeded(seed, 0);
    double *days = calloc(DAYS + 1, sizeof *days);
    assert_true(s != NULL && days != NULL);
    for (int32_t o = 0; o < 4; o++)
        assert_int_equal(gw_origins_add(&s->origins, context, 240 + 120 * o, 120, n, NULL), GW_OK);
    for (size_t i = 0; i < n; i++) {
        double first = (double)(i % 120);
        double rate = gw_draw_gamma(&rng, 0.6) / 40;
        double left = stays > 0
                          ? first - log(gw_rng_uniform(&rng)) * stays / gw_draw_gamma(&rng, 0.6)
                          : (double)INFINITY;
        double last = first;
        double ignored = 0;
        size_t bought = 0;
        for (double day = first;;) {
            day -= log(gw_rng_uniform(&rng)) / rate;
            if (day > left || day > DAYS)
                break;
            if (bought == 0 || ceil(day) > days[bought - 1])
                days[bought++] = ceil(day);
        }
        put_at_origins(&s->origins, days, bought, first);
        s->x[i] = count_of(days, bought, first, 480, &last);
        s->t_x[i] = last - first;
        s->age[i] = 480 - first;
        s->recent[i] = count_of(days, bought, 240, 480, &ignored);
        s->hidden[i] = count_of(days, bought, 480, DAYS, &ignored);
        s->first_day[i] = (int32_t)first;
    }
    free(days);
    s->rows = (gw_check_rows){.before = {.n = n,
                                         .x = s->x,
                                         .t_x = s->t_x,
                                         .age = s->age,
                                         .recent = s->recent,
                                         .first_day = s->first_day,
                                         .period_days = 240},
                              .hidden = s->hidden,
                              .hidden_days = 240,
                              .t_x = s->t_x,
                              .age = s->age,
                              .time = 240,
                              .origins = &s->origins};
    return s;
}

static void close_shop(shop *s)
{
    gw_origins_free(&s->origins, context);
    free(s);
}

/* ---- Chances -------------------------------------------------------------------------------- */

/* The mean log chance, from the model's own pmf of each customer as he stands. */
static double log_score_by_hand(const gw_origins *origins, const gw_model *model)
{
    double sum = 0;
    for (size_t o = 0; o < origins->n; o++) {
        const gw_origin *at = &origins->at[o];
        gw_rows rows = {.n = at->n, .columns = {at->x, at->t_x, at->age}};
        gw_cells *cells = NULL;
        gw_fit fit;
        assert_int_equal(gw_cells_create(&cells, context, model, &rows, NULL), GW_OK);
        assert_int_equal(gw_model_fit(&fit, context, model, cells, NULL, NULL), GW_OK);
        for (size_t i = 0; i < at->n; i++) {
            double pmf[DAYS];
            const double columns[] = {at->x[i], at->t_x[i], at->age[i]};
            assert_int_equal(gw_model_pmf(pmf, (size_t)at->came[i] + 1, context, model, fit.params,
                                          columns, at->days, NULL),
                             GW_OK);
            sum += log(pmf[(size_t)at->came[i]]);
        }
        gw_cells_free(cells);
    }
    return sum / (double)gw_origins_rows(origins);
}

static void log_scores_are_those_of_the_pmf(void **state)
{
    (void)state;
    static const char *const models[] = {"pareto_nbd", "bg_nbd", "mbg_nbd", "nbd"};
    shop *s = open_shop(1200, 200, 1);
    size_t n = s->origins.customers;
    double *all = calloc(2 * n + gw_origins_rows(&s->origins), sizeof *all);
    assert_non_null(all);
    for (size_t m = 0; m < 4; m++) {
        gw_origin_score score;
        gw_origin_score *out = &score;
        const gw_model *model = gw_model_find(models[m]);
        const gw_origin_sums sums = {all, all + n, all + 2 * n};
        assert_int_equal(gw_origins_score(&out, &sums, context, &s->origins, &model, 1, NULL, NULL),
                         GW_OK);
        assert_true(score.fitted);
        check_close(score.log_score, log_score_by_hand(&s->origins, model), 1e-8);
        for (size_t o = 0; o < 4; o++) { /* as a law's own customers come: within 4 of its errors */
            double came = 0;
            for (size_t i = 0; i < s->origins.at[o].n; i++)
                came += s->origins.at[o].came[i];
            if (m == 0)
                assert_true(fabs(came - score.said[o]) < 4 * score.spread[o]);
        }
    }
    free(all);
    close_shop(s);
}

/* ---- The choice ----------------------------------------------------------------------------- */

/* Of customers who leave the NBD is clearly behind, and is not taken; every reason is said. */
static void customers_who_leave_are_not_the_nbds(void **state)
{
    (void)state;
    shop *s = open_shop(MOST, 200, 2);
    gw_check check;
    assert_int_equal(gw_check_run(&check, context, &s->rows, NULL, NULL), GW_OK);
    assert_int_equal(check.looks, 4);
    assert_true(check.look_days == 120);
    assert_int_equal(check.used, check.best_model);
    assert_true(check.entries[check.used].tells_who_left);
    assert_int_equal(check.alive, check.used);
    assert_int_equal(check.shock.n, 4);
    for (size_t e = 0; e < check.n; e++) {
        const gw_check_entry *entry = &check.entries[e];
        if (entry->model == NULL)
            continue;
        assert_true(entry->reason[0] != '\0');
        if (strcmp(entry->code, "nbd") == 0)
            assert_true(entry->behind > 3 * entry->behind_se);
    }
    assert_non_null(strstr(check.verdict, "4 earlier days"));
    close_shop(s);
}

/* Of customers who never leave the NBD is as good as any: the one to begin with can say so too. */
static void customers_who_stay_are_a_tie(void **state)
{
    (void)state;
    shop *s = open_shop(MOST, 0, 3);
    gw_check check;
    assert_int_equal(gw_check_run(&check, context, &s->rows, NULL, NULL), GW_OK);
    const gw_check_entry *used = &check.entries[check.used];
    assert_true(used->behind <= 2 * used->behind_se);
    for (size_t e = 0; e < check.n; e++)
        if (strcmp(check.entries[e].code, "nbd") == 0)
            assert_true(check.entries[e].behind <= 2 * check.entries[e].behind_se);
    close_shop(s);
}

/* Thirty customers: the priors carry, so that every model can be asked, and nobody is sure. */
static void few_customers_can_be_asked(void **state)
{
    (void)state;
    static const size_t few[] = {1, 2, 30};
    for (size_t i = 0; i < 3; i++) {
        shop *s = open_shop(few[i], 200, 4);
        gw_check check;
        assert_int_equal(gw_check_run(&check, context, &s->rows, NULL, NULL), GW_OK);
        assert_true(check.best_model != GW_NOBODY && check.alive != GW_NOBODY);
        for (size_t e = 0; e < check.n; e++) {
            const gw_check_entry *entry = &check.entries[e];
            if (entry->model != NULL)
                assert_true(entry->looks.fitted && isfinite(entry->score.predicted));
        }
        close_shop(s);
    }
}

static void every_failed_allocation_is_said(void **state)
{
    (void)state;
    failing_allocator memory = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *poor = NULL;
    shop *s = open_shop(25, 200, 5);
    gw_status status = GW_NO_MEMORY;
    long fail = 0;
    options.threads = 1;
    failing_allocator_options(&options, &memory);
    assert_int_equal(gw_context_create(&poor, &options, NULL), GW_OK);
    while (status == GW_NO_MEMORY) {
        gw_check check;
        gw_error err = {0};
        fail += fail < 60 ? 1 : fail / 10; /* the first by one, then ever fewer: of a kind */
        memory.calls = 0;
        memory.fail_at = fail;
        status = gw_check_run(&check, poor, &s->rows, gw_model_find("nbd"), &err);
        assert_true(status == GW_OK || err.message[0] != '\0');
    }
    assert_int_equal(status, GW_OK);
    assert_true(fail > 60);
    gw_context_free(poor);
    assert_int_equal(memory.held, 0);
    close_shop(s);
}

/* Windows of whole weeks that leave the first third alone; none in a short history. */
static void the_days_looked_back_from(void **state)
{
    (void)state;
    int32_t days[GW_MAX_LOOKS];
    assert_int_equal(gw_look_days(days, 0, 545), 5); /* 78 weeks: 13 weeks four times */
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(days[i], 545 - 91 * (4 - (int32_t)i));
    assert_int_equal(gw_look_days(days, 0, 80), 0);
    size_t n = gw_look_days(days, 0, 3650); /* ten years: half years, as many as are kept */
    assert_int_equal(n, GW_MAX_LOOKS);
    assert_int_equal(days[n - 1], 3650);
    assert_int_equal(days[1] - days[0], 182);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(log_scores_are_those_of_the_pmf),
        cmocka_unit_test(customers_who_leave_are_not_the_nbds),
        cmocka_unit_test(customers_who_stay_are_a_tie),
        cmocka_unit_test(few_customers_can_be_asked),
        cmocka_unit_test(every_failed_allocation_is_said),
        cmocka_unit_test(the_days_looked_back_from),
    };
    return cmocka_run_group_tests(tests, make_context, free_context);
}
