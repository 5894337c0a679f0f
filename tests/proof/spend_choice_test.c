/* The spend model that tells best what customers pay: on orders of each kind, drawn one by one. */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "spend_choice.h"

enum { CUSTOMERS = 3000 };

typedef struct shop {
    double x[CUSTOMERS], mean[CUSTOMERS], hidden_x[CUSTOMERS], hidden_mean[CUSTOMERS];
} shop;

/* Draws one order of a customer whose own level is `level`, drawn before. */
typedef double (*level_fn)(gw_rng *rng, double x);
typedef double (*order_fn)(gw_rng *rng, double level);

static double mean_of(gw_rng *rng, order_fn order, double level, double x)
{
    double sum = 0;
    for (double k = 0; k < x; k++)
        sum += order(rng, level);
    return x > 0 ? sum / x : 0;
}

static shop *open_shop(level_fn level, order_fn order)
{
    shop *s = calloc(1, sizeof *s);
    assert_non_null(s);
    gw_rng rng = gw_rng_seeded(7, 0);
    for (size_t i = 0; i < CUSTOMERS; i++) {
        s->x[i] = (double)gw_rng_below(&rng, 9);
        s->hidden_x[i] = (double)gw_rng_below(&rng, 4);
        double own = level(&rng, s->x[i]);
        s->mean[i] = mean_of(&rng, order, own, s->x[i]);
        s->hidden_mean[i] = mean_of(&rng, order, own, s->hidden_x[i]);
    }
    return s;
}

static gw_context *context_of(failing_allocator *memory)
{
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    gw_context *context = NULL;
    failing_allocator_options(&options, memory);
    assert_int_equal(gw_context_create(&context, &options, NULL), GW_OK);
    return context;
}

static gw_status choose(gw_spend_choice *out, gw_context *context, const shop *s)
{
    gw_rows seen = {CUSTOMERS, {s->x, s->mean}, NULL};
    return gw_spend_choose(out, context, &seen, s->hidden_x, s->hidden_mean, NULL);
}

static gw_spend_choice chosen_for(level_fn level, order_fn order)
{
    failing_allocator memory = {0, 0, 0};
    gw_context *context = context_of(&memory);
    gw_spend_choice choice;
    shop *s = open_shop(level, order);
    assert_int_equal(choose(&choice, context, s), GW_OK);
    free(s);
    gw_context_free(context);
    assert_true(choice.n >= 3 && choice.chosen < choice.n);
    return choice;
}

static const gw_spend_entry *entry_of(const gw_spend_choice *choice, const char *name)
{
    for (size_t i = 0; i < choice->n; i++)
        if (strcmp(gw_model_name(choice->entries[i].model), name) == 0)
            return &choice->entries[i];
    fail_msg("%s was not tried", name);
    return NULL;
}

static const char *winner(const gw_spend_choice *choice)
{
    return gw_model_name(choice->entries[choice->chosen].model);
}

/* ---- Three kinds of shop -------------------------------------------------------------------- */

static double gamma_level(gw_rng *rng, double x)
{
    (void)x;
    return 15.44 / gw_draw_gamma(rng, 3.74);
}

static double gamma_order(gw_rng *rng, double level)
{
    return level * gw_draw_gamma(rng, 6.25);
}

/* Orders half as large again for each doubling of 1 + x. */
static double growing_level(gw_rng *rng, double x)
{
    return gamma_level(rng, x) * pow(1.5, log2(1 + x));
}

static double lognormal_level(gw_rng *rng, double x)
{
    (void)x;
    return exp(3 + 0.5 * gw_draw_normal(rng));
}

/* One order in a hundred is more than sixteen times the usual one. */
static double lognormal_order(gw_rng *rng, double level)
{
    return level * exp(1.2 * gw_draw_normal(rng));
}

static void independent_orders_need_no_more_than_gamma_gamma(void **state)
{
    (void)state;
    gw_spend_choice choice = chosen_for(gamma_level, gamma_order);
    assert_string_equal(winner(&choice), "gamma_gamma");
    const gw_spend_entry *e = entry_of(&choice, "gamma_gamma");
    check_close_floor(e->lead, 0, 0, 0);
    assert_true(fabs(e->bias) < 0.05);
    assert_true(entry_of(&choice, "lognormal_spend")->lead < 0);
}

static void orders_that_grow_with_their_number(void **state)
{
    (void)state;
    gw_spend_choice choice = chosen_for(growing_level, gamma_order);
    assert_string_equal(winner(&choice), "gamma_gamma_x");
    const gw_spend_entry *given_x = entry_of(&choice, "gamma_gamma_x");
    assert_true(given_x->lead > 5 * given_x->lead_se);
    assert_true(fabs(given_x->fit.params[3] - 1.5) < 4 * given_x->fit.se[3]);
    assert_true(given_x->mae < entry_of(&choice, "gamma_gamma")->mae);
}

static void orders_with_a_heavy_tail(void **state)
{
    (void)state;
    gw_spend_choice choice = chosen_for(lognormal_level, lognormal_order);
    assert_string_equal(winner(&choice), "lognormal_spend");
    const gw_spend_entry *e = entry_of(&choice, "lognormal_spend");
    assert_true(e->lead > 5 * e->lead_se);
    /* the mean of log-normal orders is not quite log-normal: what customers share comes out low */
    check_close(e->fit.params[0], exp(3), 0.05);
    check_close(e->fit.params[1], 1.2, 0.05);
    check_close(e->fit.params[2], 0.5, 0.25);
}

/* ---- Use ------------------------------------------------------------------------------------ */

static void without_hidden_occasions_there_is_no_choice(void **state)
{
    (void)state;
    failing_allocator memory = {0, 0, 0};
    gw_context *context = context_of(&memory);
    shop *s = open_shop(gamma_level, gamma_order);
    memset(s->hidden_x, 0, sizeof s->hidden_x);
    gw_spend_choice choice = {.n = 99};
    assert_int_equal(choose(&choice, context, s), GW_BAD_DATA);
    assert_int_equal(choice.n, 99);
    free(s);
    gw_context_free(context);
}

/* Nobody came back before: no model can be fitted, and none is chosen. */
static void nothing_seen_chooses_nobody(void **state)
{
    (void)state;
    failing_allocator memory = {0, 0, 0};
    gw_context *context = context_of(&memory);
    shop *s = open_shop(gamma_level, gamma_order);
    memset(s->x, 0, sizeof s->x);
    gw_spend_choice choice;
    assert_int_equal(choose(&choice, context, s), GW_OK);
    assert_true(choice.chosen == GW_SPEND_NONE);
    free(s);
    gw_context_free(context);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    failing_allocator memory = {0, 0, 0};
    gw_context *context = context_of(&memory);
    enum { FEW = 60 };
    shop *s = open_shop(gamma_level, gamma_order);
    gw_rows seen = {FEW, {s->x, s->mean}, NULL};
    for (long n = 1;; n += 1 + n / 50) {
        gw_spend_choice choice = {.n = 99};
        long held = memory.held;
        memory.calls = 0;
        memory.fail_at = n;
        gw_status status =
            gw_spend_choose(&choice, context, &seen, s->hidden_x, s->hidden_mean, NULL);
        int reached = memory.calls >= n;
        memory.fail_at = 0;
        assert_int_equal(memory.held, held);
        assert_int_equal(status, reached ? GW_NO_MEMORY : GW_OK);
        assert_true(status == GW_OK || choice.n == 99);
        if (!reached)
            break;
    }
    free(s);
    gw_context_free(context);
    assert_int_equal(memory.held, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(independent_orders_need_no_more_than_gamma_gamma),
        cmocka_unit_test(orders_that_grow_with_their_number),
        cmocka_unit_test(orders_with_a_heavy_tail),
        cmocka_unit_test(without_hidden_occasions_there_is_no_choice),
        cmocka_unit_test(nothing_seen_chooses_nobody),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
