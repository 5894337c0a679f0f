/* How long customers stay whose chance of leaving at a renewal is Beta(gamma, delta) over
 * customers, felt at t^c instead of t: S(t) = B(gamma, delta + t^c) / B(gamma, delta). c = 1 is the
 * shifted-beta-geometric of Fader & Hardie (2007), else the beta-discrete-Weibull of Fader, Hardie,
 * Liu, Davin & Steenburgh (2018), both in J. Interactive Marketing. */
#ifndef GW_BETA_SURVIVAL_H
#define GW_BETA_SURVIVAL_H

typedef struct gw__beta_survival {
    double gamma, delta, c;
} gw__beta_survival;

/* log S(t2) - log S(t1), 0 <= t1 <= t2 real; <= 0. Relative error about 1e-15 (1 + c log t2). */
double gw__beta_survival_log(const gw__beta_survival *law, double t1, double t2);
/* The same with its derivatives in gamma, delta and c. */
double gw__beta_survival_slopes(double slopes_out[3], const gw__beta_survival *law, double t1,
                                double t2);
/* -d log S / dt at t > 0: how fast they leave there, as if t were continuous. */
double gw__beta_survival_hazard(const gw__beta_survival *law, double t);

#endif
