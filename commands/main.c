/* goodwill COMMAND ...: finds the command, runs it, says what went wrong, and with which code. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "error.h"

#define MOST_THREADS 256

static const gw_command COMMANDS[] = {
#define GW_COMMAND(name, about) {#name, about, gw_cmd_##name},
#include "commands.def"
#undef GW_COMMAND
    {NULL, NULL, NULL},
};

static const gw_option OPTIONS[] = {
    {.name = "version", .help = "the version of the program"},
    {.name = NULL},
};

static const gw_usage USAGE = {
    .command = "goodwill",
    .about = "Customer lifetime value counted on both sides: what they give you, and what you give "
             "them.",
    .options = OPTIONS,
    .commands = COMMANDS,
    .example = "  goodwill models fit pareto_nbd --input customers.csv\n",
};

/* ---- Ending early --------------------------------------------------------------------------- */

static volatile sig_atomic_t asked_to_end;

static void remember(int number)
{
    (void)number;
    asked_to_end = 1;
}

static int is_asked_to_end(void *user)
{
    (void)user;
    return asked_to_end;
}

/* The first Ctrl-C ends the work in an orderly way, the second at once. A closed pipe is told by
 * write(), and is no reason to die. */
static void catch_signals(void)
{
    struct sigaction once = {.sa_handler = remember, .sa_flags = (int)SA_RESETHAND};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGINT, &once, NULL);
    sigaction(SIGTERM, &once, NULL);
    sigaction(SIGHUP, &once, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
}

/* ---- Running -------------------------------------------------------------------------------- */

static int processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (int)n;
}

static gw_status run(gw_session *session, int argc, char **argv, gw_error *err)
{
    const gw_command *command = NULL;
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0)
        return gw_help_print(session, &USAGE, err);
    if (strcmp(argv[1], "--version") == 0) {
        char line[64];
        snprintf(line, sizeof line, "goodwill %s\n", gw_version());
        return gw_print(session, line, err);
    }
    GW_TRY(gw_command_find(&command, COMMANDS, argv[1], "goodwill", err));
    return command->run(session, argc - 2, argv + 2, err);
}

/* Red on a terminal, unless NO_COLOR asks for none (https://no-color.org). */
static void say_error(const gw_error *err)
{
    const char *no_color = getenv("NO_COLOR"); /* NOLINT(concurrency-mt-unsafe): nobody sets */
    bool color = isatty(STDERR_FILENO) && (no_color == NULL || no_color[0] == '\0');
    fprintf(stderr, "%sgoodwill:%s %s\n", color ? "\x1b[31m" : "", color ? "\x1b[0m" : "",
            err->message);
}

int main(int argc, char **argv)
{
    gw_error err = {0};
    gw_session session = {0};
    gw_context_options options = GW_CONTEXT_OPTIONS_INIT;
    options.threads = processors();
    options.cancel = is_asked_to_end;
    catch_signals();
    gw_status status = gw_context_create(&session.context, &options, &err);
    if (status == GW_OK)
        status = run(&session, argc, argv, &err);
    if (status != GW_OK)
        say_error(&err);
    gw_context_free(session.context);
    return gw_status_exit_code(status);
}
