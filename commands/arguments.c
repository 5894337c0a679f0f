#include "arguments.h"

#include <string.h>

#include "error.h"
#include "nearest.h"
#include "shown.h"

#define MAX_OPTIONS 32

/* ---- Parsing -------------------------------------------------------------------------------- */

typedef struct parsing {
    const gw_usage *usage;
    gw_option options[MAX_OPTIONS]; /* the command's, then those of every command */
    bool given[MAX_OPTIONS];
    size_t n;
    char **next; /* the argument after the current one */
    const char **operands;
    size_t operand_count;
    bool help;
} parsing;

size_t gw_options_of_all(gw_option out[GW_OPTIONS_OF_ALL], gw_session *session, bool *help)
{
    const gw_option options[GW_OPTIONS_OF_ALL] = {
        {.name = "json", .help = "the result as JSON", .flag = &session->json},
        {.name = "quiet", .help = "only the result and errors", .flag = &session->quiet},
        {.name = "yes", .help = "answer yes to every question", .flag = &session->yes},
        {.name = "help", .letter = 'h', .help = "this page", .flag = help},
    };
    memcpy(out, options, sizeof options);
    return GW_OPTIONS_OF_ALL;
}

static void collect(parsing *p, gw_session *session, const gw_usage *usage)
{
    for (const gw_option *o = usage->options; o->name != NULL; o++)
        p->options[p->n++] = *o;
    p->n += gw_options_of_all(p->options + p->n, session, &p->help);
}

static gw_status say_unknown(const parsing *p, const char *name, size_t length, gw_error *err)
{
    const char *names[MAX_OPTIONS];
    gw_shown shown = gw_show_bytes(name, length);
    for (size_t i = 0; i < p->n; i++)
        names[i] = p->options[i].name;
    const char *nearest = gw_nearest(shown.text, names, p->n);
    if (nearest != NULL)
        return gw_error_set(err, GW_WRONG_USE, "%s has no option --%s; did you mean --%s?",
                            p->usage->command, shown.text, nearest);
    return gw_error_set(err, GW_WRONG_USE, "%s has no option --%s; %s --help shows all",
                        p->usage->command, shown.text, p->usage->command);
}

static gw_status take_one_more(const gw_option *option, const char *value, gw_error *err)
{
    size_t i = 0;
    while (option->many[i] != NULL)
        i++;
    if (i + 1 == GW_MAX_OPERANDS)
        return gw_error_set(err, GW_WRONG_USE, "--%s is given more than %d times", option->name,
                            GW_MAX_OPERANDS - 1);
    option->many[i] = value;
    return GW_OK;
}

/* `value` is what stands in the same argument, or NULL. */
static gw_status take_option(parsing *p, size_t index, const char *value, gw_error *err)
{
    const gw_option *option = &p->options[index];
    if (p->given[index] && option->many == NULL)
        return gw_error_set(err, GW_WRONG_USE, "--%s is given twice", option->name);
    p->given[index] = true;
    if (option->value == NULL) {
        *option->flag = true;
        return value == NULL ? GW_OK
                             : gw_error_set(err, GW_WRONG_USE, "--%s takes no value", option->name);
    }
    if (value == NULL && *p->next != NULL)
        value = *p->next++;
    if (value == NULL)
        return gw_error_set(err, GW_WRONG_USE, "--%s needs a value: --%s %s", option->name,
                            option->name, option->value);
    if (option->many != NULL)
        return take_one_more(option, value, err);
    *option->text = value;
    return GW_OK;
}

static gw_status take_long(parsing *p, const char *argument, gw_error *err)
{
    size_t length = strcspn(argument, "=");
    for (size_t i = 0; i < p->n; i++)
        if (strlen(p->options[i].name) == length &&
            memcmp(p->options[i].name, argument, length) == 0)
            return take_option(p, i, argument[length] == '=' ? argument + length + 1 : NULL, err);
    return say_unknown(p, argument, length, err);
}

static gw_status take_short(parsing *p, const char *argument, gw_error *err)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->options[i].letter != 0 && p->options[i].letter == argument[0])
            return take_option(p, i, argument[1] != '\0' ? argument + 1 : NULL, err);
    return gw_error_set(err, GW_WRONG_USE, "%s has no option -%s; %s --help shows all",
                        p->usage->command, gw_show(argument).text, p->usage->command);
}

#define MOST_KINDS_OF_OPERANDS (sizeof((gw_usage *)NULL)->operands / sizeof(const char *))

/* What the index-th operand is called; the last one may be called for again and again. */
static const char *operand_name(const gw_usage *usage, size_t index)
{
    const char *name = NULL;
    for (size_t i = 0; i < MOST_KINDS_OF_OPERANDS && usage->operands[i] != NULL; i++) {
        name = usage->operands[i];
        if (i == index)
            return name;
    }
    return name != NULL && strstr(name, "...") != NULL ? name : NULL;
}

static gw_status take_operand(parsing *p, const char *argument, gw_error *err)
{
    /* one place stays NULL, so that lists have an end */
    if (p->operand_count + 1 == GW_MAX_OPERANDS || operand_name(p->usage, p->operand_count) == NULL)
        return gw_error_set(err, GW_WRONG_USE, "%s has no use for \"%s\"", p->usage->command,
                            gw_show(argument).text);
    p->operands[p->operand_count++] = argument;
    return GW_OK;
}

static gw_status take_all(parsing *p, gw_error *err)
{
    bool only_operands = false;
    while (*p->next != NULL) {
        const char *argument = *p->next++;
        bool is_option = !only_operands && argument[0] == '-' && argument[1] != '\0';
        if (is_option && strcmp(argument, "--") == 0)
            only_operands = true;
        else if (is_option && argument[1] == '-')
            GW_TRY(take_long(p, argument + 2, err));
        else if (is_option)
            GW_TRY(take_short(p, argument + 1, err));
        else
            GW_TRY(take_operand(p, argument, err));
    }
    return GW_OK;
}

static gw_status check_complete(const parsing *p, gw_error *err)
{
    const char *missing = operand_name(p->usage, p->operand_count);
    if (missing != NULL && missing[0] != '[' && strstr(missing, "...") == NULL)
        return gw_error_set(err, GW_WRONG_USE, "%s needs a %s; see %s --help", p->usage->command,
                            missing, p->usage->command);
    for (size_t i = 0; i < p->n; i++)
        if (p->options[i].required && !p->given[i])
            return gw_error_set(err, GW_WRONG_USE, "%s needs --%s %s", p->usage->command,
                                p->options[i].name, p->options[i].value);
    return GW_OK;
}

gw_status gw_options_parse(bool *done_out, const char **operands_out, gw_session *session,
                           const gw_usage *usage, char **argv, gw_error *err)
{
    parsing p = {.usage = usage, .next = argv, .operands = operands_out};
    *done_out = false;
    collect(&p, session, usage);
    gw_status status = take_all(&p, err);
    if (p.help) { /* asked for help, with whatever else */
        *done_out = true;
        return gw_help_print(session, usage, err);
    }
    return status == GW_OK ? check_complete(&p, err) : status;
}
