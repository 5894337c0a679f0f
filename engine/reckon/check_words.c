/* Words of check_words.h: what was hidden, what came, what was said, who won. */
#include "check_words.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "figures.h"

static void span_words(char *out, size_t size, double days)
{
    if (fmod(days, 7) == 0 && days >= 14)
        snprintf(out, size, "%.0f weeks", days / 7);
    else
        snprintf(out, size, "%.0f days", days);
}

static void add(char *out, size_t size, const char *sentence)
{
    size_t length = strlen(out);
    bool begins = length == 0 || out[length - 1] == '\n';
    snprintf(out + length, size - length, "%s%s", begins ? "" : " ", sentence);
}

/* What follows is of another matter: on a line of its own. */
static void next_line(gw_check *check)
{
    size_t length = strlen(check->verdict);
    snprintf(check->verdict + length, sizeof check->verdict - length, "\n");
}

static const char *how_good(const gw_check *check)
{
    double miss = fabs(check->entries[check->used].score.bias);
    if (miss <= GW_CHECK_CLOSE)
        return "That is close.";
    if (miss <= GW_CHECK_FAIR)
        return "That is fair: read its totals with that in mind.";
    if (check->days.came >= check->days.low && check->days.came <= check->days.high)
        return "So few days leave that much to chance.";
    return "That is far off: use it for who, not for how much.";
}

/* "said 1,199 (80 of 100 times 1,020 to 1,410)" */
static void said_words(char *out, size_t size, const gw_check_total *total)
{
    char said[GW_FIGURE_SIZE];
    char low[GW_FIGURE_SIZE];
    char high[GW_FIGURE_SIZE];
    gw_figure_count(said, total->said);
    gw_figure_count(low, total->low);
    gw_figure_count(high, total->high);
    snprintf(out, size, "said %s (80 of 100 times %s to %s)", said, low, high);
}

static void say_count(gw_check *check)
{
    const gw_check_entry *used = &check->entries[check->used];
    char span[32];
    char actual[GW_FIGURE_SIZE];
    char said[160];
    char text[640];
    span_words(span, sizeof span, check->hidden_days);
    gw_figure_count(actual, used->score.actual);
    said_words(said, sizeof said, &check->days);
    if (used->score.actual > 0)
        snprintf(text, sizeof text,
                 "We hid the last %s: customers came back on %s days, and %s, fitted on what came "
                 "before, %s, %+.1f %%. %s",
                 span, actual, used->title, said, 100 * used->score.bias, how_good(check));
    else
        snprintf(text, sizeof text, "We hid the last %s: nobody came back in them; %s %s.", span,
                 used->title, said);
    add(check->verdict, sizeof check->verdict, text);
}

static void say_money(gw_check *check)
{
    char came[GW_FIGURE_SIZE];
    char said[160];
    char text[320];
    if (!(check->paid.came > 0) || !(check->paid.said > 0))
        return;
    gw_figure_count(came, check->paid.came);
    said_words(said, sizeof said, &check->paid);
    snprintf(text, sizeof text, "In money: %s came, it %s, %+.1f %%.", came, said,
             100 * (check->paid.said / check->paid.came - 1));
    add(check->verdict, sizeof check->verdict, text);
}

/* "Pareto/NBD and BG/NBD": the models that did no clearly worse than the best by the looks. */
static size_t level_with_best(char *out, size_t size, const gw_check *check)
{
    size_t level = 0;
    out[0] = '\0';
    for (size_t e = 0; e < check->n; e++) {
        const gw_check_entry *entry = &check->entries[e];
        size_t length = strlen(out);
        if (entry->model == NULL || e == check->best_by_looks || !entry->looks.fitted ||
            entry->behind > GW_CHECK_CLEARLY * entry->behind_se)
            continue;
        snprintf(out + length, size - length, "%s%s", level++ == 0 ? "" : " and ", entry->title);
    }
    return level;
}

/* Models that fell out of the choice, and why. */
static void say_left_out(gw_check *check)
{
    for (size_t e = 0; e < check->n; e++) {
        const gw_check_entry *entry = &check->entries[e];
        char text[300];
        if (entry->model == NULL || entry->looks.fitted)
            continue;
        snprintf(text, sizeof text, "%s was left out: %s.", entry->title, entry->reason);
        add(check->verdict, sizeof check->verdict, text);
    }
}

/* How the model was chosen: from how many earlier days, and how clear it was. */
static void say_looks(gw_check *check)
{
    char text[700];
    char span[32];
    char level[200];
    char whom[96] = "";
    char looks[160];
    if (check->looks == 0 || check->best_by_looks == GW_NOBODY)
        return;
    const gw_check_entry *best = &check->entries[check->best_by_looks];
    size_t models = 0;
    for (size_t e = 0; e < check->n; e++)
        models += check->entries[e].model != NULL;
    if (models < 2)
        return;
    span_words(span, sizeof span, check->look_days);
    if (check->look_sampled) {
        char customers[GW_FIGURE_SIZE];
        gw_figure_count(customers, check->look_customers);
        snprintf(whom, sizeof whom, ", of %s customers (enough to tell them apart)", customers);
    }
    next_line(check);
    size_t near = level_with_best(level, sizeof level, check);
    if (check->looks > 1)
        snprintf(looks, sizeof looks, "from %zu earlier days each was asked for the %s after",
                 check->looks, span);
    else
        snprintf(looks, sizeof looks, "the history allows one look back only, at the last %s",
                 span);
    snprintf(text, sizeof text,
             "Which of %zu models: %s%s. %s gave what came the best chances, %s%s%s.", models,
             looks, whom, best->title, near == 0 ? "clearly better than the others" : "",
             near == 0 ? "" : level, near == 0 ? "" : " no clearly worse ones");
    add(check->verdict, sizeof check->verdict, text);
    say_left_out(check);
    if (check->best_model == check->best_by_looks)
        return;
    snprintf(text, sizeof text, "Of these %s is taken: it %s.",
             check->entries[check->best_model].title,
             check->by_money ? "came clearly closest in money"
                             : "is the one to begin with where nothing speaks against it");
    add(check->verdict, sizeof check->verdict, text);
}

static void say_winner(gw_check *check)
{
    char text[512];
    const gw_check_entry *rule = &check->entries[check->best_baseline];
    next_line(check);
    if (check->best_model == GW_NOBODY) {
        add(check->verdict, sizeof check->verdict, "No model could be fitted.");
        return;
    }
    const gw_check_entry *model = &check->entries[check->best_model];
    if (check->used != check->best_model)
        snprintf(text, sizeof text,
                 "The best model, %s, did worse customer by customer than the simple rule \"%s\", "
                 "so the rule is used.",
                 model->title, rule->title);
    else if (model->score.deviance < rule->score.deviance)
        snprintf(text, sizeof text,
                 "Customer by customer it did better than the best simple rule, \"%s\".",
                 rule->title);
    else
        snprintf(text, sizeof text,
                 "Customer by customer it did no better than the simple rule \"%s\": a tie.",
                 rule->title);
    add(check->verdict, sizeof check->verdict, text);
}

static void say_who_left(gw_check *check)
{
    if (check->alive == GW_NOBODY) {
        add(check->verdict, sizeof check->verdict,
            "Nothing here can tell who is still a customer.");
    } else if (check->alive != check->used) {
        char text[160];
        snprintf(text, sizeof text, "Who is still a customer is asked of %s.",
                 check->entries[check->alive].title);
        add(check->verdict, sizeof check->verdict, text);
    }
}

void gw_check_say(gw_check *check)
{
    check->verdict[0] = '\0';
    say_count(check);
    say_money(check);
    say_looks(check);
    say_winner(check);
    say_who_left(check);
}
