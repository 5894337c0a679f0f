/* What people answered: the usual scores, with how many answered and an interval. */
#ifndef GW_QUESTIONS_H
#define GW_QUESTIONS_H

#include "answer_scores.h"
#include "shop.h"

typedef struct gw_questions {
    gw_answer_score nps;  /* -1 to 1: of answers 0 to 10 */
    gw_answer_score csat; /* 0 to 1: the two best of 1 to 5 */
    gw_answer_score ces;  /* 1 to 7: the mean */
} gw_questions;

/* Of the answers up to the day of the reckoning; 80 of 100 times between. n = 0: nobody was asked.
 */
gw_status gw_questions_read(gw_questions *out, gw_shop *shop, gw_error *err);

#endif
