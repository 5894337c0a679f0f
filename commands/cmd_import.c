/* goodwill import: files into a store, with a receipt that adds up. */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answers.h"
#include "arguments.h"
#include "error.h"
#include "progress.h"
#include "shown.h"
#include "words.h"

/* A proposed mapping on a terminal: taken with Enter, edited, or refused. True when it was taken.
 */
static bool ask_about(const gw_receipt *receipt, const char *path, char *map, size_t size)
{
    char line[1024];
    fprintf(stderr,
            "%s is not a file I know. I would read it as\n  %s\nbecause some of the values are\n"
            "%s\nEnter takes this; or type your own, or n: ",
            gw_show(path).text, receipt->mapping, receipt->samples);
    if (fgets(line, sizeof line, stdin) == NULL)
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    if (strcmp(line, "n") == 0 || strcmp(line, "no") == 0)
        return false;
    snprintf(map, size, "%s", line[0] == '\0' ? receipt->mapping : line);
    return true;
}

static gw_status needs_mapping(const gw_receipt *receipt, const char *path, gw_error *err)
{
    if (receipt->wrong[0] != '\0')
        return gw_error_set(
            err, GW_BAD_DATA,
            "%s. If it is one all the same, say which columns mean what: --map \"%s\" (it "
            "has: %s)",
            receipt->wrong, receipt->mapping, receipt->columns);
    bool guessed = strstr(receipt->mapping, "COLUMN") == NULL;
    return gw_error_set(err, GW_WRONG_USE,
                        "%s is not a file I know; say which columns mean what%s: --map \"%s\"%s "
                        "(it has: %s)",
                        gw_show(path).text, guessed ? ", for example" : "", receipt->mapping,
                        guessed ? ", or --yes to take that" : "", receipt->columns);
}

static gw_status import_one(bool *any_used, gw_session *session, gw_shop *shop, const char *path,
                            gw_import_options options, gw_error *err)
{
    gw_receipt receipt;
    char map[1024];
    gw_progress progress = {.session = session};
    options.progress = gw_progress_show;
    options.user = &progress;
    gw_status status = gw_import_file(&receipt, shop, path, &options, err);
    gw_progress_end(&progress);
    if (status != GW_OK)
        return status;
    if (receipt.needs_mapping) {
        bool can_ask = isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && !session->quiet;
        if (!can_ask || !ask_about(&receipt, path, map, sizeof map))
            return needs_mapping(&receipt, path, err);
        options.map = map;
        status = gw_import_file(&receipt, shop, path, &options, err);
        gw_progress_end(&progress);
        if (status != GW_OK)
            return status;
    }
    *any_used = *any_used || receipt.used > 0 || receipt.known > 0 || receipt.changed > 0;
    gw_strbuf text = GW_STRBUF_INIT(session->context);
    status = session->json
                 ? gw_receipt_to_json(&text, &receipt, path, err)
                 : gw_receipt_words(&text, &receipt, path, shop->currency, options.dry_run);
    if (status == GW_OK)
        status = gw_print(session, gw_strbuf_text(&text), err);
    gw_strbuf_free(&text);
    return status;
}

/* What other files look up comes first; otherwise the order stays. */
static gw_status sort_paths(const char **paths, gw_shop *shop, const gw_import_options *options,
                            gw_error *err)
{
    int ranks[GW_MAX_OPERANDS] = {0};
    for (size_t i = 0; paths[i] != NULL && paths[1] != NULL; i++) {
        const char *path = paths[i];
        int rank = 0;
        size_t at = i;
        GW_TRY(gw_import_rank(&rank, shop, path, options, err));
        for (; at > 0 && ranks[at - 1] > rank; at--) {
            paths[at] = paths[at - 1];
            ranks[at] = ranks[at - 1];
        }
        paths[at] = path;
        ranks[at] = rank;
    }
    return GW_OK;
}

static gw_status import_all(gw_session *session, gw_shop *shop, const char **paths,
                            const gw_import_options *options, gw_error *err)
{
    bool any_used = false;
    GW_TRY(sort_paths(paths, shop, options, err));
    for (size_t i = 0; paths[i] != NULL; i++)
        GW_TRY(import_one(&any_used, session, shop, paths[i], *options, err));
    if (any_used)
        return GW_OK;
    return gw_error_set(err, GW_BAD_DATA, "no row could be used: the receipt says why");
}

static gw_status change_batch(gw_session *session, gw_shop *shop, const char *batch, bool withdraw,
                              gw_error *err)
{
    char *end = NULL;
    long long number = strtoll(batch, &end, 10);
    if (end == batch || *end != '\0')
        return gw_error_set(err, GW_WRONG_USE,
                            "\"%s\" is no import's number; the receipt of an import says its own",
                            gw_show(batch).text);
    GW_TRY(gw_import_withdraw(shop, number, withdraw, err));
    gw_say(session, "Import %lld is %s. Run goodwill reckon to bring the numbers up to date.",
           number, withdraw ? "withdrawn: it counts nowhere" : "back");
    return GW_OK;
}

gw_status gw_cmd_import(gw_session *session, int argc, char **argv, gw_error *err)
{
    const char *as = NULL;
    const char *map = NULL;
    const char *rejects = NULL;
    const char *withdraw = NULL;
    const char *restore = NULL;
    bool dry_run = false;
    const gw_option options[] = {
        {.name = "as",
         .value = "KIND",
         .text = &as,
         .help = "what kind of file it is, when its header does not say"},
        {.name = "map",
         .value = "MAP",
         .text = &map,
         .help = "which column means what: customer=Email,date=Day,amount=Total[,order=No]"
                 "[,currency=Currency][,tax=Tax or "
                 "tax=19%][,date_order=dmy|mdy][,decimal=comma|point]"},
        {.name = "dry-run", .flag = &dry_run, .help = "only say what would be done"},
        {.name = "rejects",
         .value = "FILE",
         .text = &rejects,
         .help = "write the rows set aside, with their reasons, to a CSV file"},
        {.name = "withdraw",
         .value = "BATCH",
         .text = &withdraw,
         .help = "take an import out of every number"},
        {.name = "restore",
         .value = "BATCH",
         .text = &restore,
         .help = "bring a withdrawn import back"},
        {.name = NULL},
    };
    const gw_usage usage = {
        .command = "goodwill import",
        .operands = {"STORE", "[FILE...]"},
        .about =
            "Brings files into a store: CSV (plain, gzip, Zstandard), Parquet or JSON lines.\n"
            "Known exports are recognised by their header; for others it proposes which column\n"
            "means what. Of several files, those that others look up are read first: orders,\n"
            "then their refunds. The receipt adds up: rows in = used + already known + set aside.\n"
            "Safe to repeat: what is known already is not kept twice.",
        .options = options,
        .example = "  goodwill import shop.gw orders_export.csv\n",
    };
    bool done = false;
    const char *operands[GW_MAX_OPERANDS] = {NULL};
    gw_shop shop = {0};
    (void)argc;
    GW_TRY(gw_options_parse(&done, operands, session, &usage, argv, err));
    if (done)
        return GW_OK;
    if (operands[1] == NULL && withdraw == NULL && restore == NULL)
        return gw_error_set(err, GW_WRONG_USE,
                            "goodwill import needs a file: goodwill import %s FILE",
                            gw_show(operands[0]).text);
    GW_TRY(gw_shop_open(&shop, session->context, operands[0], true, err));
    const gw_import_options import = {
        .as = as, .map = map, .accept = session->yes, .dry_run = dry_run};
    gw_status status = GW_OK;
    if (withdraw != NULL || restore != NULL)
        status = change_batch(session, &shop, withdraw != NULL ? withdraw : restore,
                              withdraw != NULL, err);
    else
        status = import_all(session, &shop, operands + 1, &import, err);
    if (status == GW_OK && rejects != NULL)
        status = gw_import_rejects(&shop, rejects, err);
    gw_shop_close(&shop);
    return status;
}
