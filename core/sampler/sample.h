/* A sample of a target: by importance sampling, or by chains where that cannot be trusted. */
#ifndef GW_SAMPLE_H
#define GW_SAMPLE_H

#include <stdint.h>

#include "target.h"

/* Points of a target with their weights. */
typedef struct gw_sample {
    size_t n;        /* variables */
    size_t count;    /* points */
    double *points;  /* count x n, row by row */
    double *weights; /* sum 1; NULL: equal */
    size_t chains;   /* 0: independent; else chains of count / chains points follow one another */
    double khat;     /* of the importance weights, those that chains replaced too */
    double ess;      /* 1 / sum w^2; NaN for chains */
    double log_evidence; /* log of the integral of e^target; NaN when khat says it is not known */
    double log_evidence_se;
    size_t evaluations; /* of the density, after the mode was found */
    gw_place mode;
} gw_sample;

typedef struct gw_sample_options {
    size_t draws; /* the effective number wanted */
    uint64_t seed;
} gw_sample_options;

/* khat above this: chains. */
#define GW_KHAT_LIMIT 0.7

/* Statuses of the target, GW_NO_MEMORY; GW_FAILED when the density is nowhere finite. Free with
 * gw_sample_free. The same seed gives the same bits. */
gw_status gw_sample_make(gw_sample *out, gw_context *context, const gw_target *target,
                         const gw_sample_options *options, gw_error *err);
void gw_sample_free(gw_sample *sample, gw_context *context);

/* Copies `draws` points of equal weight (rows of n) into points_out, in random order: systematic
 * resampling of weighted points, evenly spaced points of chains. GW_NO_MEMORY. */
gw_status gw_sample_resample(double *points_out, size_t draws, gw_context *context,
                             const gw_sample *sample, uint64_t seed, gw_error *err);

#endif
