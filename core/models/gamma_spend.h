/* The Gamma-Gamma law of spend, for the models that are made of it. */
#ifndef GW_GAMMA_SPEND_H
#define GW_GAMMA_SPEND_H

#include "cells.h"
#include "model.h"

/* An order is Gamma(p, nu), nu ~ Gamma(q, gamma k^log2(1 + x)): k = e^log_k multiplies orders for
 * each doubling of 1 + x occasions; log_k = 0 is the Gamma-Gamma of the papers. */
typedef struct gw__gamma_spend {
    double p, q, gamma, log_k;
} gw__gamma_spend;

#define GW_GAMMA_SPEND_SLOPES 4

/* slopes_out (GW_GAMMA_SPEND_SLOPES values): derivatives in p, q, gamma, log_k. */
gw_status gw__gamma_spend_log_lik(double *log_lik_out, double *slopes_out, gw_context *context,
                                  const gw__gamma_spend *law, const gw_cells *cells, gw_error *err);
gw_status gw__gamma_spend_score(double *const *scores_out, gw_score_report *report,
                                gw_context *context, const gw__gamma_spend *law,
                                const gw_cells *cells, gw_error *err);
/* As log_next of model.h. */
double gw__gamma_spend_log_next(const gw__gamma_spend *law, const double *seen, const double *next);
/* Where a search begins; log_k is 0. */
void gw__gamma_spend_start(gw__gamma_spend *out, const gw_cells *cells);
void gw__gamma_spend_simulate(double *columns, gw_rng *rng, const gw__gamma_spend *law);

/* The prior's first three coordinates, and the logs of p, q, gamma from them; slopes have n columns
 * and are filled for these three rows. */
extern const gw_prior_coordinate gw__gamma_spend_prior[3];
void gw__gamma_spend_place(double *logs_out, double *slopes_out, const double *coordinates,
                           double unit, size_t n);

#endif
