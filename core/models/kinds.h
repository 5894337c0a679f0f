/* What the kinds of models have different: their columns, scores, and what callers give. */
#ifndef GW_KINDS_H
#define GW_KINDS_H

#include <goodwill/models.h>

#include <stdbool.h>

typedef struct gw_kind {
    const char *name; /* as people read it */
    size_t column_count;
    const char *columns[GW_MAX_COLUMNS];
    size_t key[GW_MAX_COLUMNS]; /* the order of columns that cells are sorted by */
    size_t score_count;
    const char *scores[GW_MAX_SCORES];
    size_t columns_to_score; /* the first so many say all that scores need */
    size_t given;            /* the column that gw_model_simulate is given */
    double given_most;
    bool given_whole;
    bool looks_ahead; /* scores read the horizon */
    bool discounts;   /* scores read the rate */
} gw_kind;

/* Borrowed, never NULL for a registered model's kind. */
const gw_kind *gw__kind(gw_model_kind kind);

#endif
