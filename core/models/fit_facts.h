/* What a fit can see of its data before it begins, and what the words about it are made from. */
#ifndef GW_FIT_FACTS_H
#define GW_FIT_FACTS_H

#include "model.h"

typedef struct gw_fit_facts {
    const gw_model *model;
    double customers; /* that say something to the model */
    double left_out;  /* weight of rows that say nothing to it */
    size_t cells;     /* distinct ones that do */
    int anyone_back;  /* somebody has x > 0; of contracts: somebody left */
    int anyone_aged;  /* somebody has T > 0 (n > 0, was up for a renewal); 1 for models without */
    /* Of the answer, filled when there is one. */
    gw_fit_outcome outcome;
    unsigned unknown;  /* bit i: parameter i is not identified */
    unsigned at_bound; /* bit i: parameter i ran to the edge of the search */
    int iterations;
    int at_limit; /* max_iterations were used up */
} gw_fit_facts;

void gw__fit_facts_of(gw_fit_facts *out, const gw_model *model, const gw_cells *cells);

#endif
