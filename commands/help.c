/* The help page of a command, made from the table that reads its arguments. */
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "error.h"
#include "strbuf.h"

#define LEFT_WIDTH 24

static void add_row(gw_strbuf *page, const char *left, const char *right)
{
    if (strlen(left) > LEFT_WIDTH)
        gw_strbuf_printf(page, "  %s\n  %*s  %s\n", left, LEFT_WIDTH, "", right);
    else
        gw_strbuf_printf(page, "  %-*s  %s\n", LEFT_WIDTH, left, right);
}

static void add_option(gw_strbuf *page, const gw_option *option)
{
    char left[96];
    char letter[8] = "";
    if (option->letter != 0)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name,
             option->value != NULL ? " " : "", option->value != NULL ? option->value : "");
    add_row(page, left, option->help);
}

static void add_synopsis(gw_strbuf *page, const gw_usage *usage)
{
    gw_strbuf_printf(page, "Usage: %s%s", usage->command,
                     usage->commands != NULL ? " [COMMAND]" : "");
    for (size_t i = 0;
         i < sizeof usage->operands / sizeof *usage->operands && usage->operands[i] != NULL; i++)
        gw_strbuf_printf(page, " %s", usage->operands[i]);
    for (const gw_option *o = usage->options; o->name != NULL; o++)
        if (o->required)
            gw_strbuf_printf(page, " --%s %s", o->name, o->value);
    gw_strbuf_printf(page, " [options]\n\n%s\n", usage->about);
}

gw_status gw_help_print(gw_session *session, const gw_usage *usage, gw_error *err)
{
    bool unused = false;
    gw_option of_all[GW_OPTIONS_OF_ALL];
    size_t n = gw_options_of_all(of_all, session, &unused);
    gw_strbuf page = GW_STRBUF_INIT(session->context);
    add_synopsis(&page, usage);
    if (usage->commands != NULL)
        gw_strbuf_puts(&page, "\nCommands:\n");
    for (const gw_command *c = usage->commands; c != NULL && c->name != NULL; c++)
        add_row(&page, c->name, c->about);
    gw_strbuf_puts(&page, "\nOptions:\n");
    for (const gw_option *o = usage->options; o->name != NULL; o++)
        add_option(&page, o);
    for (size_t i = 0; i < n; i++)
        add_option(&page, &of_all[i]);
    gw_strbuf_printf(&page, "\nExample:\n%s", usage->example);
    gw_status status = page.failed ? gw_error_no_memory(err, "the help")
                                   : gw_print(session, gw_strbuf_text(&page), err);
    gw_strbuf_free(&page);
    return status;
}
