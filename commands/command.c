#include "command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "nearest.h"
#include "output.h"
#include "shown.h"

#define MAX_COMMANDS 32

gw_status gw_command_find(const gw_command **out, const gw_command *table, const char *name,
                          const char *of, gw_error *err)
{
    const char *names[MAX_COMMANDS];
    size_t n = 0;
    for (; table[n].name != NULL && n < MAX_COMMANDS; n++) {
        if (strcmp(table[n].name, name) == 0) {
            *out = &table[n];
            return GW_OK;
        }
        names[n] = table[n].name;
    }
    const char *nearest = gw_nearest(name, names, n);
    if (nearest != NULL)
        return gw_error_set(err, GW_WRONG_USE, "%s has no command %s; did you mean %s?", of,
                            gw_show(name).text, nearest);
    return gw_error_set(err, GW_WRONG_USE, "%s has no command %s; %s --help shows them all", of,
                        gw_show(name).text, of);
}

void gw_say(const gw_session *session, const char *format, ...)
{
    va_list arguments;
    if (session->quiet)
        return;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

gw_status gw_print(gw_session *session, const char *text, gw_error *err)
{
    gw_output *output = NULL;
    GW_TRY(gw_output_open(&output, session->context, NULL, err));
    gw_output_puts(output, text);
    return gw_output_finish(output, err);
}
