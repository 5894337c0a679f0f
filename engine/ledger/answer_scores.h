/* The usual arithmetic of answers on a scale, with intervals. There is no standard formula for CSAT
 * and CES: what is used here is said. */
#ifndef GW_ANSWER_SCORES_H
#define GW_ANSWER_SCORES_H

typedef struct gw_answer_score {
    double n; /* answers */
    double value;
    double low, high; /* NaN where n is too small for one */
} gw_answer_score;

/* A share of n, 0 to 1, with Wilson's interval (1927, JASA 22): never outside 0 to 1, and right for
 * few answers. z: 1.2815515655446004 for 80 of 100 times. NaN for n = 0. */
gw_answer_score gw_share_score(double count, double n, double z);

/* Net promoter score, -1 to 1: the share of 9 and 10 less that of 0 to 6, of answers 0 to 10; its
 * variance is (p + d - (p - d)^2) / n. */
gw_answer_score gw_net_promoter_score(double promoters, double detractors, double n, double z);

/* A mean of n answers with sum and sum of squares, with Student's t. Needs n >= 2 for an interval.
 */
gw_answer_score gw_mean_score(double sum, double squares, double n, double z);

#endif
