/* One person's life in the garden, day by day: the state, and how a day passes. A life depends on
 * its own draws and on the world alone, never on another person's, once the person has come. */
#ifndef GW_GARDEN_LIFE_H
#define GW_GARDEN_LIFE_H

#include <stddef.h>

#include "garden_world.h"

/* ---- State ---------------------------------------------------------------------------------- */

/* What stays. */
typedef struct gw_garden_person {
    uint64_t key;     /* of the draws; the same person has the same key whatever is switched off */
    int32_t number;   /* in the order of coming, from 1 */
    int32_t joined;   /* day of the first order */
    int32_t referrer; /* number; 0: nobody */
    int8_t referral_type; /* 0, 1, 2 */
    int8_t channel;
    int8_t region;
    bool takes_mail;
    bool is_repaired; /* with random_repair: the arm */
    double z_lambda;  /* normal score of lambda */
    double lambda;    /* orders a day */
    double mu;        /* hazard of leaving a day */
    double b;         /* base of satisfaction */
    double w;         /* worth */
    double nu;        /* rate of the amounts when basket is off */
} gw_garden_person;

/* Why somebody contacts us; the incidents are 1 to 3. */
enum { GW_CAUSE_NONE, GW_LATE, GW_BROKEN, GW_WRONG, GW_CAUSES };
extern const char *const GW_GARDEN_CAUSE[GW_CAUSES];

typedef enum gw_garden_event_kind {
    GW_EVENT_DELIVERED, /* size: days late, -1 early; bits: 1 broken, 2 wrong */
    GW_EVENT_FOLLOW_UP, /* of an incident: writes or not; size: its jump in ten-thousandths */
    GW_EVENT_CONTACT,   /* without an incident */
    GW_EVENT_ANSWERED,  /* size: jump in ten-thousandths, other: time of day; how was it? */
    GW_EVENT_NPS,
    GW_EVENT_REFUND, /* of a whole line. size: what was paid, other: goods, in cents */
    GW_EVENT_REVIEW,
    GW_EVENT_ACTED,  /* on a request, other: its number; bits: 1 told */
    GW_EVENT_REPAIR, /* of a known incident, decided; size as FOLLOW_UP */
    GW_EVENT_REWARD,
} gw_garden_event_kind;

typedef struct gw_garden_event {
    int32_t day;
    int32_t of_day;   /* of the order, or of the contact */
    int32_t order_no; /* 0: none */
    int32_t size;
    int32_t other;
    int32_t off_ours, off_third_party, reward; /* of a refunded line, in cents */
    int32_t incident;                          /* its place among the rows' incidents */
    uint8_t kind;
    uint8_t cause;
    uint8_t product;
    uint8_t bits;
} gw_garden_event;

/* An order a day keeps about twenty waiting. */
#define GW_GARDEN_EVENTS 96

typedef struct gw_garden_life {
    gw_garden_person who;
    double s; /* satisfaction at the beginning of the day */
    double theta;
    int32_t day; /* the next to be lived */
    int32_t left_on;
    int32_t orders;
    int32_t last_order;
    int32_t coupon_until; /* last day; below the day: none */
    int32_t rewards;
    int32_t renews_on;
    int32_t contacts;
    int32_t requests;
    int32_t message_day;   /* of the last one */
    uint32_t message_days; /* bit k: one k days before it */
    int32_t next_due;
    int32_t event_count;
    int8_t rung;        /* the highest open, 0 to 3 */
    int8_t renewal_day; /* of the month */
    bool has_left;
    bool had_course;
    bool is_subscribed;
    bool is_in_experiment; /* of repairs */
    bool is_box_told;      /* the files have the beginning of the subscription */
    bool is_overfull;      /* more than GW_GARDEN_EVENTS: the life is not to be used */
    gw_garden_event events[GW_GARDEN_EVENTS];
} gw_garden_life;

/* ---- Who listens ---------------------------------------------------------------------------- */

/* Lines of value: the ledger's, own view, and counts. */
typedef enum gw_garden_line {
#define GW_GARDEN_LINE(name, is_to_us, is_discounted, words) GW_GARDEN_##name,
#include "garden_lines.def"
#undef GW_GARDEN_LINE
    GW_GARDEN_LINES
} gw_garden_line;

typedef struct gw_garden_tally {
    double v;    /* what money of the day is worth; 1 before the first day */
    double fade; /* what a day takes from it */
    double line[GW_GARDEN_LINES];
} gw_garden_tally;

/* What concerns others. */
typedef struct gw_garden_news {
    int32_t day;
    int8_t stars;         /* of a review; 0: a referral */
    int8_t referral_type; /* 1, 2 */
    int16_t taken_after;  /* type 2: would have come in so many days */
    int32_t referrer;
    uint64_t referrer_key;
    double z_lambda;
    double b;
} gw_garden_news;

typedef enum gw_garden_study {
    GW_STUDY_INCIDENT,
    GW_STUDY_THANKS,
    GW_STUDY_REPAIR,
    GW_STUDY_COUPON,
    GW_GARDEN_STUDIES
} gw_garden_study;

/* A person at the end of a day on which something happened that is to be tried otherwise. */
typedef struct gw_garden_case {
    uint64_t lot; /* the lowest are studied */
    gw_garden_study study;
    uint8_t cause;
    int32_t of_day; /* of the order */
    int32_t order_no;
    double jump; /* what it gave, as it happened */
    double full; /* what a repair would have given */
    gw_garden_life life;
} gw_garden_case;

struct gw_garden_rows;
typedef struct gw_garden_teller {
    struct gw_garden_rows *rows; /* the shop's files and their truth; NULL: not written */
    gw_garden_tally *tally;      /* NULL: not counted */
    void (*news)(const gw_garden_news *news, void *user);       /* NULL: nobody asks */
    void (*study)(const gw_garden_case *something, void *user); /* life is not filled yet */
    void *user;
} gw_garden_teller;

/* ---- A day ---------------------------------------------------------------------------------- */

#define GW_GARDEN_MOST_CASES 8

typedef struct gw_garden_today {
    gw_garden_life *life;
    const gw_garden_world *world;
    const gw_garden_run *run;
    const gw_garden_teller *teller;
    const gw_garden_date *date;
    gw_garden_draws draws;
    int day;
    double jump; /* what satisfaction moves by today */
    size_t case_count;
    struct {
        gw_garden_study study;
        uint8_t cause;
        int32_t of_day;
        int32_t order_no;
        double jump;
        double full;
    } cases[GW_GARDEN_MOST_CASES];
} gw_garden_today;

/* A person about to come: `who` has key, number, joined, channel (of an older person it is drawn),
 * referrer and type; with a referrer z_lambda and b are theirs. All else is drawn. */
void gw_garden_life_begin(gw_garden_life *out, const gw_garden_world *world,
                          const gw_garden_person *who);
/* Lives the days up to `last`, inclusive. */
void gw_garden_live(gw_garden_life *life, const gw_garden_world *world, const gw_garden_run *run,
                    int last, const gw_garden_teller *teller);

void gw_garden_schedule(gw_garden_life *life, const gw_garden_event *event);
/* Marks the day for a study. */
void gw_garden_mark(gw_garden_today *today, gw_garden_study study, const gw_garden_event *of,
                    double jump, double full);

static inline void gw_garden_count(const gw_garden_today *today, gw_garden_line line, double amount)
{
    if (today->teller->tally != NULL)
        today->teller->tally->line[line] += today->teller->tally->v * amount;
}
static inline void gw_garden_count_cents(const gw_garden_today *today, gw_garden_line line,
                                         int64_t cents)
{
    gw_garden_count(today, line, 0.01 * (double)cents);
}

/* garden_order.c: an order of today. */
void gw_garden_order(gw_garden_today *today);
/* garden_care.c: what was scheduled for today; a mailing. */
void gw_garden_happen(gw_garden_today *today);
void gw_garden_mail(gw_garden_today *today);
/* garden_bond.c: thanks and the start of a subscription at the third order; a renewal or the end;
 * a referral. */
void gw_garden_third_order(gw_garden_today *today);
void gw_garden_renew(gw_garden_today *today);
void gw_garden_end_subscription(gw_garden_today *today);
void gw_garden_refer(gw_garden_today *today);

#endif
