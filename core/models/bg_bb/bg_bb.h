/* The inside of the BG/BB, shared by its likelihood, scores and chances. */
#ifndef GW_BG_BB_H
#define GW_BG_BB_H

#include "cells.h"
#include "model.h"

enum { GW_BB_ALPHA, GW_BB_BETA, GW_BB_GAMMA, GW_BB_DELTA, GW_BB_PARAMETERS };

/* A logarithm with its derivatives in alpha, beta, gamma, delta. */
typedef struct gw__bb_term {
    double log;
    double slope[GW_BB_PARAMETERS];
} gw__bb_term;

/* Calls `visit` for every cell with log L(x, t_x, n) and the logarithm of the chance of being alive
 * at n. Called from several threads, each cell once. GW_NO_MEMORY. */
typedef void (*gw__bb_visit)(size_t cell, const gw__bb_term *likelihood, double log_alive,
                             void *user);
/* The logarithm of the chance that somebody alive at n is alive at n + 1. */
double gw__bb_log_stays_on(const double *params, double n);

gw_status gw__bb_each_cell(gw_context *context, const double *params, const gw_cells *cells,
                           gw__bb_visit visit, void *user, gw_error *err);

gw_status gw__bb_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                         const double *params, const gw_cells *cells, gw_error *err);
gw_status gw__bb_score(double *const *scores_out, gw_score_report *report, gw_context *context,
                       const double *params, const gw_cells *cells,
                       const gw_forecast_question *question, gw_error *err);
gw_status gw__bb_pmf(double *pmf_out, size_t n, gw_context *context, const double *params,
                     const double *columns, double horizon, gw_error *err);

#endif
