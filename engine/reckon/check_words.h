/* The verdict of a check in a shop owner's words. */
#ifndef GW_CHECK_WORDS_H
#define GW_CHECK_WORDS_H

#include "forecast_check.h"

/* A forecast that misses the sum by no more than this share of it is close, or fair. */
#define GW_CHECK_CLOSE 0.05
#define GW_CHECK_FAIR 0.15

/* Fills check->verdict from its numbers. */
void gw_check_say(gw_check *check);

#endif
