/* The outcome of a fit in one plain sentence, with what can still be said. */
#ifndef GW_FIT_WORDS_H
#define GW_FIT_WORDS_H

#include "model.h"

/* What the sentence is made from. */
typedef struct gw_fit_facts {
    const gw_model *model;
    gw_fit_outcome outcome;
    unsigned unknown;  /* bit i: parameter i is not identified */
    unsigned at_bound; /* bit i: parameter i ran to the edge of the search */
    int iterations;
    int at_limit;     /* max_iterations were used up */
    double customers; /* that say something to the model */
    size_t cells;     /* distinct ones */
    int anyone_back;  /* somebody has x > 0 */
    int anyone_aged;  /* somebody has T > 0; 1 for models without T */
} gw_fit_facts;

void gw__fit_words(char *message_out, size_t size, const gw_fit_facts *facts);

#endif
