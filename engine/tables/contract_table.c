#include "contract_table.h"

#include <math.h>
#include <stdbool.h>

#include "error.h"
#include "memory.h"

enum { PERIOD, ACTIVE, LOST };

/* A table added up by period: entry n is period n. */
typedef struct periods {
    size_t last;
    double *active;
    double *lost;
    double *memory;
} periods;

static bool may_be(const gw_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        double period = rows->columns[PERIOD][i];
        if (!(period >= 0.0 && period <= GW_MOST_PERIODS && floor(period) == period))
            return false;
        for (size_t c = ACTIVE; c <= LOST; c++)
            if (!(rows->columns[c][i] >= 0.0 && isfinite(rows->columns[c][i])))
                return false;
        if (rows->weight != NULL && !(rows->weight[i] > 0.0 && isfinite(rows->weight[i])))
            return false;
    }
    return rows->n > 0;
}

static gw_status add_up(periods *out, gw_context *context, const gw_rows *rows, gw_error *err)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->columns[PERIOD][i] > (double)out->last)
            out->last = (size_t)rows->columns[PERIOD][i];
    out->memory = gw_alloc_zero(context, 2 * (out->last + 1), sizeof(double));
    if (out->memory == NULL)
        return gw_error_no_memory(err, "a table of contracts");
    out->active = out->memory;
    out->lost = out->memory + out->last + 1;
    for (size_t i = 0; i < rows->n; i++) {
        size_t n = (size_t)rows->columns[PERIOD][i];
        double weight = rows->weight != NULL ? rows->weight[i] : 1.0;
        out->active[n] += weight * rows->columns[ACTIVE][i];
        out->lost[n] += weight * rows->columns[LOST][i];
    }
    return GW_OK;
}

static bool same(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* Those active after the renewal are up for the next one: some leave, the others stay. */
static bool is_after(const periods *p)
{
    for (size_t n = 2; n <= p->last; n++)
        if (!same(p->active[n - 1], p->active[n] + p->lost[n]))
            return false;
    return true;
}

static bool is_before(const periods *p)
{
    for (size_t n = 1; n < p->last; n++)
        if (!same(p->active[n] - p->lost[n], p->active[n + 1]))
            return false;
    return p->last >= 2 && p->active[p->last] >= p->lost[p->last];
}

static bool is_when_last_seen(const periods *p)
{
    for (size_t n = 0; n < p->last; n++)
        if (p->active[n] > 0.0)
            return false;
    return p->last >= 2 && p->active[p->last] > 0.0;
}

static gw_status take_off_lost(gw_rows *rows, gw_contract_reading *out, gw_context *context,
                               gw_error *err)
{
    out->memory = gw_alloc(context, rows->n, sizeof(double));
    if (out->memory == NULL)
        return gw_error_no_memory(err, "a table of contracts");
    for (size_t i = 0; i < rows->n; i++) /* a row may be one of several cohorts, rounded apart */
        out->memory[i] = fmax(rows->columns[ACTIVE][i] - rows->columns[LOST][i], 0.0);
    rows->columns[ACTIVE] = out->memory;
    out->words = "`active` less `lost` is the next period's `active`: it was read as those active "
                 "before the renewal.";
    return GW_OK;
}

/* Whoever left or was last seen in a later period renewed in this one. */
static gw_status fill_renewals(gw_rows *rows, gw_contract_reading *out, gw_context *context,
                               const periods *p, gw_error *err)
{
    out->memory = gw_alloc(context, 3 * p->last, sizeof(double));
    if (out->memory == NULL)
        return gw_error_no_memory(err, "a table of contracts");
    double later = 0.0;
    for (size_t n = p->last; n >= 1; n--) {
        out->memory[n - 1] = (double)n;
        out->memory[p->last + n - 1] = later + p->active[n];
        out->memory[2 * p->last + n - 1] = p->lost[n];
        later += p->active[n] + p->lost[n];
    }
    *rows = (gw_rows){.n = p->last,
                      .columns = {out->memory, out->memory + p->last, out->memory + 2 * p->last}};
    out->words =
        "`active` is 0 in every period but the last: it was read as those last seen active "
        "then.";
    return GW_OK;
}

gw_status gw_contract_table_read(gw_rows *rows, gw_contract_reading *out, gw_context *context,
                                 gw_error *err)
{
    periods p = {0};
    if (!may_be(rows))
        return GW_OK;
    gw_status status = add_up(&p, context, rows, err);
    if (status == GW_OK && p.last >= 1 && !is_after(&p)) {
        if (is_before(&p))
            status = take_off_lost(rows, out, context, err);
        else if (is_when_last_seen(&p))
            status = fill_renewals(rows, out, context, &p, err);
    }
    gw_release(context, p.memory);
    return status;
}
