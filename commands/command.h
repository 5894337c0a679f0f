/* What a command is: parses its arguments, calls engine/, prints. Results go to standard output,
 * words to standard error. */
#ifndef GW_COMMAND_H
#define GW_COMMAND_H

#include <goodwill/base.h>

#include <stdbool.h>

/* What every command gets. */
typedef struct gw_session {
    gw_context *context;
    /* Options that every command has (arguments.h). */
    bool json;
    bool quiet;
    bool yes;
} gw_session;

/* `argv` begins behind the command's name and ends in NULL, as argv[argc]. The error's sentence is
 * printed, and its status becomes the exit code, by main. */
typedef gw_status (*gw_command_fn)(gw_session *session, int argc, char **argv, gw_error *err);

typedef struct gw_command {
    const char *name;
    const char *about;
    gw_command_fn run;
} gw_command;

#define GW_COMMAND(name, about)                                                                    \
    gw_status gw_cmd_##name(gw_session *session, int argc, char **argv, gw_error *err);
#include "commands.def"
#undef GW_COMMAND

/* The command of a table that ends in a NULL name; GW_WRONG_USE with the nearest. `of` is what
 * stands before it: "goodwill models". */
gw_status gw_command_find(const gw_command **out, const gw_command *table, const char *name,
                          const char *of, gw_error *err);

/* One line on standard error, unless --quiet. */
void gw_say(const gw_session *session, const char *format, ...) GW_PRINTF(2, 3);
/* A result on standard output: GW_FAILED when it cannot be written. */
GW_MUST_USE gw_status gw_print(gw_session *session, const char *text, gw_error *err);

#endif
