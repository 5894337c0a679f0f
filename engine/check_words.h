/* The verdict of a check in a shop owner's words. */
#ifndef GW_CHECK_WORDS_H
#define GW_CHECK_WORDS_H

#include "forecast_check.h"

/* Fills check->verdict from its numbers. */
void gw_check_say(gw_check *check);

#endif
