/* Which rows may become cells: the domains that models.h gives for each column. */
#include "cells_check.h"

#include <math.h>
#include <stdbool.h>

#include "error.h"

#define MOST_OCCASIONS 1e9
#define LONGEST_TIME 1e12

/* Comparisons are written so that NaN fails them. */
static bool is_count(double x)
{
    return x >= 0.0 && x <= MOST_OCCASIONS && (double)(int64_t)x == x;
}

static bool is_count_row(double x, double t_x, double T)
{
    return is_count(x) && t_x >= 0.0 && t_x <= T && T <= LONGEST_TIME && (x > 0.0 || t_x == 0.0);
}

static bool is_contract_row(double period, double active, double lost)
{
    return is_count(period) && period <= GW_MOST_PERIODS && active >= 0.0 && isfinite(active) &&
           lost >= 0.0 && isfinite(lost) && (period > 0.0 || lost == 0.0);
}

static bool is_discrete_row(double x, double t_x, double n)
{
    return is_count(x) && is_count(t_x) && is_count(n) && n <= GW_MOST_PERIODS && x <= t_x &&
           t_x <= n && (x > 0.0 || t_x == 0.0);
}

static bool is_spend_row(double x, double mean_spend)
{
    return is_count(x) && (x == 0.0 || (mean_spend > 0.0 && isfinite(mean_spend)));
}

static gw_status bad_number(size_t row, const char *field, double value, const char *wanted,
                            gw_error *err)
{
    return gw_error_set(err, GW_BAD_DATA, "row %zu: %s is %.17g, must be %s", row, field, value,
                        wanted);
}

static gw_status bad_count_row(size_t row, double x, double t_x, double T, gw_error *err)
{
    if (!is_count(x))
        return bad_number(row, "x", x, "a whole number from 0 to 1e9", err);
    if (!(T >= 0.0 && T <= LONGEST_TIME))
        return bad_number(row, "T", T, "a time from 0 to 1e12", err);
    if (!(t_x >= 0.0 && isfinite(t_x)))
        return bad_number(row, "t_x", t_x, "a time of at least 0", err);
    if (t_x > T)
        return gw_error_set(err, GW_BAD_DATA,
                            "row %zu: t_x is %.17g, after T, which is %.17g: the last occasion "
                            "cannot be later than the end of observation",
                            row, t_x, T);
    return gw_error_set(err, GW_BAD_DATA,
                        "row %zu: t_x is %.17g, but x is 0: without a repeat occasion t_x is 0",
                        row, t_x);
}

static gw_status bad_spend_row(size_t row, double x, double mean_spend, gw_error *err)
{
    if (!is_count(x))
        return bad_number(row, "x", x, "a whole number from 0 to 1e9", err);
    return bad_number(row, "mean_spend", mean_spend, "a finite amount above 0 where x > 0", err);
}

static gw_status bad_contract_row(size_t row, double period, double active, double lost,
                                  gw_error *err)
{
    if (!(is_count(period) && period <= GW_MOST_PERIODS))
        return bad_number(row, "period", period, "a whole number from 0 to 1e6", err);
    if (!(active >= 0.0 && isfinite(active)))
        return bad_number(row, "active", active, "a number of customers, at least 0", err);
    if (!(lost >= 0.0 && isfinite(lost)))
        return bad_number(row, "lost", lost, "a number of customers, at least 0", err);
    return gw_error_set(err, GW_BAD_DATA,
                        "row %zu: lost is %.17g in period 0: period 0 is the start, and nobody can "
                        "leave before the first renewal, which is period 1",
                        row, lost);
}

static gw_status bad_discrete_row(size_t row, double x, double t_x, double n, gw_error *err)
{
    if (!(is_count(n) && n <= GW_MOST_PERIODS))
        return bad_number(row, "n", n, "a whole number from 0 to 1e6", err);
    if (!is_count(x))
        return bad_number(row, "x", x, "a whole number from 0 to n", err);
    if (!is_count(t_x))
        return bad_number(row, "t_x", t_x, "the number of an opportunity, whole, from 0 to n", err);
    if (t_x > n)
        return gw_error_set(err, GW_BAD_DATA,
                            "row %zu: t_x is %.17g, after n, which is %.17g: the last opportunity "
                            "taken is one of the n there were",
                            row, t_x, n);
    if (x > t_x)
        return gw_error_set(err, GW_BAD_DATA,
                            "row %zu: x is %.17g, but t_x is %.17g: %.17g opportunities cannot be "
                            "taken in the first %.17g",
                            row, x, t_x, x, t_x);
    return gw_error_set(err, GW_BAD_DATA,
                        "row %zu: t_x is %.17g, but x is 0: where none was taken t_x is 0", row,
                        t_x);
}

static gw_status check_contract_rows(const gw_rows *rows, gw_error *err)
{
    for (size_t i = 0; i < rows->n; i++) {
        double period = rows->columns[0][i];
        double active = rows->columns[1] != NULL ? rows->columns[1][i] : 0.0;
        double lost = rows->columns[2] != NULL ? rows->columns[2][i] : 0.0;
        if (!is_contract_row(period, active, lost))
            return bad_contract_row(i + 1, period, active, lost, err);
    }
    return GW_OK;
}

static gw_status check_discrete_rows(const gw_rows *rows, gw_error *err)
{
    const double *x = rows->columns[0];
    const double *t_x = rows->columns[1];
    const double *n = rows->columns[2];
    for (size_t i = 0; i < rows->n; i++)
        if (!is_discrete_row(x[i], t_x[i], n[i]))
            return bad_discrete_row(i + 1, x[i], t_x[i], n[i], err);
    return GW_OK;
}

static gw_status check_count_rows(const gw_rows *rows, gw_error *err)
{
    const double *x = rows->columns[0];
    const double *t_x = rows->columns[1];
    const double *T = rows->columns[2];
    for (size_t i = 0; i < rows->n; i++)
        if (!is_count_row(x[i], t_x[i], T[i]))
            return bad_count_row(i + 1, x[i], t_x[i], T[i], err);
    return GW_OK;
}

static gw_status check_spend_rows(const gw_rows *rows, gw_error *err)
{
    const double *x = rows->columns[0];
    const double *mean_spend = rows->columns[1];
    for (size_t i = 0; i < rows->n; i++)
        if (!is_spend_row(x[i], mean_spend[i]))
            return bad_spend_row(i + 1, x[i], mean_spend[i], err);
    return GW_OK;
}

static gw_status check_weights(const gw_rows *rows, gw_error *err)
{
    if (rows->weight == NULL)
        return GW_OK;
    double sum = 0.0;
    for (size_t i = 0; i < rows->n; i++) {
        if (!(rows->weight[i] > 0.0 && isfinite(rows->weight[i])))
            return bad_number(i + 1, "weight", rows->weight[i], "finite and above 0", err);
        sum += rows->weight[i];
    }
    if (!isfinite(sum))
        return gw_error_set(err, GW_BAD_DATA, "the weights add up to more than a number can hold");
    return GW_OK;
}

static gw_status check_by_kind(const gw_rows *rows, gw_model_kind kind, gw_error *err)
{
    switch (kind) {
    case GW_MODEL_COUNT:
        return check_count_rows(rows, err);
    case GW_MODEL_SPEND:
        return check_spend_rows(rows, err);
    case GW_MODEL_CONTRACT:
        return check_contract_rows(rows, err);
    case GW_MODEL_DISCRETE:
        return check_discrete_rows(rows, err);
    }
    return GW_WRONG_USE;
}

gw_status gw__check_rows(const gw_rows *rows, gw_model_kind kind, gw_error *err)
{
    if (rows->n == 0)
        return gw_error_set(err, GW_BAD_DATA, "there are no rows");
    if (rows->n > UINT32_MAX)
        return gw_error_set(err, GW_BAD_DATA, "%zu rows are more than the 4294967295 allowed",
                            rows->n);
    GW_TRY(check_by_kind(rows, kind, err));
    return check_weights(rows, err);
}
