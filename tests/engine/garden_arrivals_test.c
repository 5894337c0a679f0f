/* Who comes when: the channels' rates, reviews, friends of both types, the N-th customer. */
#include "check.h"

#include "garden_arrivals.h"

#include <math.h>
#include <stdlib.h>

typedef struct fixture {
    gw_context *context;
    gw_garden_world world;
    gw_garden_arrivals arrivals;
} fixture;

static fixture *begin(int32_t wanted, uint64_t seed, const char *const *set)
{
    fixture *f = calloc(1, sizeof *f);
    gw_garden_settings settings;
    assert_non_null(f);
    assert_int_equal(gw_context_create(&f->context, NULL, NULL), GW_OK);
    gw_garden_settings_default(&settings);
    for (size_t i = 0; set[i] != NULL; i++)
        assert_int_equal(gw_garden_settings_take(&settings, set[i], NULL), GW_OK);
    gw_garden_world_make(&f->world, &settings, seed);
    gw_garden_arrivals_begin(&f->arrivals, f->context, &f->world, wanted);
    return f;
}

static void end(fixture *f)
{
    gw_garden_arrivals_free(&f->arrivals);
    gw_context_free(f->context);
    free(f);
}

/* How many come through each channel on the days up to `last`. */
static void count_until(int64_t counts_out[GW_GARDEN_CHANNELS], fixture *f, int last)
{
    for (int channel = 0; channel < GW_GARDEN_CHANNELS; channel++)
        counts_out[channel] = 0;
    for (int day = 0; day <= last; day++) {
        assert_int_equal(gw_garden_arrivals_of(&f->arrivals, day, NULL), GW_OK);
        for (int32_t i = 0; i < f->arrivals.today_count; i++) {
            assert_int_equal(f->arrivals.today[i].joined, day);
            counts_out[f->arrivals.today[i].channel]++;
        }
    }
}

static const char *const ALONE[] = {"referrals=off", "older_share=off", "review_effect=off", NULL};

static void channels_have_their_shares(void **state)
{
    (void)state;
    int64_t counts[GW_GARDEN_CHANNELS];
    fixture *f = begin(50000, 1, ALONE);
    count_until(counts, f, 800);
    double all = (double)(counts[GW_SEARCH] + counts[GW_ADS] + counts[GW_FAIR]);
    assert_true(all < 50000.0); /* not yet full */
    for (int channel = GW_SEARCH; channel <= GW_FAIR; channel++) {
        double p = GW_GARDEN_CHANNEL[channel].share;
        assert_true(fabs((double)counts[channel] - p * all) < 3.3 * sqrt(p * (1.0 - p) * all));
    }
    assert_int_equal(counts[GW_REFERRAL], 0);
    double expected = 0.0;
    for (int day = 0; day <= 800; day++)
        expected += f->arrivals.rate * gw_garden_date_of(&f->world, day)->season;
    assert_true(fabs(all - expected) < 3.3 * sqrt(expected));
    end(f);
}

static void nobody_comes_after_the_last_one(void **state)
{
    (void)state;
    int64_t counts[GW_GARDEN_CHANNELS];
    fixture *f = begin(700, 2, ALONE);
    count_until(counts, f, GW_GARDEN_LAST);
    assert_int_equal(counts[GW_SEARCH] + counts[GW_ADS] + counts[GW_FAIR], 700);
    assert_int_equal(f->arrivals.count, 700);
    end(f);
}

static void older_ones_came_before(void **state)
{
    (void)state;
    const char *const set[] = {"older_share=0.25", NULL};
    int32_t channels[GW_GARDEN_CHANNELS] = {0};
    double sum = 0.0;
    fixture *f = begin(40000, 3, set);
    assert_int_equal(gw_garden_arrivals_older(&f->arrivals, NULL), GW_OK);
    assert_int_equal(f->arrivals.today_count, 10000);
    for (int32_t i = 0; i < 10000; i++) {
        int day = f->arrivals.today[i].joined;
        assert_true(day >= GW_GARDEN_OLDEST && day < 0);
        assert_int_equal(f->arrivals.today[i].number, i + 1);
        channels[f->arrivals.today[i].channel]++;
        sum += day;
    }
    assert_true(fabs(sum / 10000.0 + 548.5) < 3.3 * 1096.0 / sqrt(12.0 * 10000.0));
    for (int channel = GW_SEARCH; channel <= GW_FAIR; channel++) {
        double p = GW_GARDEN_CHANNEL[channel].share;
        assert_true(fabs(channels[channel] - p * 10000.0) < 3.3 * sqrt(p * (1.0 - p) * 10000.0));
    }
    end(f);
}

static void reviews_of_ninety_days_count(void **state)
{
    (void)state;
    const char *const set[] = {"review_effect=0.5", NULL};
    fixture *f = begin(100, 4, set);
    check_close(gw_garden_review_factor(&f->arrivals, 200, 0, 0), 1.0, 0.0);
    const gw_garden_news bad = {.day = 200, .stars = 2};
    const gw_garden_news good = {.day = 210, .stars = 5};
    gw_garden_arrivals_hear(&f->arrivals, &bad);
    gw_garden_arrivals_hear(&f->arrivals, &good);
    check_close(gw_garden_review_factor(&f->arrivals, 200, 0, 0), 1.0, 0.0); /* earlier days only */
    check_close(gw_garden_review_factor(&f->arrivals, 201, 0, 0), exp(0.5 * -2.0), 1e-14);
    check_close(gw_garden_review_factor(&f->arrivals, 290, 0, 0), exp(0.5 * -0.5), 1e-14);
    check_close(gw_garden_review_factor(&f->arrivals, 291, 0, 0), exp(0.5 * 1.0), 1e-14);
    check_close(gw_garden_review_factor(&f->arrivals, 301, 0, 0), 1.0, 0.0);
    check_close(gw_garden_review_factor(&f->arrivals, 250, 200, 2), exp(0.5 * 1.0), 1e-14);
    check_close(gw_garden_review_factor(&f->arrivals, 291, 200, 2), exp(0.5 * 1.0), 1e-14);
    end(f);
}

/* Type 1 a week later and on top, type 2 at once and instead of a searcher. */
static void friends_come(void **state)
{
    (void)state;
    const char *const set[] = {"older_share=off", "review_effect=off", NULL};
    int64_t with[GW_GARDEN_CHANNELS];
    int64_t without[GW_GARDEN_CHANNELS];
    fixture *f = begin(50000, 5, set);
    count_until(without, f, 400);
    end(f);
    f = begin(50000, 5, set);
    for (int day = 10; day < 310; day++) {
        gw_garden_news news = {.day = day,
                               .referral_type = day % 2 == 0 ? 1 : 2,
                               .taken_after = (int16_t)(1 + day % 60),
                               .referrer = day,
                               .referrer_key = (uint64_t)day};
        gw_garden_arrivals_hear(&f->arrivals, &news);
    }
    count_until(with, f, 400);
    assert_int_equal(with[GW_REFERRAL], 300);
    assert_int_equal(with[GW_SEARCH], without[GW_SEARCH] - 150);
    assert_int_equal(with[GW_ADS], without[GW_ADS]);
    assert_int_equal(with[GW_FAIR], without[GW_FAIR]);
    end(f);

    f = begin(50000, 5, set);
    const gw_garden_news later = {.day = 0, .referral_type = 1, .referrer = 1};
    const gw_garden_news at_once = {.day = 1, .referral_type = 2, .referrer = 1};
    gw_garden_arrivals_hear(&f->arrivals, &later);
    gw_garden_arrivals_hear(&f->arrivals, &at_once);
    for (int day = 0; day <= 8; day++) {
        int32_t friends = 0;
        assert_int_equal(gw_garden_arrivals_of(&f->arrivals, day, NULL), GW_OK);
        for (int32_t i = 0; i < f->arrivals.today_count; i++)
            friends += f->arrivals.today[i].referrer == 1;
        assert_int_equal(friends, day == 1 || day == 7 ? 1 : 0);
    }
    end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(channels_have_their_shares),
        cmocka_unit_test(nobody_comes_after_the_last_one),
        cmocka_unit_test(older_ones_came_before),
        cmocka_unit_test(reviews_of_ninety_days_count),
        cmocka_unit_test(friends_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
