/* Shops that no paper has, for every registered model: what comes is a finite answer with its
 * reason, from the fit, the posterior and the forecast. Each is one of the families below, at
 * random sizes; a failure names the family and its seed. (Random parameters, customers and
 * questions: hostile_long_test.c.) */
#ifndef GW_TEST_STRANGE_SHOPS_H
#define GW_TEST_STRANGE_SHOPS_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "rng.h"
#include "subject.h"

enum { MOST_PEOPLE = 300 };

typedef struct shop {
    gw_rng rng;
    size_t n;
    double column[GW_MAX_COLUMNS][MOST_PEOPLE];
} shop;

typedef struct family {
    const char *name;
    void (*open)(shop *out);
} family;

static inline size_t some_people(shop *s)
{
    s->n = 1 + (size_t)gw_rng_below(&s->rng, MOST_PEOPLE);
    return s->n;
}

static inline void set(shop *s, size_t i, double first, double second, double third)
{
    s->column[0][i] = first;
    s->column[1][i] = second;
    s->column[2][i] = third;
}

static inline void scale(shop *s, size_t column, double by)
{
    for (size_t i = 0; i < s->n; i++)
        s->column[column][i] *= by;
}

/* ---- Who buys when: x, t_x, T --------------------------------------------------------------- */

static inline void only_one_time_buyers(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++)
        set(s, i, 0, 0, ceil(100 * gw_rng_uniform(&s->rng)));
}

static inline void one_customer(shop *s)
{
    double T = ceil(100 * gw_rng_uniform(&s->rng));
    double x = (double)gw_rng_below(&s->rng, 30);
    s->n = 1;
    set(s, 0, x, x > 0 ? T * gw_rng_uniform(&s->rng) : 0, T);
}

static inline void repeat_first(shop *s)
{
    for (size_t i = 1; i < s->n; i++)
        for (size_t c = 0; c < GW_MAX_COLUMNS; c++)
            s->column[c][i] = s->column[c][0];
}

static inline void identical_customers(shop *s)
{
    one_customer(s);
    some_people(s);
    repeat_first(s);
}

/* Nobody ever leaves. */
static inline void pure_nbd(shop *s)
{
    double r = exp(2 * gw_draw_normal(&s->rng)), alpha = r * exp(1 + gw_draw_normal(&s->rng));
    for (size_t i = 0, n = some_people(s); i < n; i++) {
        double T = 10 + 90 * gw_rng_uniform(&s->rng);
        double x = (double)gw_draw_poisson(&s->rng, gw_draw_gamma(&s->rng, r) / alpha * T);
        set(s, i, x, x > 0 ? T * pow(gw_rng_uniform(&s->rng), 1 / x) : 0, T);
    }
}

static inline void opened_today(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++)
        set(s, i, 0, 0, 0);
}

static inline void nearly_every_week_for_ten_years(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++)
        set(s, i, 500, 515 + 5 * gw_rng_uniform(&s->rng), 520);
}

static inline void came_back_at_once_and_left(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++)
        set(s, i, 1, 1.0 / 7, 520);
}

static inline void all_bought_today(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++) {
        double T = 1 + 100 * gw_rng_uniform(&s->rng);
        double x = (double)gw_rng_below(&s->rng, 6);
        set(s, i, x, x > 0 ? T : 0, T);
    }
}

static inline void time_in_nanoseconds(shop *s)
{
    pure_nbd(s);
    scale(s, 1, 1e9);
    scale(s, 2, 1e9);
}

static inline void time_in_aeons(shop *s)
{
    pure_nbd(s);
    scale(s, 1, 1e-9);
    scale(s, 2, 1e-9);
}

static inline void one_reseller_among_them(shop *s)
{
    only_one_time_buyers(s);
    set(s, 0, 1e6, 519, 520);
}

static inline void half_opened_today(shop *s)
{
    pure_nbd(s);
    for (size_t i = 0; i < s->n; i += 2)
        set(s, i, 0, 0, 0);
}

static inline void anybody(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++) {
        double T = exp(4 * gw_draw_normal(&s->rng));
        double x = floor(exp(3 * gw_draw_normal(&s->rng)));
        set(s, i, x, x > 0 ? T * gw_rng_uniform(&s->rng) : 0, T);
    }
}

static const family counts[] = {
    {"only one-time buyers", only_one_time_buyers},
    {"one customer", one_customer},
    {"identical customers", identical_customers},
    {"nobody leaves", pure_nbd},
    {"opened today", opened_today},
    {"500 purchases in 520 weeks", nearly_every_week_for_ten_years},
    {"came back at once and left", came_back_at_once_and_left},
    {"all bought today", all_bought_today},
    {"time in nanoseconds", time_in_nanoseconds},
    {"time in aeons", time_in_aeons},
    {"one reseller", one_reseller_among_them},
    {"half opened today", half_opened_today},
    {"anybody", anybody},
};

/* ---- What an order is worth: x, mean_spend -------------------------------------------------- */

static inline void ordinary_orders(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++) {
        double x = (double)gw_rng_below(&s->rng, 8);
        double usual = 15 / gw_draw_gamma(&s->rng, 3.7);
        set(s, i, x, x > 0 ? usual * gw_draw_gamma(&s->rng, 6 * x) / x : 0, 0);
    }
}

static inline void nobody_came_back(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++)
        set(s, i, 0, 0, 0);
}

static inline void one_came_back(shop *s)
{
    nobody_came_back(s);
    set(s, 0, 1 + (double)gw_rng_below(&s->rng, 20), exp(3 * gw_draw_normal(&s->rng)), 0);
}

static inline void identical_orders(shop *s)
{
    one_came_back(s);
    some_people(s);
    repeat_first(s);
}

static inline void one_price(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++)
        set(s, i, 1 + (double)gw_rng_below(&s->rng, 50), 9.99, 0);
}

static inline void money_times_billion(shop *s)
{
    ordinary_orders(s);
    scale(s, 1, 1e9);
}

static inline void money_by_billion(shop *s)
{
    ordinary_orders(s);
    scale(s, 1, 1e-9);
}

static inline void one_buys_the_shop(shop *s)
{
    ordinary_orders(s);
    set(s, 0, 1, 1e12, 0);
}

static inline void no_typical_order(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++)
        set(s, i, (double)gw_rng_below(&s->rng, 3),
            fabs(tan(1.5 * gw_rng_uniform(&s->rng))) * 20 + 0.01, 0);
}

static inline void thousands_of_orders(shop *s)
{
    for (size_t i = 0, n = some_people(s); i < n; i++)
        set(s, i, 1e6, 20 + gw_rng_uniform(&s->rng), 0);
}

static const family spends[] = {
    {"ordinary orders", ordinary_orders},
    {"nobody came back", nobody_came_back},
    {"one came back", one_came_back},
    {"identical orders", identical_orders},
    {"one price", one_price},
    {"money times a billion", money_times_billion},
    {"money by a billion", money_by_billion},
    {"one buys the shop", one_buys_the_shop},
    {"no typical order", no_typical_order},
    {"a million orders each", thousands_of_orders},
};

/* ---- Who renews: period, active, lost ------------------------------------------------------- */

static inline void cohort(shop *s, double first, double churn_from, double churn_to)
{
    s->n = 1 + (size_t)gw_rng_below(&s->rng, 24);
    for (size_t i = 0; i < s->n; i++) {
        double churn = churn_from + (churn_to - churn_from) * (double)i / (double)s->n;
        double lost = round(first * churn);
        set(s, i, 1 + (double)i, first - lost, lost);
        first -= lost;
    }
}

static inline void ordinary_contracts(shop *s)
{
    cohort(s, 1000, 0.3 * gw_rng_uniform(&s->rng), 0.02);
}

static inline void nobody_left(shop *s)
{
    cohort(s, 1 + (double)gw_rng_below(&s->rng, 1000), 0, 0);
}

static inline void everybody_left(shop *s)
{
    cohort(s, 1 + (double)gw_rng_below(&s->rng, 1000), 1, 1);
}

static inline void leaving_grows(shop *s)
{
    cohort(s, 5000, 0.01, 0.6);
}

static inline void one_contract(shop *s)
{
    cohort(s, 1, 0, 0);
}

static inline void a_billion_contracts(shop *s)
{
    cohort(s, 1e9, 0.2, 0.05);
}

static inline void nobody_up_for_it(shop *s)
{
    cohort(s, 0, 0, 0);
}

static inline void late_renewals_only(shop *s)
{
    s->n = 1;
    set(s, 0, 1e5, (double)gw_rng_below(&s->rng, 50), (double)gw_rng_below(&s->rng, 50));
}

static const family contracts[] = {
    {"ordinary contracts", ordinary_contracts},
    {"nobody left", nobody_left},
    {"everybody left", everybody_left},
    {"leaving grows", leaving_grows},
    {"one contract", one_contract},
    {"a billion contracts", a_billion_contracts},
    {"nobody up for renewal", nobody_up_for_it},
    {"only the hundred thousandth renewal", late_renewals_only},
};

/* ---- Who takes opportunities: x, t_x, n ----------------------------------------------------- */

static inline void takers(shop *s, double most, double chance)
{
    for (size_t i = 0, n = some_people(s); i < n; i++) {
        double taken = 0, last = 0;
        for (double k = 1; k <= most; k++)
            if (gw_rng_uniform(&s->rng) < chance) {
                taken++;
                last = k;
            }
        set(s, i, taken, last, most);
    }
}

static inline void some_take(shop *s)
{
    takers(s, 1 + (double)gw_rng_below(&s->rng, 12), gw_rng_uniform(&s->rng));
}

static inline void nobody_takes(shop *s)
{
    takers(s, 6, 0);
}

static inline void everybody_takes(shop *s)
{
    takers(s, 6, 1);
}

static inline void no_opportunity(shop *s)
{
    takers(s, 0, 1);
}

static inline void one_taker(shop *s)
{
    takers(s, 6, 0.5);
    s->n = 1;
}

static inline void a_thousand_opportunities(shop *s)
{
    takers(s, 1000, 0.3);
}

static const family discretes[] = {
    {"some take", some_take},
    {"nobody takes", nobody_takes},
    {"everybody takes", everybody_takes},
    {"no opportunity", no_opportunity},
    {"one taker", one_taker},
    {"a thousand opportunities", a_thousand_opportunities},
};

/* ---- Asking --------------------------------------------------------------------------------- */

typedef struct question {
    gw_context *context;
    const gw_model *model;
    const gw_cells *cells;
    const char *family;
    uint64_t seed;
    double horizon;
} question;

#define complain(q, ...)                                                                           \
    do {                                                                                           \
        print_error("%s, \"%s\", seed %llu: ", gw_model_name((q)->model), (q)->family,             \
                    (unsigned long long)(q)->seed);                                                \
        fail_msg(__VA_ARGS__);                                                                     \
    } while (0)

static inline void check_strange_fit(const question *q)
{
    gw_fit fit;
    gw_error err = {GW_OK, ""};
    if (gw_model_fit(&fit, q->context, q->model, q->cells, NULL, &err) != GW_OK)
        complain(q, "the fit ends with: %s", err.message);
    if (fit.message[0] == '\0')
        complain(q, "a fit without a word");
    if (fit.outcome != GW_FIT_CONVERGED)
        return;
    for (size_t i = 0; i < gw_model_parameter_count(q->model); i++)
        if (!(fit.params[i] > 0 && isfinite(fit.params[i]) && fit.se[i] > 0 &&
              isfinite(fit.se[i]) && isfinite(fit.log_lik)))
            complain(q, "converged at %s = %g +- %g with log-likelihood %g",
                     gw_model_parameter_name(q->model, i), fit.params[i], fit.se[i], fit.log_lik);
}

/* What may be said of anybody; NaN is for whom a reason is given. */
static inline int possible(const char *score, double value, const gw_score_report *report)
{
    if (isnan(value))
        return report->undefined > 0 && report->reason[0] != '\0';
    if (strcmp(score, "p_alive") == 0 || strcmp(score, "survival") == 0 ||
        strcmp(score, "retention") == 0)
        return value >= 0 && value <= 1;
    if (strncmp(score, "log_", 4) == 0)
        return !(isinf(value) && value > 0);
    return value >= 0 && isfinite(value);
}

/* A shop that nobody ever came back to is not told of many who will: less than one in three
 * customers coming back once within the age of the oldest. */
static inline void check_nobody_promises_much(const question *q, const double *expected)
{
    double sum = 0, customers = gw_cells_customers(q->cells);
    if (strcmp(q->family, "only one-time buyers") != 0 || customers < 50)
        return;
    for (size_t k = 0; k < gw_cells_count(q->cells); k++)
        sum += gw_cells_weight(q->cells)[k] * expected[k];
    if (!(sum < customers / 3))
        complain(q, "%g buying days are expected of %g one-time buyers", sum, customers);
}

static inline void check_strange_scores(const question *q, const double *params)
{
    static double score[GW_MAX_SCORES][MOST_PEOPLE];
    double *scores[GW_MAX_SCORES];
    gw_score_options options = {sizeof options, q->horizon, 0.1 / q->horizon};
    gw_score_report report;
    gw_error err = {GW_OK, ""};
    for (size_t i = 0; i < GW_MAX_SCORES; i++)
        scores[i] = score[i];
    if (gw_model_score(scores, &report, q->context, q->model, params, q->cells, &options, &err) !=
        GW_OK)
        complain(q, "the forecast ends with: %s", err.message);
    for (size_t i = 0; i < gw_model_score_count(q->model); i++)
        for (size_t k = 0; k < gw_cells_count(q->cells); k++)
            if (!possible(gw_model_score_name(q->model, i), score[i][k], &report))
                complain(q, "%s of row %zu is %g (%s)", gw_model_score_name(q->model, i), k,
                         score[i][k], report.reason);
    for (size_t i = 0; i < gw_model_score_count(q->model); i++)
        if (strcmp(gw_model_score_name(q->model, i), "expected") == 0)
            check_nobody_promises_much(q, score[i]);
}

static inline void check_strange_posterior(const question *q)
{
    gw_posterior *posterior = NULL;
    gw_posterior_options options = GW_POSTERIOR_OPTIONS_INIT;
    gw_error err = {GW_OK, ""};
    size_t k = gw_model_parameter_count(q->model);
    options.draws = 40;
    options.seed = q->seed;
    if (gw_model_posterior(&posterior, q->context, q->model, q->cells, &options, &err) != GW_OK)
        complain(q, "the posterior ends with: %s", err.message);
    const gw_posterior_report *r = gw_posterior_report_of(posterior);
    if (r->message[0] == '\0' || (r->method == GW_POSTERIOR_IMPORTANCE && !isfinite(r->khat)))
        complain(q, "a posterior with k-hat %g and the words \"%s\"", r->khat, r->message);
    for (size_t i = 0; i < k; i++) {
        const gw_posterior_summary *p = &r->parameters[i];
        if (!(isfinite(p->mean) && p->q05 > 0 && p->q05 <= p->q50 && p->q50 <= p->q95 &&
              isfinite(p->q95) && p->ess > 0))
            complain(q, "%s has mean %g, from %g by %g to %g, worth %g draws",
                     gw_model_parameter_name(q->model, i), p->mean, p->q05, p->q50, p->q95, p->ess);
    }
    for (size_t draw = 0; draw < r->draws; draw += 8)
        check_strange_scores(q, gw_posterior_draws(posterior) + draw * k);
    gw_posterior_free(posterior);
}

/* A horizon that means something to the shop: the age of its oldest customer. */
static inline double horizon_of(const gw_model *model, const shop *s)
{
    double most = 0;
    if (gw_model_kind_of(model) != GW_MODEL_COUNT)
        return 12;
    for (size_t i = 0; i < s->n; i++)
        most = fmax(most, s->column[2][i]);
    return most > 0 ? most : 52;
}

static inline void ask_strange_shop(gw_context *context, const gw_model *model, const family *f,
                                    uint64_t seed)
{
    static shop s;
    gw_error err = {GW_OK, ""};
    gw_cells *cells = NULL;
    gw_rows rows = {.n = 0};
    s.rng = gw_rng_seeded(seed, 3);
    f->open(&s);
    question q = {context, model, NULL, f->name, seed, horizon_of(model, &s)};
    rows.n = s.n;
    for (size_t i = 0; i < GW_MAX_COLUMNS; i++)
        rows.columns[i] = s.column[i];
    if (gw_cells_create(&cells, context, model, &rows, &err) != GW_OK)
        complain(&q, "the table is refused: %s", err.message);
    q.cells = cells;
    check_strange_fit(&q);
    check_strange_posterior(&q);
    gw_cells_free(cells);
}

/* As many shops of each kind, the families in turn. */
static inline void ask_strange_shops(uint64_t shops)
{
    static const struct {
        const family *families;
        size_t n;
    } kinds[] = {
        [GW_MODEL_COUNT] = {counts, sizeof counts / sizeof *counts},
        [GW_MODEL_SPEND] = {spends, sizeof spends / sizeof *spends},
        [GW_MODEL_CONTRACT] = {contracts, sizeof contracts / sizeof *contracts},
        [GW_MODEL_DISCRETE] = {discretes, sizeof discretes / sizeof *discretes},
    };
    gw_context *context = context_with(1);
    for (size_t i = 0; i < gw_model_count(); i++) {
        const gw_model *model = gw_model_at(i);
        gw_model_kind kind = gw_model_kind_of(model);
        for (uint64_t seed = 1; seed <= shops; seed++)
            ask_strange_shop(context, model, &kinds[kind].families[seed % kinds[kind].n], seed);
    }
    gw_context_free(context);
}

#endif
