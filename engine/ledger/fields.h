/* Four fields of customers, by what they are worth to us and we to them (Gupta & Lehmann 2005): and
 * whether the gains are shared alike. Both look at what is expected within the horizon, own view.
 */
#ifndef GW_FIELDS_H
#define GW_FIELDS_H

#include "gains.h"

typedef enum gw_field {
    GW_STARS,       /* much to us, much to them */
    GW_VULNERABLE,  /* much to us, little to them: they have little reason to stay */
    GW_FREE_RIDERS, /* little to us, much to them */
    GW_LOST_CAUSES,
    GW_FIELDS
} gw_field;
const char *gw_field_words(gw_field field);

typedef struct gw_fields {
    bool drawn; /* false: `words` says why not, and what to collect first */
    char words[512];
    size_t customers;         /* with a forecast */
    double people[GW_FIELDS]; /* each customer counts with the chance of being in each */
    double to_us_from;        /* thresholds: what is above is "much"; the medians */
    double to_them_from;
    /* Fairness. The rule: everybody the same share of the gains, the shop's own take rate. */
    double take_rate;
    double below, below_money; /* who get less than by the rule, and how much, summed */
    double above, above_money;
} gw_fields;

/* Whether people may be laid out by what passed to us and to them, anywhere: not where what our
 * goods are worth to them is not measured, or rests on a setting. If not, words_out says why and
 * what to collect first. page: the totals of everybody, in the own or the credit view. */
bool gw_map_allowed(char words_out[512], const gw_ledger_page *page);
/* Whether people may be put in an order by what passed to them: some line of it must be more than a
 * setting times what they paid. */
bool gw_ranking_allowed(const gw_ledger_page *page);

/* Not drawn where what our goods are worth to them rests on a setting: a map of one setting times
 * revenue shows revenue. page: the totals of everybody, in the own or the credit view. GW_NOT_FOUND
 * when nothing was reckoned yet. */
gw_status gw_fields_read(gw_fields *out, gw_shop *shop, const gw_ledger_page *page, gw_error *err);

/* The chances of the four fields when both amounts move together (how often somebody comes moves
 * both): amount +- z x spread, above a threshold. For tests and pictures. */
void gw_field_chances(double out[GW_FIELDS], double to_us_over, double to_us_spread,
                      double to_them_over, double to_them_spread);

#endif
