/* Gamma laws by normal score: x = F^-1(Phi(z)), for the copula of the garden's people. */
#ifndef GW_GARDEN_SCORE_H
#define GW_GARDEN_SCORE_H

#define GW_GARDEN_SCORE_REACH 8.5
#define GW_GARDEN_SCORE_STEPS 32 /* a unit of z */
#define GW_GARDEN_SCORE_NODES 545

/* log F^-1(Phi(z)) and its slope at steps of 1/32 from -8.5 to 8.5. */
typedef struct gw_garden_score {
    double log_x[GW_GARDEN_SCORE_NODES];
    double slope[GW_GARDEN_SCORE_NODES]; /* a step */
} gw_garden_score;

void gw_garden_score_make(gw_garden_score *out, double shape, double rate);
/* x at normal score z (held at +-8.5), relative error below 1e-8. */
double gw_garden_score_at(const gw_garden_score *score, double z);

#endif
