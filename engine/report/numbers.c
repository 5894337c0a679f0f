/* The list of numbers.h. */
#include "numbers.h"

#include <math.h>

#include "error.h"
#include "report_inside.h"

static double kept(const gw_report *r, const gw_report_candidate *c, const char *picture)
{
    return gw_report_number(r, picture, c->code);
}

static double off(double said, double came)
{
    return came > 0 ? said / came - 1 : (double)NAN;
}

static double days_said(const gw_report *r, const gw_report_candidate *c)
{
    (void)r;
    return c->predicted;
}

static double days_off(const gw_report *r, const gw_report_candidate *c)
{
    (void)r;
    return off(c->predicted, c->actual);
}

static double mae(const gw_report *r, const gw_report_candidate *c)
{
    (void)r;
    return c->mae;
}

static double rmse(const gw_report *r, const gw_report_candidate *c)
{
    (void)r;
    return c->rmse;
}

static double deviance(const gw_report *r, const gw_report_candidate *c)
{
    (void)r;
    return c->deviance;
}

static double mae_of_mean(const gw_report *r, const gw_report_candidate *c)
{
    double mean = c->actual / gw_report_number(r, "facts", "checked");
    return mean > 0 ? c->mae / mean : (double)NAN;
}

static double log_score(const gw_report *r, const gw_report_candidate *c)
{
    (void)r;
    return c->log_score;
}

static double spearman(const gw_report *r, const gw_report_candidate *c)
{
    return kept(r, c, "spearman");
}

static double money_said(const gw_report *r, const gw_report_candidate *c)
{
    return kept(r, c, "money_said");
}

static double money_off(const gw_report *r, const gw_report_candidate *c)
{
    return off(kept(r, c, "money_said"), gw_report_number(r, "facts", "money_came"));
}

static double money_mae(const gw_report *r, const gw_report_candidate *c)
{
    return kept(r, c, "money_mae");
}

static double money_mae_of_mean(const gw_report *r, const gw_report_candidate *c)
{
    double mean =
        gw_report_number(r, "facts", "money_came") / gw_report_number(r, "facts", "checked");
    return mean > 0 ? kept(r, c, "money_mae") / mean : (double)NAN;
}

static double money_rmse(const gw_report *r, const gw_report_candidate *c)
{
    return kept(r, c, "money_rmse");
}

static double gini(const gw_report *r, const gw_report_candidate *c)
{
    return kept(r, c, "gini");
}

static double gini_of_best(const gw_report *r, const gw_report_candidate *c)
{
    return isfinite(kept(r, c, "gini")) ? gw__gini_share(r, c->code) : (double)NAN;
}

static double top_tenth(const gw_report *r, const gw_report_candidate *c)
{
    return kept(r, c, "top_tenth");
}

static double top_tenth_hits(const gw_report *r, const gw_report_candidate *c)
{
    return kept(r, c, "top_tenth_hits");
}

static double tenths_off(const gw_report *r, const gw_report_candidate *c)
{
    return kept(r, c, "decile_miss");
}

static const gw_number numbers[] = {
    {"predicted", "Days said", NULL, 1, false, days_said},
    {"bias", "Sum off by", "%+.1f %%", 100, false, days_off},
    {"mae", "Mean miss<small>MAE, days</small>", "%.3f", 1, false, mae},
    {"rmse", "<small>RMSE, days</small>", "%.3f", 1, false, rmse},
    {"deviance", "How far off<small>mean Poisson deviance</small>", "%.3f", 1, false, deviance},
    {"mae_of_mean", "Mean miss, of the mean<small>normalised MAE</small>", "%.0f %%", 100, false,
     mae_of_mean},
    {"log_score", "Chance given to what came<small>mean log score, looking back</small>", "%.4f", 1,
     false, log_score},
    {"spearman", "Order<small>Spearman, days</small>", "%.3f", 1, false, spearman},
    {"money_said", "Money said", NULL, 1, true, money_said},
    {"money_bias", "Sum off by", "%+.1f %%", 100, true, money_off},
    {"money_mae", "Mean miss<small>MAE</small>", "%.2f", 1, true, money_mae},
    {"money_rmse", "<small>RMSE</small>", "%.2f", 1, true, money_rmse},
    {"money_mae_of_mean", "Mean miss, of the mean<small>normalised MAE</small>", "%.0f %%", 100,
     true, money_mae_of_mean},
    {"gini", "Order<small>Gini</small>", "%.3f", 1, true, gini},
    {"gini_of_best", "Order<small>Gini of the best possible</small>", "%.3f", 1, true,
     gini_of_best},
    {"top_tenth_money", "Money of the first tenth", "%.1f %%", 100, true, top_tenth},
    {"top_tenth_hits", "Best tenth found in it", "%.0f %%", 100, true, top_tenth_hits},
    {"tenths_off_by", "Tenths off by<small>decile MAPE</small>", "%.0f %%", 100, true, tenths_off},
};

const gw_number *gw_numbers(size_t *n_out)
{
    *n_out = sizeof numbers / sizeof *numbers;
    return numbers;
}

/* ---- A limit -------------------------------------------------------------------------------- */

static gw_status no_check(gw_error *err)
{
    return gw_error_set(
        err, GW_FAILED,
        "there is no check to hold to a limit: it needs a reckoning that hid a part "
        "of the history in which somebody came back, and chose by it");
}

gw_status gw_report_within(const gw_report *r, double limit, gw_error *err)
{
    const gw_report_candidate *used = gw__used(r);
    if (used == NULL || !isfinite(days_off(r, used)))
        return no_check(err);
    double days = days_off(r, used);
    double money = money_off(r, used); /* NaN where nothing is said of it */
    if (fabs(days) <= limit && !(fabs(money) > limit))
        return GW_OK;
    bool by_days = fabs(days) > limit;
    return gw_error_set(err, GW_FAILED,
                        "on the hidden days the forecast was %+.1f %% off in %s, more than the "
                        "%.4g %% allowed",
                        100 * (by_days ? days : money), by_days ? "buying days" : "money",
                        100 * limit);
}
