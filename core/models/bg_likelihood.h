/* The likelihood of the BG/NBD (Fader, Hardie & Lee 2005) and the MBG/NBD (Batislam, Denizel &
 * Filiztekin 2007), which differ in one place: whether the drop-out coin is also tossed at time 0.
 */
#ifndef GW_BG_LIKELIHOOD_H
#define GW_BG_LIKELIHOOD_H

#include "cells.h"

typedef enum gw_first_coin { GW_COIN_AFTER_REPEAT = 0, GW_COIN_ALSO_AT_START = 1 } gw_first_coin;

/* params and gradient_out (may be NULL) in the order r, alpha, a, b; params lie in their domain.
 * GW_NO_MEMORY, GW_CANCELLED. */
gw_status gw__bg_log_lik(double *log_lik_out, double *gradient_out, gw_context *context,
                         const double *params, const gw_cells *cells, gw_first_coin coin,
                         gw_error *err);

/* Log-likelihood and log P(alive) of each cell, gw_cells_count values in the order of the cells;
 * either may be NULL. Full relative accuracy of log P(alive) near 0 and far below. */
gw_status gw__bg_cell_scores(double *log_lik_out, double *log_p_alive_out, gw_context *context,
                             const double *params, const gw_cells *cells, gw_first_coin coin,
                             gw_error *err);

#endif
