/* From purchases to customers: by hand, and against a slow and simple reading of random histories.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "rng.h"
#include "walk.h"

#define MOST 4096

typedef struct collected {
    gw_walked customers[MOST];
    size_t n;
} collected;

enum { LOOKS = 3 };
static const int32_t look_days[LOOKS] = {20, 40, 59};
static gw_look looked[MOST][LOOKS];

static gw_status collect(const gw_walked *customers, size_t n, void *user, gw_error *err)
{
    collected *all = user;
    (void)err;
    assert_true(all->n + n <= MOST);
    for (size_t i = 0; i < n; i++)
        memcpy(looked[all->n + i], customers[i].looks, sizeof looked[0]);
    memcpy(all->customers + all->n, customers, n * sizeof *customers);
    all->n += n;
    return GW_OK;
}

static collected walked;
static double first_tally[60], again_tally[60];

static gw_status walk_rows(const int64_t rows[][3], size_t n, int32_t recent, int32_t split,
                           size_t chunk, gw_error *err)
{
    gw_context *context = NULL;
    gw_walk *walk = NULL;
    assert_int_equal(gw_context_create(&context, NULL, NULL), GW_OK);
    walked.n = 0;
    gw_walk_tally tally = {0, 60, first_tally, again_tally};
    gw_walk_plan plan = {.recent_now_day = 12,
                         .recent_day = recent,
                         .split_day = split,
                         .tally = &tally,
                         .looks = LOOKS,
                         .look_one_in = 1};
    memcpy(plan.look_days, look_days, sizeof look_days);
    memset(first_tally, 0, sizeof first_tally);
    memset(again_tally, 0, sizeof again_tally);
    assert_int_equal(gw_walk_create(&walk, context, &plan, collect, &walked, err), GW_OK);
    gw_status status = GW_OK;
    for (size_t i = 0; i < n && status == GW_OK; i += chunk) {
        int64_t customer[64];
        int32_t day[64];
        int64_t paid[64];
        size_t m = n - i < chunk ? n - i : chunk;
        for (size_t j = 0; j < m; j++) {
            customer[j] = rows[i + j][0];
            day[j] = (int32_t)rows[i + j][1];
            paid[j] = rows[i + j][2];
        }
        status = gw_walk_feed(walk, customer, day, paid, m, err);
    }
    if (status == GW_OK)
        status = gw_walk_finish(walk, err);
    gw_walk_free(walk);
    gw_context_free(context);
    return status;
}

static void counts_days_not_purchases(void **state)
{
    (void)state;
    static const int64_t rows[][3] = {{7, 10, 100}, {7, 10, 50}, {7, 12, 70}, {7, 20, 30}};
    assert_int_equal(walk_rows(rows, 4, INT32_MAX, INT32_MAX, 64, NULL), GW_OK);
    assert_int_equal(walked.n, 1);
    gw_history h = walked.customers[0].history;
    assert_true(walked.customers[0].known);
    assert_int_equal(h.x, 2);
    assert_int_equal(h.first_day, 10);
    assert_int_equal(h.last_day, 20);
    assert_int_equal(h.first_paid_e4, 150);
    assert_int_equal(h.repeat_paid_e4, 100);
}

static void a_refund_takes_back_the_latest_days(void **state)
{
    (void)state;
    /* 30 and 70 are taken back whole, 20 of the first day; then the customer buys again */
    static const int64_t rows[][3] = {
        {1, 1, 100}, {1, 2, 70}, {1, 3, 30}, {1, 5, -120}, {1, 9, 40}};
    assert_int_equal(walk_rows(rows, 5, INT32_MAX, INT32_MAX, 2, NULL), GW_OK);
    gw_history h = walked.customers[0].history;
    assert_int_equal(h.x, 1);
    assert_int_equal(h.first_paid_e4, 80);
    assert_int_equal(h.last_day, 9);
    assert_int_equal(h.repeat_paid_e4, 40);
}

static void a_customer_who_gave_all_back_is_known_no_more(void **state)
{
    (void)state;
    static const int64_t rows[][3] = {
        {1, 1, 100}, {1, 30, -100}, {2, 4, 0}, {3, 5, 10}, {3, 5, -10}};
    assert_int_equal(walk_rows(rows, 5, 5, 10, 64, NULL), GW_OK);
    assert_int_equal(walked.n, 3);
    assert_false(walked.customers[0].known);
    assert_true(walked.customers[0].known_before); /* on day 10 nobody knew of the refund */
    assert_int_equal(walked.customers[0].hidden, 0);
    assert_false(walked.customers[1].known);
    assert_false(walked.customers[2].known);
}

static void one_reading_serves_forecast_and_check(void **state)
{
    (void)state;
    static const int64_t rows[][3] = {{1, 1, 5},  {1, 8, 6},  {1, 12, 7}, {1, 15, 8},
                                      {1, 15, 1}, {1, 20, 9}, {2, 11, 5}};
    assert_int_equal(walk_rows(rows, 7, 5, 10, 3, NULL), GW_OK);
    assert_int_equal(walked.n, 2);
    const gw_walked *c = &walked.customers[0];
    assert_int_equal(c->before.x, 1);
    assert_int_equal(c->before.last_day, 8);
    assert_int_equal(c->before.repeat_paid_e4, 6);
    assert_int_equal(c->recent, 1);
    assert_int_equal(c->recent_now, 2);
    assert_int_equal(c->hidden, 3);
    assert_int_equal(c->hidden_paid_e4, 7 + 9 + 9);
    assert_int_equal(c->history.x, 4);
    assert_false(walked.customers[1].known_before); /* came in the hidden part */
    assert_int_equal(walked.customers[1].recent, 0);
    assert_int_equal(walked.customers[1].hidden, 1);
    /* the second customer came in the hidden part: no day of hers is in the tally */
    for (int d = 0; d < 60; d++) {
        assert_true(first_tally[d] == (d == 1 ? 1 : 0));
        assert_true(again_tally[d] == (d == 8 || d == 12 || d == 15 || d == 20 ? 1 : 0));
    }
}

static void rows_out_of_order_are_refused(void **state)
{
    (void)state;
    gw_error err = {0};
    static const int64_t day_back[][3] = {{1, 5, 1}, {1, 4, 1}};
    assert_int_equal(walk_rows(day_back, 2, INT32_MAX, INT32_MAX, 1, &err), GW_FAILED);
    assert_non_null(strstr(err.message, "customer number 1"));
    static const int64_t customer_back[][3] = {{2, 5, 1}, {1, 6, 1}};
    assert_int_equal(walk_rows(customer_back, 2, INT32_MAX, INT32_MAX, 64, &err), GW_FAILED);
}

/* The same by brute force: every day of 60 summed, refunds applied by searching backwards. */
static void slow_left(int64_t left[60], const int64_t net[60], int last)
{
    memset(left, 0, 60 * sizeof *left);
    for (int d = 0; d <= last; d++) {
        if (net[d] > 0)
            left[d] = net[d];
        int64_t refund = net[d] < 0 ? -net[d] : 0;
        for (int e = d; e >= 0 && refund > 0; e--) {
            int64_t taken = left[e] < refund ? left[e] : refund;
            left[e] -= taken;
            refund -= taken;
        }
    }
}

static gw_history slow_history(const int64_t net[60], int last, bool *known)
{
    int64_t left[60];
    slow_left(left, net, last);
    gw_history h = {.x = -1};
    for (int d = 0; d <= last; d++) {
        if (left[d] == 0)
            continue;
        if (h.x < 0) {
            h.first_day = d;
            h.first_paid_e4 = left[d];
        } else {
            h.repeat_paid_e4 += left[d];
        }
        h.last_day = d;
        h.x++;
    }
    *known = h.x >= 0;
    return *known ? h : (gw_history){0};
}

static void looks_agree_with_brute_force(const int64_t net[60], const gw_look looks[LOOKS])
{
    for (size_t k = 0; k < LOOKS; k++) {
        bool known = false;
        int64_t left[60];
        int64_t paid = 0;
        int32_t since = 0;
        gw_history expected = slow_history(net, look_days[k], &known);
        slow_left(left, net, look_days[k]);
        for (int d = k > 0 ? look_days[k - 1] + 1 : 60; d <= look_days[k]; d++) {
            since += left[d] > 0;
            paid += left[d];
        }
        assert_int_equal(looks[k].x, known ? expected.x : -1);
        if (!known)
            continue;
        assert_int_equal(looks[k].first_day, expected.first_day);
        assert_int_equal(looks[k].last_day, expected.last_day);
        assert_int_equal(looks[k].repeat_paid_e4, expected.repeat_paid_e4);
        assert_int_equal(looks[k].since, since);
        assert_int_equal(looks[k].since_paid_e4, paid);
    }
}

static void random_histories_agree_with_brute_force(void **state)
{
    (void)state;
    enum { CUSTOMERS = 3000, SPLIT = 40 };
    gw_rng rng = gw_rng_seeded(11, 0);
    static int64_t net[CUSTOMERS][60];
    static int64_t rows[CUSTOMERS * 12][3];
    size_t n = 0;
    for (int c = 0; c < CUSTOMERS; c++) {
        int day = 0;
        int exchanges = 1 + (int)gw_rng_below(&rng, 12);
        for (int e = 0; e < exchanges; e++) {
            day += (int)gw_rng_below(&rng, 6);
            if (day >= 60)
                break;
            int64_t paid = (int64_t)gw_rng_below(&rng, 9) - 3;
            rows[n][0] = c;
            rows[n][1] = day;
            rows[n++][2] = paid;
            net[c][day] += paid;
        }
    }
    assert_int_equal(walk_rows((const int64_t(*)[3])rows, n, SPLIT - 10, SPLIT, 17, NULL), GW_OK);
    assert_int_equal(walked.n, CUSTOMERS);
    double first[60] = {0};
    double again = 0;
    for (int c = 0; c < CUSTOMERS; c++) {
        const gw_walked *w = &walked.customers[c];
        bool known = false;
        gw_history expected = slow_history(net[c], 59, &known);
        if (known && w->known_before) {
            first[expected.first_day] += 1;
            again += (double)expected.x;
        }
        assert_int_equal(w->known, known);
        assert_memory_equal(&w->history, &expected, sizeof expected);
        expected = slow_history(net[c], SPLIT, &known);
        assert_int_equal(w->known_before, known);
        assert_memory_equal(&w->before, &expected, sizeof expected);
        looks_agree_with_brute_force(net[c], looked[c]);
    }
    for (int d = 0; d < 60; d++) {
        assert_true(first_tally[d] == first[d]);
        again -= again_tally[d];
    }
    assert_true(again == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_days_not_purchases),
        cmocka_unit_test(a_refund_takes_back_the_latest_days),
        cmocka_unit_test(a_customer_who_gave_all_back_is_known_no_more),
        cmocka_unit_test(one_reading_serves_forecast_and_check),
        cmocka_unit_test(rows_out_of_order_are_refused),
        cmocka_unit_test(random_histories_agree_with_brute_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
