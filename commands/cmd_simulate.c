/* goodwill simulate: a shop whose truth is known. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "error.h"
#include "garden.h"
#include "progress.h"
#include "shown.h"
#include "strbuf.h"

static gw_status read_whole(uint64_t *out, const char *name, const char *text, uint64_t low,
                            uint64_t high, gw_error *err)
{
    char *end = NULL;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || value < low || value > high)
        return gw_error_set(err, GW_WRONG_USE,
                            "--%s is \"%s\", must be a whole number from %llu to %llu", name,
                            gw_show(text).text, (unsigned long long)low, (unsigned long long)high);
    *out = value;
    return GW_OK;
}

static gw_status read_options(gw_garden_options *out, const char *customers, const char *seed,
                              const char *const *set, gw_error *err)
{
    uint64_t number = 0;
    gw_garden_settings_default(&out->settings);
    GW_TRY(read_whole(&number, "customers", customers, 1, GW_GARDEN_MOST_CUSTOMERS, err));
    out->customers = (int32_t)number;
    GW_TRY(read_whole(&out->seed, "seed", seed, 0, UINT64_MAX, err));
    for (size_t i = 0; set[i] != NULL; i++)
        GW_TRY(gw_garden_settings_take(&out->settings, set[i], err));
    return GW_OK;
}

/* What can be set, for the help: a line each. */
static gw_status describe_settings(gw_strbuf *out, gw_error *err)
{
    gw_strbuf_puts(out, "Simulates a garden shop: the files that it would have, in goodwill's own "
                        "kinds of tables,\nand beside them, in truth/, what no shop can know. "
                        "docs/garden.md has all of its world.\nThe same seed gives the same files. "
                        "What can be set, with on, off or a number:\n");
    for (size_t i = 0; gw_garden_setting_at(i) != NULL; i++) {
        const gw_garden_setting *about = gw_garden_setting_at(i);
        char value[32];
        snprintf(value, sizeof value, "%.15g", about->value);
        gw_strbuf_printf(out, "  %-21s %-5s %s\n", about->name,
                         !about->is_switch     ? value
                         : about->value != 0.0 ? "on"
                                               : "off",
                         about->words);
    }
    gw_strbuf_puts(out, "  truth                 full  basic: without value, effects and future\n"
                        "  all=off: none of these: Pareto/NBD orders of Gamma-Gamma amounts");
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the help");
}

static gw_status tell(gw_session *session, const gw_garden_report *report, const char *folder,
                      const gw_garden_options *options, gw_error *err)
{
    char json[512];
    if (report->customers < options->customers)
        gw_say(session, "Only %d of %d customers had come by the last day.", report->customers,
               options->customers);
    if (!session->json) {
        gw_say(session,
               "%s: %d customers, %lld rows, %lld of them wrong on purpose; the truth is in "
               "%s/truth.",
               folder, report->customers, (long long)report->rows, (long long)report->planted,
               folder);
        return GW_OK;
    }
    snprintf(json, sizeof json,
             "{\"customers\": %d, \"orders\": %lld, \"messages\": %lld, \"rows\": %lld, "
             "\"planted\": %lld}\n",
             report->customers, (long long)report->orders, (long long)report->messages,
             (long long)report->rows, (long long)report->planted);
    return gw_print(session, json, err);
}

static gw_status simulate(gw_session *session, const char *folder, gw_garden_options *options,
                          gw_error *err)
{
    gw_garden_report report;
    gw_progress progress = {.session = session};
    options->progress = gw_progress_show;
    options->user = &progress;
    gw_status status = gw_garden_simulate(&report, session->context, folder, options, err);
    gw_progress_end(&progress);
    return status == GW_OK ? tell(session, &report, folder, options, err) : status;
}

static gw_status check_world(const char *name, gw_error *err)
{
    if (strcmp(name, "garden") == 0)
        return GW_OK;
    return gw_error_set(err, GW_WRONG_USE, "there is no \"%s\" to simulate; there is: garden",
                        gw_show(name).text);
}

gw_status gw_cmd_simulate(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *folder = NULL;
    const char *customers = "5000";
    const char *seed = "1";
    const char *set[GW_MAX_OPERANDS] = {NULL};
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    bool done = false;
    gw_strbuf about = GW_STRBUF_INIT(session->context);
    gw_garden_options choice = {0};
    const gw_option options[] = {
        {.name = "output",
         .letter = 'o',
         .value = "FOLDER",
         .text = &folder,
         .required = true,
         .help = "a new folder for the files"},
        {.name = "customers",
         .value = "N",
         .text = &customers,
         .help = "how many; if not said, 5000"},
        {.name = "seed",
         .value = "S",
         .text = &seed,
         .help = "which of all gardens; if not said, 1"},
        {.name = "set",
         .value = "NAME=VALUE",
         .many = set,
         .help = "one of the settings above; may be given again"},
        {.name = NULL},
    };
    (void)argc;
    gw_status status = describe_settings(&about, err);
    const gw_usage usage = {
        .command = "goodwill simulate",
        .operands = {"garden"},
        .about = gw_strbuf_text(&about),
        .options = options,
        .example = "  goodwill simulate garden -o garden --customers 20000 --seed 1\n",
    };
    if (status == GW_OK)
        status = gw_options_parse(&done, operands, session, &usage, argv, err);
    if (status == GW_OK && !done)
        status = check_world(operands[0], err);
    if (status == GW_OK && !done)
        status = read_options(&choice, customers, seed, set, err);
    if (status == GW_OK && !done)
        status = simulate(session, folder, &choice, err);
    gw_strbuf_free(&about);
    return status;
}
