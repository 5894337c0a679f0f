/* The arguments of one command: one table reads them and prints their help.
 *
 *     const char *input = NULL;
 *     const gw_option options[] = {
 *         {"input", 'i', "FILE", "customers, CSV or Parquet", .text = &input, .required = true},
 *         {0}};
 *     const gw_usage usage = {...};
 *
 * Written as --input FILE, --input=FILE, -i FILE, -iFILE; "--" ends the options. Every command also
 * has --json, --quiet, --yes and --help. An option may be given once, unless it says otherwise. */
#ifndef GW_ARGUMENTS_H
#define GW_ARGUMENTS_H

#include "command.h"

#define GW_MAX_OPERANDS 64

typedef struct gw_option {
    const char *name;
    char letter;       /* 0: none */
    const char *value; /* what to call it in the help; NULL: a flag */
    const char *help;
    const char **text; /* where the value goes */
    const char **many; /* instead: GW_MAX_OPERANDS places, all NULL; may be given again and again */
    bool *flag;
    bool required;
} gw_option;

typedef struct gw_usage {
    const char *command; /* "goodwill models fit" */
    /* "MODEL" is required, "[CUSTOMER]" is not, and "[FILE...]" at the end may be many. */
    const char *operands[4];
    const char *about;          /* a sentence or a few */
    const gw_option *options;   /* ends in a NULL name */
    const gw_command *commands; /* what may follow instead; ends so too; NULL: none */
    const char *example;        /* a command line, and below it what it prints */
} gw_usage;

/* Fills the options' targets and `operands_out`. With --help prints it and sets *done_out: the
 * command then returns at once. GW_WRONG_USE names the argument. */
GW_MUST_USE gw_status gw_options_parse(bool *done_out, const char **operands_out,
                                       gw_session *session, const gw_usage *usage, char **argv,
                                       gw_error *err);

/* The options every command has, written to this session and this flag. */
#define GW_OPTIONS_OF_ALL 4
size_t gw_options_of_all(gw_option out[GW_OPTIONS_OF_ALL], gw_session *session, bool *help);

/* Prints the help page to standard output. */
GW_MUST_USE gw_status gw_help_print(gw_session *session, const gw_usage *usage, gw_error *err);

#endif
