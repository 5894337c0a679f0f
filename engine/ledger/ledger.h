/* Both sides of the ledger: what passed to them, and to us, line by line, realised and expected.
 *
 * A line is one SQL file over the table customer_state (one row a customer, made by a reckoning),
 * so the ledger is not kept beside it: it is read from the lines whenever somebody asks, and a
 * setting that is made later shows at once. */
#ifndef GW_LEDGER_H
#define GW_LEDGER_H

#include "shop.h"
#include "strbuf.h"

typedef enum gw_side { GW_TO_THEM, GW_TO_US } gw_side;
typedef enum gw_unit { GW_UNIT_MONEY, GW_UNIT_COUNT, GW_UNIT_POINTS } gw_unit;

/* Own: each amount with whoever paid it. Credit: a part of it with who brought them; the same
 * total. Risk: what is lost if one customer leaves today; never added over customers. */
typedef enum gw_view { GW_VIEW_OWN, GW_VIEW_CREDIT, GW_VIEW_RISK } gw_view;

typedef struct gw_line {
    const char *code;
    gw_side side;
    gw_unit unit;
    gw_view view; /* the first view it is in; own lines are in the credit view too */
    const char *words;
    const char *collect; /* what to do to see it where it is not measured */
} gw_line;

bool gw_line_in(const gw_line *line, gw_view view);
/* "own", "credit" or "risk"; GW_WRONG_USE for anything else. */
const char *gw_view_name(gw_view view);
GW_MUST_USE gw_status gw_view_parse(gw_view *out, const char *text, gw_error *err);

size_t gw_line_count(void);
const gw_line *gw_line_at(size_t index);

/* One line of one customer, or its sum over all. A missing amount is not measured, never 0. */
typedef struct gw_ledger_row {
    const gw_line *line;
    bool has_realised;
    int64_t realised_e4;
    char realised_basis[16];
    bool has_expected;
    double expected; /* discounted to as_of, major units */
    double low;      /* 80 % of the time it lies between low and high */
    double high;
    char expected_basis[16];
} gw_ledger_row;

/* Whom customers will still bring, who are not here yet: no customer's, and left out of take rates.
 */
#define GW_NOT_YET_HERE "(not yet here)"
typedef struct gw_not_yet_here {
    bool any;
    double purchases; /* expected, discounted */
    double referrals; /* credit view: what they will owe to who brings them; <= 0 */
} gw_not_yet_here;

#define GW_LEDGER_LINES_MAX 24
typedef struct gw_ledger_page {
    size_t n;
    gw_ledger_row rows[GW_LEDGER_LINES_MAX]; /* in the order of lines.def */
    size_t customers;
    gw_view view;
    gw_not_yet_here not_yet_here; /* of the totals only */
    int64_t paid_e4;              /* what customers paid, contracts included */
    int64_t off_e4;               /* what was taken off these prices, by us or others */
    int64_t purchases;            /* how many */
    double assumed_share;         /* of purchases whose reference nobody charged */
    double discounted_share;      /* of purchases with something taken off by us */
    /* Of the totals: what is expected of a side's money together lies between, 80 of 100 times;
     * [GW_TO_THEM], [GW_TO_US]. Both NaN where nothing tells. */
    double side_low[2], side_high[2];
    /* Counted, without money until their effect was measured. */
    int64_t requests; /* asked for; the line `voice` says what they got */
    int64_t reviews;
    int64_t advice; /* advice, comparisons with others, words about us */
} gw_ledger_page;

/* What the number of a counted line counts: "of 3 requests", "steps". */
void gw_count_words(char out[64], const gw_ledger_page *page, const gw_ledger_row *row);

/* The current reckoning, as far as the ledger's readers need it. */
typedef struct gw_current {
    int64_t number; /* 0: nothing was reckoned yet */
    int32_t as_of;
    char horizon[64];
    double rate_per_year;
    char model[64];
    char verdict[2048];
    char spend[512];
} gw_current;
gw_status gw_current_read(gw_current *out, gw_shop *shop, gw_error *err);

/* Whether files or a margin say what all goods cost; else purchases stand at what was paid. */
gw_status gw_ledger_goods_known(bool *out, gw_shop *shop, gw_error *err);

/* All customers. GW_NOT_FOUND when nothing was reckoned yet. */
gw_status gw_ledger_totals(gw_ledger_page *out, gw_shop *shop, gw_view view, gw_error *err);
/* One customer, by the id the files give. GW_NOT_FOUND with a near id when there is no such one. */
gw_status gw_ledger_customer(gw_ledger_page *out, gw_shop *shop, gw_view view,
                             const char *customer_id, gw_error *err);

/* What was put right of a customer, a line each; nothing where nothing was. */
gw_status gw_ledger_corrections(gw_strbuf *out, gw_shop *shop, const char *customer_id,
                                gw_error *err);

/* What one more late delivery would cost us of what is at risk with somebody, and the most it is
 * worth to put right. */
typedef struct gw_mistake {
    bool known; /* false: nobody said, or measured, what a late delivery does */
    double price;
    double repair_budget; /* NaN: nobody said what a repair undoes */
} gw_mistake;
gw_status gw_mistake_read(gw_mistake *out, gw_shop *shop, double at_risk, gw_error *err);

/* Both sides of one person, for lists. */
typedef struct gw_ledger_person {
    char customer_id[128];
    double to_them_realised, to_them_expected, to_us_realised, to_us_expected;
    double p_alive; /* NaN: no order was kept */
} gw_ledger_person;

typedef enum gw_ledger_sort { GW_SORT_TO_THEM, GW_SORT_TO_US, GW_SORT_NAME } gw_ledger_sort;

/* The first `limit` people; people_out has room for them, n_out says how many there were. */
gw_status gw_ledger_people(gw_ledger_person *people_out, size_t *n_out, gw_shop *shop, gw_view view,
                           gw_ledger_sort sort, size_t limit, gw_error *err);

/* Writes the long form of everybody, or of the first `limit` that came into the store (0: all), as
 * .csv, .parquet or .json by the name of the file; the file is whole or absent. */
gw_status gw_ledger_export(gw_shop *shop, gw_view view, const char *path, size_t limit,
                           gw_error *err);

/* Whose lines: a table or subquery like customer_state, and one like passed; both NULL: everybody.
 */
typedef struct gw__ledger_state {
    const char *state;
    const char *passed;
} gw__ledger_state;

/* The SQL of the lines of a view: columns customer_no, position, realised, expected, low, high,
 * realised_basis, expected_basis. */
gw_status gw__ledger_lines_sql(gw_strbuf *out, gw_context *context, gw_view view,
                               const gw__ledger_state *of, gw_error *err);
/* The sums of the lines, a row for each that anybody of the state has; besides the columns above
 * (no customer_no) `counted`: how many have an amount. Of what is points the sum, too. */
gw_status gw__ledger_sums_sql(gw_strbuf *out, gw_context *context, gw_view view,
                              const gw__ledger_state *of, gw_error *err);
/* Runs either and fills out->rows; counted (NULL: not asked) has a place for each. */
gw_status gw__ledger_read_rows(gw_ledger_page *out, int64_t *counted, gw_shop *shop,
                               const char *sql, gw_error *err);
/* The rows of everybody of `of`, summed; of points the mean. */
gw_status gw__ledger_sums(gw_ledger_page *out, gw_shop *shop, gw_view view,
                          const gw__ledger_state *of, gw_error *err);
/* A great shop is read in parts, so that memory does not grow with it: ranges of customers. */
#define GW__LEDGER_PARTS_MAX 128
#define GW__LEDGER_PART 1000000     /* customers, of sums and ranks of the own view */
#define GW__LEDGER_WIDE_PART 200000 /* where rows are kept, or the lines of others are read too */
typedef struct gw__ledger_parts {
    size_t n;
    int64_t last[GW__LEDGER_PARTS_MAX]; /* the greatest customer_no of each part but the last */
    int64_t end;                        /* of the last; INT64_MAX: everybody's */
} gw__ledger_parts;
int64_t gw__ledger_part_size(gw_view view); /* for sums and ranks */
/* Parts of about `most` customers each (shop->at_once, where that is said), of all or, above 0, of
 * the first `limit`. */
gw_status gw__ledger_parts_find(gw__ledger_parts *out, gw_shop *shop, int64_t most, size_t limit,
                                gw_error *err);
/* The customers of a part, as a condition of the column, and as a state: everybody, where there is
 * one part only. */
#define GW__LEDGER_PART_SIZE 160
typedef struct gw__ledger_part {
    char which[GW__LEDGER_PART_SIZE / 2];
    char state[GW__LEDGER_PART_SIZE];
    char passed[GW__LEDGER_PART_SIZE];
    gw__ledger_state of;
} gw__ledger_part;
void gw__ledger_part_of(gw__ledger_part *out, const gw__ledger_parts *parts, size_t index);
/* The positions of the lines with this side and unit, by commas; "-1" when there is none. */
void gw__ledger_positions(gw_strbuf *out, gw_side side, gw_unit unit);

/* GW_NOT_FOUND in words where nothing was reckoned yet. */
gw_status gw__ledger_need_reckoning(gw_shop *shop, gw_error *err);
/* The number of the customer with this id; GW_NOT_FOUND in words. */
gw_status gw__ledger_find(int64_t *customer_no_out, gw_shop *shop, const char *customer_id,
                          gw_error *err);

/* The lines of one customer, or summed over all of `of`. */
gw_status gw__ledger_page_of(gw_ledger_page *out, gw_shop *shop, gw_view view, bool summed,
                             const gw__ledger_state *of, gw_error *err);
/* The lines of one customer. */
gw_status gw__ledger_page(gw_ledger_page *out, gw_shop *shop, gw_view view,
                          const gw__ledger_state *of, gw_error *err);

#endif
