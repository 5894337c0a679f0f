/* Money in the hidden part: tenths of customers, gain, Gini; see check_series.h. Every candidate's
 * buying days are multiplied by the same expected order, fitted before the split, as in the ledger:
 * so a simple rule is given the same knowledge of money as a model. */
#include <math.h>

#include "check_series_inside.h"
#include "error.h"
#include "memory.h"
#include "parallel.h"
#include "ranking.h"

#define TENTHS 10
#define GAIN_POINTS 50

static void add_gain(const gw__check_view *view, const char *code, const gw_ranking *ranking)
{
    if (!isfinite(gw_ranking_gini(ranking)))
        return;
    for (size_t i = 0; i <= GAIN_POINTS; i++) {
        double share = (double)i / GAIN_POINTS;
        gw_series_point point = gw_series_at("gain", code, share, gw_ranking_gain(ranking, share));
        gw_series_add(view->out, &point);
    }
}

static void add_tenths(const gw__check_view *view, const gw_ranking *ranking)
{
    double shock = gw_common_shock_sd(&view->check->shock);
    for (size_t t = 0; t < TENTHS; t++) {
        gw_ranking_group group;
        gw_ranking_group_of(&group, ranking, t, TENTHS);
        double shared = shock * group.predicted;
        double sd = sqrt(group.spread * group.spread / group.customers + shared * shared);
        gw_series_point came = gw_series_at("deciles", "came", (double)t + 1, group.actual);
        gw_series_point said = gw_series_at("deciles", "said", (double)t + 1, group.predicted);
        said.low = fmax(0.0, group.predicted - GW__Z80 * sd);
        said.high = group.predicted + GW__Z80 * sd;
        came.customers = said.customers = group.customers;
        gw_series_add(view->out, &came);
        gw_series_add(view->out, &said);
    }
}

/* The mean over tenths of how far what was said lies from what came, as a share of that. */
static double tenths_miss(const gw_ranking *ranking)
{
    double sum = 0;
    double tenths = 0;
    for (size_t t = 0; t < TENTHS; t++) {
        gw_ranking_group group;
        gw_ranking_group_of(&group, ranking, t, TENTHS);
        if (!(group.actual > 0))
            continue;
        sum += fabs(group.predicted / group.actual - 1);
        tenths += 1;
    }
    return sum / tenths; /* NaN where no tenth brought anything */
}

static void add_order(const gw__check_view *view, const char *code, const gw_ranking *ranking,
                      bool drawn)
{
    gw__check_number(view, "gini", code, gw_ranking_gini(ranking));
    gw__check_number(view, "top_tenth", code, gw_ranking_gain(ranking, 0.1));
    if (drawn)
        add_gain(view, code, ranking);
}

/* Candidates put in order at once, each by a thread. */
#define AT_ONCE 2

typedef struct order_work {
    const gw__check_view *view;
    double *money; /* of each candidate in turn */
    gw_ranking *rankings[AT_ONCE];
    gw_status status[AT_ONCE];
    gw_error errors[AT_ONCE];
} order_work;

static void order_unit(size_t unit, int worker, void *user)
{
    order_work *work = user;
    const gw_check_sample *s = work->view->sample;
    (void)worker;
    work->status[unit] =
        gw_ranking_create(&work->rankings[unit], work->view->context, work->money + unit * s->n,
                          s->hidden_paid, s->n, &work->errors[unit]);
}

static void add_candidate(const gw__check_view *view, size_t e, const gw_ranking *ranking)
{
    const gw_check_entry *entry = &view->check->entries[e];
    bool is_rule = entry->model == NULL && entry->baseline != GW_BASELINE_zero;
    add_order(view, entry->code, ranking, e == view->check->used || is_rule);
    gw__check_number(view, "decile_miss", entry->code, tenths_miss(ranking));
    if (e == view->check->used)
        add_tenths(view, ranking);
}

/* How far off the money is, customer by customer. */
static void add_misses(const gw__check_view *view, const char *code, const double *money)
{
    const gw_check_sample *s = view->sample;
    double said = 0;
    double misses = 0;
    double squares = 0;
    for (size_t i = 0; i < s->n; i++) {
        double miss = money[i] - s->hidden_paid[i];
        said += money[i];
        misses += fabs(miss);
        squares += miss * miss;
    }
    gw__check_number(view, "money_said", code, said);
    gw__check_number(view, "money_mae", code, misses / (double)s->n);
    gw__check_number(view, "money_rmse", code, sqrt(squares / (double)s->n));
}

/* The candidates first .. first + n - 1, n <= AT_ONCE. */
static gw_status add_candidates(order_work *work, size_t first, size_t n, const double *sizes,
                                gw_error *err)
{
    const gw__check_view *view = work->view;
    size_t customers = view->sample->n;
    gw_status status = GW_OK;
    for (size_t c = 0; c < n; c++) {
        double *money = work->money + c * customers;
        work->rankings[c] = NULL;
        GW_TRY(gw__check_predict(money, view, &view->check->entries[first + c], err));
        for (size_t i = 0; i < customers; i++)
            money[i] *= sizes[i];
        add_misses(view, view->check->entries[first + c].code, money);
    }
    gw_parallel_for(view->context, n, order_unit, work);
    for (size_t c = 0; c < n; c++) {
        if (work->status[c] == GW_OK && status == GW_OK)
            add_candidate(view, first + c, work->rankings[c]);
        if (work->status[c] != GW_OK && status == GW_OK) {
            status = work->status[c];
            if (err != NULL)
                *err = work->errors[c];
        }
        gw_ranking_free(work->rankings[c]);
    }
    return status;
}

gw_status gw__check_money(const gw__check_view *view, gw_error *err)
{
    const gw_check_sample *s = view->sample;
    gw_ranking *perfect = NULL;
    if (s->order_size == NULL)
        return GW_OK;
    double *money = gw_alloc(view->context, s->n, AT_ONCE * sizeof *money);
    if (money == NULL)
        return gw_error_no_memory(err, "the pictures of the check");
    order_work work = {.view = view, .money = money};
    gw_status status =
        gw_ranking_create(&perfect, view->context, s->hidden_paid, s->hidden_paid, s->n, err);
    double came = 0;
    for (size_t i = 0; i < s->n; i++)
        came += s->hidden_paid[i];
    gw__check_number(view, "facts", "money_came", came);
    if (status == GW_OK)
        add_order(view, "perfect", perfect, true);
    gw_ranking_free(perfect);
    for (size_t e = 0; e < view->check->n && status == GW_OK; e += AT_ONCE) {
        size_t left = view->check->n - e;
        status = add_candidates(&work, e, left < AT_ONCE ? left : AT_ONCE, s->order_size, err);
    }
    gw_release(view->context, money);
    return status;
}
