/* The density of Beta(a, b) in the logit of p, y = log(p / (1 - p)), measured from its top:
 * p^a (1-p)^b is largest at p = a / (a + b), and is e^-fall of that a distance d away in y. */
#ifndef GW_BETA_SHAPE_H
#define GW_BETA_SHAPE_H

typedef struct gw_beta_shape {
    double a, b;
    double n;     /* a + b */
    double top;   /* y of the top, log(a / b) */
    double small; /* the smaller of p and 1 - p at the top */
    double side;  /* +1: that is p, -1: 1 - p */
} gw_beta_shape;

gw_beta_shape gw_beta_shape_of(double a, double b);
/* >= 0, convex, relative error below 1e-14 for any a, b > 0 and d. */
double gw_beta_fall(const gw_beta_shape *shape, double d);
/* 1 / (1 + e^-y) to full relative precision */
double gw_logistic(double y);

#endif
