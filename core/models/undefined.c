/* The first reason given stays: the scores of one call lack for one reason. */
#include "undefined.h"

#include <stdio.h>

void gw__report_undefined(gw_score_report *report, size_t cells, const char *reason)
{
    if (report == NULL || cells == 0)
        return;
    report->undefined = cells;
    snprintf(report->reason, sizeof report->reason, "%s", reason);
}
