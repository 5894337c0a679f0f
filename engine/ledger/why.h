/* Where a number comes from: the exchanges behind it, the settings, the forecast's cell and draws;
 * recomputed from what is stored. */
#ifndef GW_WHY_H
#define GW_WHY_H

#include "ledger.h"
#include "strbuf.h"

typedef struct gw_why {
    char customer_id[128];
    const gw_line *line;
    gw_ledger_row row;
    /* The forecast behind the expected number. */
    bool has_forecast;
    int64_t occasions_kept; /* days with a net > 0 */
    int32_t first_day, last_day;
    double p_alive;
    double discounted_occasions; /* as stored */
    double recomputed_occasions; /* from the stored draws, now */
    size_t draws;
    double reference_per_occasion, off_ours_per_occasion, off_third_party_per_occasion;
    double cost_of_goods_per_occasion; /* NaN: neither files nor a margin say */
    char model[64];
    char code_version[32];
    char reason[320];           /* why this model, one clause */
    double recomputed_expected; /* the line's own SQL on the recomputed occasions; NaN: none */
    bool same;                  /* realised and expected agree to the last stored digit */
} gw_why;

/* customer_id NULL: the first of the ledger; line NULL: the first line that is measured. */
GW_MUST_USE gw_status gw_why_read(gw_why *out, gw_shop *shop, const char *customer_id,
                                  const char *line, gw_error *err);

/* The exchanges behind the line, newest first, one text line each, at most `limit`. */
GW_MUST_USE gw_status gw_why_exchanges(gw_strbuf *out, gw_shop *shop, const gw_why *why,
                                       size_t limit, gw_error *err);
/* The settings behind the line, one text line each. */
GW_MUST_USE gw_status gw_why_settings(gw_strbuf *out, gw_shop *shop, const gw_why *why,
                                      gw_error *err);

/* Does the line's file speak of this setting? Its SQL is the list of what it rests on. */
bool gw_line_rests_on(const gw_line *line, const char *setting);

#endif
