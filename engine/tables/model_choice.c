#include "model_choice.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "nearest.h"
#include "number.h"
#include "shown.h"

#define MAX_MODELS 64
#define LIST_SIZE 512

/* names[0 .. n-1] with commas between them, cut where the room ends. */
static void join(char list_out[LIST_SIZE], const char *const *names, size_t n)
{
    size_t end = 0;
    list_out[0] = '\0';
    for (size_t i = 0; i < n && end < LIST_SIZE; i++) {
        int written =
            snprintf(list_out + end, LIST_SIZE - end, "%s%s", i > 0 ? ", " : "", names[i]);
        end += written > 0 ? (size_t)written : 0;
    }
}

gw_status gw_model_choose(const gw_model **out, const char *name, gw_error *err)
{
    const char *names[MAX_MODELS];
    char list[LIST_SIZE];
    size_t n = gw_model_count() < MAX_MODELS ? gw_model_count() : MAX_MODELS;
    const gw_model *model = gw_model_find(name);
    if (model != NULL) {
        *out = model;
        return GW_OK;
    }
    for (size_t i = 0; i < n; i++)
        names[i] = gw_model_name(gw_model_at(i));
    const char *nearest = gw_nearest(name, names, n);
    if (nearest != NULL)
        return gw_error_set(err, GW_NOT_FOUND, "there is no model %s; did you mean %s?",
                            gw_show(name).text, nearest);
    join(list, names, n);
    return gw_error_set(err, GW_NOT_FOUND, "there is no model %s; there are %s", gw_show(name).text,
                        list);
}

const char *gw_model_kind_name(gw_model_kind kind)
{
    switch (kind) {
    case GW_MODEL_COUNT:
        return "count";
    case GW_MODEL_SPEND:
        return "spend";
    case GW_MODEL_CONTRACT:
        return "contract";
    case GW_MODEL_DISCRETE:
        return "discrete";
    }
    return "unknown";
}

/* ---- Parameters ----------------------------------------------------------------------------- */

typedef struct params {
    const gw_model *model;
    size_t n;
    const char *names[GW_MAX_PARAMETERS];
    bool given[GW_MAX_PARAMETERS];
    char list[LIST_SIZE];
} params;

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Takes the blanks off both ends of text[0 .. *length - 1]. */
static const char *trim(const char *text, size_t *length)
{
    while (*length > 0 && is_space(text[*length - 1]))
        --*length;
    while (*length > 0 && is_space(*text)) {
        text++;
        --*length;
    }
    return text;
}

static gw_status read_one(double *params_out, params *p, const char *piece, size_t length,
                          gw_error *err)
{
    const char *equals = memchr(piece, '=', length);
    if (equals == NULL)
        return gw_error_set(err, GW_WRONG_USE,
                            "the parameter \"%s\" is not written as name=value; %s has %s",
                            gw_show_bytes(piece, length).text, gw_model_name(p->model), p->list);
    size_t name_length = (size_t)(equals - piece);
    const char *name = trim(piece, &name_length);
    size_t index = 0;
    while (index < p->n && (strlen(p->names[index]) != name_length ||
                            memcmp(p->names[index], name, name_length) != 0))
        index++;
    if (index == p->n)
        return gw_error_set(err, GW_WRONG_USE, "%s has no parameter %s; it has %s",
                            gw_model_name(p->model), gw_show_bytes(name, name_length).text,
                            p->list);
    if (p->given[index])
        return gw_error_set(err, GW_WRONG_USE, "the parameter %s is given twice", p->names[index]);
    const char *value = equals + 1;
    size_t value_length = (size_t)(piece + length - value);
    value = trim(value, &value_length);
    if (!gw_number_parse(&params_out[index], value, value_length))
        return gw_error_set(err, GW_WRONG_USE, "the parameter %s is \"%s\", which is not a number",
                            p->names[index], gw_show_bytes(value, value_length).text);
    p->given[index] = true;
    return GW_OK;
}

gw_status gw_model_params_parse(double params_out[GW_MAX_PARAMETERS], const gw_model *model,
                                const char *text, gw_error *err)
{
    double values[GW_MAX_PARAMETERS] = {0};
    params p = {.model = model, .n = gw_model_parameter_count(model)};
    for (size_t i = 0; i < p.n; i++)
        p.names[i] = gw_model_parameter_name(model, i);
    join(p.list, p.names, p.n);
    for (;;) {
        size_t length = strcspn(text, ",");
        GW_TRY(read_one(values, &p, text, length, err));
        if (text[length] == '\0')
            break;
        text += length + 1;
    }
    for (size_t i = 0; i < p.n; i++) {
        if (!p.given[i])
            return gw_error_set(err, GW_WRONG_USE, "the parameter %s is missing; %s has %s",
                                p.names[i], gw_model_name(model), p.list);
    }
    memcpy(params_out, values, sizeof values);
    return GW_OK;
}
