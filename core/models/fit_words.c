#include "fit_words.h"

#include <stdio.h>

#define LIST_SIZE 160

/* "a", "a and b", "r, a and b": the parameters whose bits are set, and `last` (may be NULL). */
static void list_names(char list_out[LIST_SIZE], const gw_model *model, unsigned bits,
                       const char *last)
{
    const char *items[GW_MAX_PARAMETERS + 1];
    size_t count = 0;
    size_t length = 0;
    for (size_t i = 0; i < model->parameter_count; i++)
        if (bits >> i & 1)
            items[count++] = model->parameters[i].name;
    if (last != NULL)
        items[count++] = last;
    list_out[0] = '\0';
    for (size_t i = 0; i < count && length < LIST_SIZE; i++) {
        const char *joint = i == 0 ? "" : i + 1 < count ? ", " : " and ";
        int written = snprintf(list_out + length, LIST_SIZE - length, "%s%s", joint, items[i]);
        length += written > 0 ? (size_t)written : 0;
    }
}

/* The same of contracts. */
static const char *contract_reason(const gw_fit_facts *facts)
{
    if (!facts->anyone_aged)
        return "nobody was up for a renewal";
    if (!facts->anyone_back)
        return "nobody has left so far";
    if (facts->customers <= 1)
        return "there is one customer only";
    return facts->cells == 1 ? "there is one period only" : NULL;
}

/* Why data cannot fix the parameters, when that can be seen from the data alone. */
static const char *plain_reason(const gw_fit_facts *facts)
{
    int spend = facts->model->kind == GW_MODEL_SPEND;
    if (facts->model->kind == GW_MODEL_CONTRACT)
        return contract_reason(facts);
    if (!facts->anyone_aged)
        return "nobody has been watched for any time";
    if (!facts->anyone_back)
        return spend ? "no customer has a repeat occasion with an amount"
                     : "there are one-time buyers only";
    if (facts->customers <= 1)
        return "there is one customer only";
    if (facts->cells == 1)
        return "all customers are alike";
    return NULL;
}

/* What is left to use: the parameters that are known, and forecasts like the past. */
static void list_usable(char list_out[LIST_SIZE], const gw_fit_facts *facts)
{
    unsigned all = (1u << facts->model->parameter_count) - 1;
    int spend = facts->model->kind == GW_MODEL_SPEND;
    list_names(list_out, facts->model, all & ~facts->unknown,
               spend ? "averages near those seen" : "forecasts no longer than the time seen");
}

static void not_identified(char *out, size_t size, const gw_fit_facts *facts)
{
    char names[LIST_SIZE];
    char usable[LIST_SIZE];
    const char *reason = plain_reason(facts);
    int several = (facts->unknown & (facts->unknown - 1)) != 0;
    list_names(names, facts->model, facts->unknown, NULL);
    list_usable(usable, facts);
    const char *still = " can still be used";
    if (!facts->anyone_aged || facts->cells == 0) {
        snprintf(usable, sizeof usable, "nothing can be forecast from them");
        still = "";
    } else if (!facts->anyone_back) {
        snprintf(usable, sizeof usable, "all that can be said is that %s is rare",
                 facts->model->kind == GW_MODEL_CONTRACT ? "leaving" : "coming back");
        still = "";
    }
    snprintf(out, size, "not identified: %s%sthe data do not %s %s%s%s; %s%s", reason ? reason : "",
             reason ? ", so " : "", several ? "tell" : "fix", names, several ? " apart" : "",
             !several && facts->at_bound ? ", which ran to the edge of the search" : "", usable,
             still);
}

void gw__fit_words(char *message_out, size_t size, const gw_fit_facts *facts)
{
    switch (facts->outcome) {
    case GW_FIT_CONVERGED:
        snprintf(message_out, size, "converged");
        return;
    case GW_FIT_NOT_IDENTIFIED:
        not_identified(message_out, size, facts);
        return;
    case GW_FIT_DID_NOT_MOVE:
        snprintf(message_out, size,
                 "did not move: no step from any start raises the likelihood; these are starting "
                 "values, not an answer");
        return;
    case GW_FIT_ITERATION_LIMIT:
        if (facts->at_limit)
            snprintf(message_out, size,
                     "stopped after %d iterations, before a maximum was found; allow more, or give "
                     "another start",
                     facts->iterations);
        else
            snprintf(message_out, size,
                     "stopped before a maximum was found: no step raised the likelihood any more, "
                     "although its slope asks for one; give another start");
        return;
    }
}
