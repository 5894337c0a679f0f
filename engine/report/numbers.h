/* The numbers by which a forecast that was tried is judged: one list for the page, its CSV and the
 * JSON. */
#ifndef GW_NUMBERS_H
#define GW_NUMBERS_H

#include "report.h"

typedef struct gw_number {
    const char *code;   /* in CSV and JSON */
    const char *head;   /* HTML: for people, and the field's own name small below */
    const char *format; /* of `scale` times the number; NULL: a count */
    double scale;
    bool money; /* of money and order, not of days */
    double (*of)(const gw_report *report, const gw_report_candidate *candidate); /* NaN: none */
} gw_number;

const gw_number *gw_numbers(size_t *n_out);

/* Whether the forecast that is used was off by no more than `limit` (a share) on the hidden days,
 * in the sum of buying days and of money. GW_FAILED says which was off, and how far; also where
 * there is no check, or nothing came by which it could be judged. */
GW_MUST_USE gw_status gw_report_within(const gw_report *report, double limit, gw_error *err);

#endif
