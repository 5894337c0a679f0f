/* From purchases to customers: one pass over (customer, day, amount) ordered by customer and day.
 *
 * An occasion is a local day whose net is > 0. A negative day (a refund that names no order) takes
 * back the latest earlier days until it is used up; what is left of it then is no occasion's. x is
 * the number of occasions after the first. The pass also stops once on its way, at the day before
 * the hidden part of the history, so that one reading serves the forecast and its check.
 *
 * Memory: the days of one customer, and a batch of finished ones. */
#ifndef GW_WALK_H
#define GW_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include <goodwill/base.h>

/* What is known of a customer at the end of a day: x occasions after the first. */
typedef struct gw_history {
    int64_t x;
    int32_t first_day;
    int32_t last_day;
    int64_t first_paid_e4;
    int64_t repeat_paid_e4; /* the sum over the x later occasions */
} gw_history;

/* A look back: how a customer stood at the end of a day, with what was known that day, and what he
 * did since the day of the look before. */
typedef struct gw_look {
    int32_t x; /* -1: no occasion was kept by then */
    int32_t first_day;
    int32_t last_day;
    int32_t since; /* occasions since the look before; of the first look 0 */
    int64_t repeat_paid_e4;
    int64_t since_paid_e4;
} gw_look;

typedef struct gw_walked {
    int64_t customer_no;
    int64_t rows;       /* purchases and refunds read */
    bool known;         /* has at least one occasion up to the last day */
    gw_history history; /* up to the last day */
    bool known_before;  /* has at least one occasion up to split_day */
    gw_history before;  /* up to split_day */
    int64_t recent_now; /* occasions after recent_now_day */
    int64_t recent;     /* occasions after recent_day, up to split_day */
    int64_t hidden;     /* occasions after split_day: days with a net > 0 */
    int64_t hidden_paid_e4;
    const gw_look *looks; /* one for each day of the plan; NULL: this customer is not looked at */
} gw_walked;

/* Receives finished customers in the order of customer_no; a status other than GW_OK ends the walk.
 */
typedef gw_status (*gw_walked_fn)(const gw_walked *customers, size_t n, void *user, gw_error *err);

typedef struct gw_walk gw_walk;

/* Of the customers known at split_day, day by day over the whole history: how many first bought,
 * and how many came back. Borrowed; [0] is first_day, and days outside are not counted. */
typedef struct gw_walk_tally {
    int32_t first_day;
    size_t days;
    double *first;
    double *again;
} gw_walk_tally;

#define GW_MAX_LOOKS 9

/* Where the pass stops and what it counts on its way, as days. */
typedef struct gw_walk_plan {
    int32_t recent_now_day;
    int32_t recent_day;              /* before split_day */
    int32_t split_day;               /* the last day the check may see; INT32_MAX: no check */
    gw_walk_tally *tally;            /* may be NULL */
    size_t looks;                    /* at most GW_MAX_LOOKS; 0: none */
    int32_t look_days[GW_MAX_LOOKS]; /* ascending */
    uint64_t look_one_in; /* only at customers that gw_walk_chosen(number, this) chooses */
} gw_walk_plan;

/* One customer in `one_in`, by a hash of the number: who is chosen does not hang on the order. */
bool gw_walk_chosen(int64_t customer_no, uint64_t one_in);

/* GW_NO_MEMORY. */
gw_status gw_walk_create(gw_walk **out, gw_context *context, const gw_walk_plan *plan,
                         gw_walked_fn emit, void *user, gw_error *err);
/* Feeds n rows, any number of times. GW_FAILED when (customer_no, day) goes backwards: the database
 * broke its promise to order them. Otherwise the status of `emit`, GW_NO_MEMORY, GW_CANCELLED. */
gw_status gw_walk_feed(gw_walk *walk, const int64_t *customer_no, const int32_t *day,
                       const int64_t *paid_e4, size_t n, gw_error *err);
/* Ends the last customer and hands over what is left. */
gw_status gw_walk_finish(gw_walk *walk, gw_error *err);
void gw_walk_free(gw_walk *walk);

#endif
