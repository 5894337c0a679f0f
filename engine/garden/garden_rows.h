/* The rows that a life leaves: the shop's files, and their truth. Text is gathered for a few people
 * at a time, so that people can live on any thread and be written in their order. */
#ifndef GW_GARDEN_ROWS_H
#define GW_GARDEN_ROWS_H

#include "garden_life.h"
#include "strbuf.h"

typedef enum gw_garden_file {
#define GW_GARDEN_FILE(name, path, header, is_planted) GW_FILE_##name,
#include "garden_files.def"
#undef GW_GARDEN_FILE
    GW_GARDEN_FILES
} gw_garden_file;

enum { GW_GARDEN_NOW, GW_GARDEN_LATER, GW_GARDEN_FOLDERS }; /* the files, the future's */

/* An incident at an order of the files, seen or not. */
typedef struct gw_garden_incident {
    int32_t number;
    int32_t order_no;
    int32_t day;
    int32_t size;     /* days late; 1 */
    double jump;      /* of satisfaction */
    int32_t known_on; /* GW_GARDEN_NEVER: the shop does not know */
    int32_t repaired_on;
    uint8_t cause;
    bool has_effect;
    double money, money_se, orders, orders_se;
} gw_garden_incident;

/* A row that is wrong on purpose, behind the right one. */
typedef struct gw_garden_planted {
    gw_garden_file file;
    uint32_t row;  /* in this file, of these people, from 1 */
    char text[96]; /* what, customer, order, what it was */
} gw_garden_planted;

typedef struct gw_garden_rows {
    const gw_garden_world *world;
    gw_strbuf text[GW_GARDEN_FOLDERS][GW_GARDEN_FILES];
    uint32_t count[GW_GARDEN_FILES]; /* rows of the files now */
    gw_strbuf planted;               /* gw_garden_planted */
    gw_strbuf incidents;             /* gw_garden_incident */
    /* Of the person who lives: */
    int32_t first_seen[GW_GARDEN_FOLDERS];
    float month_s[GW_GARDEN_MONTHS + GW_GARDEN_FUTURE_MONTHS];
} gw_garden_rows;

void gw_garden_rows_init(gw_garden_rows *out, gw_context *context, const gw_garden_world *world);
void gw_garden_rows_free(gw_garden_rows *rows);
void gw_garden_rows_clear(gw_garden_rows *rows);
/* False when memory was wanting for some of it. */
bool gw_garden_rows_whole(const gw_garden_rows *rows);

/* Before and after a person's life: the second writes the customer. */
void gw_garden_rows_begin(gw_garden_rows *rows);
void gw_garden_rows_end(gw_garden_rows *rows, const gw_garden_life *life);
/* Satisfaction at the end of a month. */
void gw_garden_rows_month(gw_garden_rows *rows, int month, double s);

/* ---- Rows. All do nothing when today's teller writes none, or what they hang on is unseen ------
 */

typedef struct gw_garden_order_line {
    int product;
    int64_t units_hundredths;
    int64_t list, reference, off_ours, off_third_party, paid, goods; /* cents */
    int64_t reward;                                                  /* of off_ours */
} gw_garden_order_line;

void gw_garden_row_order(const gw_garden_today *today, const gw_garden_order_line *line,
                         int seconds);
void gw_garden_row_true_order(const gw_garden_today *today, double surplus, int64_t reward_cents);
void gw_garden_row_refund(const gw_garden_today *today, const gw_garden_event *refund,
                          bool goods_back);
/* Somebody brought somebody: seen by this, if by nothing else. */
void gw_garden_row_referral(const gw_garden_today *today);
void gw_garden_row_subscription(const gw_garden_today *today, const char *event, int64_t amount,
                                int64_t goods);
void gw_garden_row_delivery(const gw_garden_today *today, int promised_on, int delivered_on);
/* `minutes_ours` 0 and answered_day GW_GARDEN_NEVER: never answered. */
typedef struct gw_garden_contact {
    int number;
    int32_t order_no;
    int32_t of_day; /* of the order */
    int seconds;    /* of the day */
    int minutes_ours, minutes_theirs;
    int32_t answered_day;
    int answered_seconds;
} gw_garden_contact;
void gw_garden_row_contact(const gw_garden_today *today, const gw_garden_contact *contact);
void gw_garden_row_incident(const gw_garden_today *today, const gw_garden_event *incident);
void gw_garden_row_repair(const gw_garden_today *today, const gw_garden_event *repair);
void gw_garden_row_answer(const gw_garden_today *today, const char *question, int score, int low,
                          int high, const gw_garden_event *of, int seconds);
void gw_garden_row_request(const gw_garden_today *today, int number, const char *topic);
void gw_garden_row_change(const gw_garden_today *today, const gw_garden_event *acted);
void gw_garden_row_words(const gw_garden_today *today, const char *kind, const char *topic);
void gw_garden_row_review(const gw_garden_today *today, const gw_garden_event *of, int stars);
void gw_garden_row_message(const gw_garden_today *today);
void gw_garden_row_thanks(const gw_garden_today *today, const char *what, int64_t cost,
                          int64_t worth);
void gw_garden_row_experiment(const gw_garden_today *today, const char *experiment,
                              const char *arm);
/* The true list of incidents: a new one (its place comes back), what became of it. */
int32_t gw_garden_true_incident(const gw_garden_today *today, const gw_garden_event *incident);
void gw_garden_true_known(const gw_garden_today *today, const gw_garden_event *incident);
void gw_garden_true_repaired(const gw_garden_today *today, const gw_garden_event *incident);

#endif
