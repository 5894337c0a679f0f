#include "fit_facts.h"

#include "cells.h"

/* Counts and opportunities: everybody says something. */
static void of_counts(gw_fit_facts *facts, const gw_cells *cells)
{
    const double *x = cells->columns[0];
    const double *T = cells->columns[2];
    for (size_t i = 0; i < cells->n; i++) {
        facts->anyone_back |= x[i] > 0.0;
        facts->anyone_aged |= T[i] > 0.0;
    }
    facts->cells = cells->n;
    facts->customers = cells->customers;
}

static void of_spend(gw_fit_facts *facts, const gw_cells *cells)
{
    const double *x = cells->columns[0];
    facts->anyone_aged = 1;
    for (size_t i = 0; i < cells->n; i++) {
        facts->anyone_back |= x[i] > 0.0;
        facts->cells += x[i] > 0.0;
        facts->left_out += x[i] > 0.0 ? 0.0 : cells->weight[i];
    }
    facts->customers = facts->cells > 0 ? cells->customers - facts->left_out : 0.0;
}

/* The customers of contracts are not counted by rows: somebody who renewed comes again in the next
 * period's row. Those up for a renewal beyond the number who made the one before came into sight
 * there: the sum of these is what one cohort, or several side by side, began with. */
static void of_contracts(gw_fit_facts *facts, const gw_cells *cells)
{
    const double *period = cells->columns[0];
    double renewed_before = 0.0;
    for (size_t i = 0; i < cells->n;) {
        size_t from = i;
        double renewed = 0.0;
        double lost = 0.0;
        for (; i < cells->n && period[i] == period[from]; i++) {
            renewed += cells->weight[i] * cells->columns[1][i];
            lost += cells->weight[i] * cells->columns[2][i];
            facts->cells += period[i] > 0.0 && cells->columns[1][i] + cells->columns[2][i] > 0.0;
        }
        if (period[from] == 0.0 || renewed + lost == 0.0)
            continue;
        int follows = from > 0 && period[from] == period[from - 1] + 1.0;
        double known = follows ? renewed_before : 0.0;
        facts->customers += renewed + lost > known ? renewed + lost - known : 0.0;
        facts->anyone_aged = 1;
        facts->anyone_back |= lost > 0.0;
        renewed_before = renewed;
    }
}

void gw__fit_facts_of(gw_fit_facts *out, const gw_model *model, const gw_cells *cells)
{
    *out = (gw_fit_facts){.model = model};
    switch (model->kind) {
    case GW_MODEL_COUNT:
    case GW_MODEL_DISCRETE:
        of_counts(out, cells);
        return;
    case GW_MODEL_SPEND:
        of_spend(out, cells);
        return;
    case GW_MODEL_CONTRACT:
        of_contracts(out, cells);
        return;
    }
}
