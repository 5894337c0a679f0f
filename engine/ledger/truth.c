/* See truth.h. Lines are compared in groups where the garden books a thing on another line than the
 * ledger: a repair of some worth is a gift here and the keeping of a promise there. */
#include "truth.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <jansson.h>

#include "columns.h"
#include "date.h"
#include "error.h"
#include "ledger_spread.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

static const struct {
    const char *what;
    const char *lines[3]; /* of the ledger and of the truth alike */
    const char *breaks;   /* what keeps the estimate from the truth, where it does */
} groups[] = {
    {"purchases",
     {"purchases"},
     "orders of people who come often grow further than their number says"},
    {"subscriptions", {"subscriptions"}, "contracts follow how often people come"},
    {"service_cost and kindness_cost",
     {"service_cost", "kindness_cost"},
     "it follows how often people come; what messages and returns cost is not in the files"},
    {"savings and promises",
     {"savings", "promises"},
     "gifts and repairs are foreseen as others got them at such orders"},
    {"surplus",
     {"surplus"},
     "it grows with purchases, and with how strongly demand follows the price"},
    {"effort", {"effort"}, "it grows with purchases"},
    {"attention",
     {"attention"},
     "as many messages are foreseen as people like them got a year ago"}};

/* ---- The files ------------------------------------------------------------------------------ */

typedef struct truth_files {
    char value[4352], orders[4352], settings[4352];
    double elasticity;
    int32_t last_day;
} truth_files;

static bool is_file(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0;
}

static gw_status read_settings(truth_files *files, gw_error *err)
{
    json_error_t why;
    json_t *root = json_load_file(files->settings, 0, &why);
    const char *day = json_string_value(json_object_get(root, "last_day"));
    json_t *e = json_object_get(json_object_get(root, "world"), "elasticity");
    bool good =
        json_is_number(e) && day != NULL && gw_date_parse(&files->last_day, day, strlen(day));
    files->elasticity = json_number_value(e);
    json_decref(root);
    if (good)
        return GW_OK;
    return gw_error_set(err, GW_BAD_DATA, "%s is not the truth of a simulated garden",
                        gw_show(files->settings).text);
}

static gw_status find_files(truth_files *files, const char *folder, gw_error *err)
{
    if (strlen(folder) > 4096)
        return gw_error_set(err, GW_WRONG_USE, "the name of the folder is too long");
    snprintf(files->value, sizeof files->value, "%s/value.csv", folder);
    snprintf(files->orders, sizeof files->orders, "%s/orders.csv", folder);
    snprintf(files->settings, sizeof files->settings, "%s/settings.json", folder);
    if (!is_file(files->settings) || !is_file(files->orders))
        return gw_error_set(err, GW_NOT_FOUND,
                            "there is no truth in %s: name the truth/ of a folder that goodwill "
                            "simulate made",
                            gw_show(folder).text);
    return read_settings(files, err);
}

/* A statement with the name of a file in its slot. */
static gw_status read_file(gw_columns *out, gw_shop *shop, const char *name, const char *path,
                           const char *line, gw_error *err)
{
    gw_strbuf file = GW_STRBUF_INIT(shop->context);
    gw_strbuf code = GW_STRBUF_INIT(shop->context);
    gw_sql_literal(&file, path);
    gw_sql_literal(&code, line);
    gw_status status = GW_OK;
    if (gw_strbuf_text(&file) == NULL || gw_strbuf_text(&code) == NULL)
        status = gw_error_no_memory(err, "the truth");
    const gw_sql_slot slots[] = {{"file", gw_strbuf_text(&file)}, {"line", gw_strbuf_text(&code)}};
    if (status == GW_OK)
        status = gw_columns_read(out, shop->context, shop->store, name, slots, 2, NULL, 0, err);
    gw_strbuf_free(&file);
    gw_strbuf_free(&code);
    return status;
}

/* ---- Rows of the table ---------------------------------------------------------------------- */

static gw_recovery *add_recovery(gw_recovery_table *out, const char *what)
{
    gw_recovery *row = &out->rows[out->n < GW_RECOVERIES_MAX ? out->n++ : GW_RECOVERIES_MAX - 1];
    *row = (gw_recovery){0};
    snprintf(row->what, sizeof row->what, "%s", what);
    return row;
}

static void judge(gw_recovery *row)
{
    double room = 2 * row->truth_error;
    row->inside = row->truth >= row->low - room && row->truth <= row->high + room;
}

static gw_status elasticity(gw_recovery_table *out, gw_shop *shop, const truth_files *files,
                            gw_error *err)
{
    gw_columns found = {0};
    gw_status status =
        gw_columns_read(&found, shop->context, shop->store, "demand_read", NULL, 0, NULL, 0, err);
    gw_recovery *row = add_recovery(out, "elasticity");
    row->estimate = row->low = row->high = NAN;
    if (status == GW_OK && found.n > 0) {
        row->estimate = found.values[0][0];
        row->low = found.values[1][0];
        row->high = found.values[2][0];
    }
    row->truth = files->elasticity;
    judge(row);
    if (found.context != NULL)
        gw_columns_free(&found);
    return status;
}

/* Realised surplus of the orders kept, against what each was worth above its price. */
static gw_status realised_surplus(gw_recovery_table *out, gw_shop *shop, const truth_files *files,
                                  gw_error *err)
{
    gw_columns sums = {0};
    gw_status status = read_file(&sums, shop, "truth_surplus", files->orders, "", err);
    if (status == GW_OK && sums.n == 1) {
        gw_recovery *row = add_recovery(out, "surplus, so far");
        row->estimate = sums.values[0][0];
        row->low = sums.values[1][0];
        row->high = sums.values[2][0];
        row->truth = sums.values[3][0];
        judge(row);
    }
    if (sums.context != NULL)
        gw_columns_free(&sums);
    return status;
}

static const gw_ledger_row *row_of(const gw_ledger_page *page, const char *code)
{
    for (size_t i = 0; i < page->n; i++)
        if (strcmp(page->rows[i].line->code, code) == 0)
            return &page->rows[i];
    return NULL;
}

static gw_status group(gw_recovery_table *out, gw_shop *shop, const truth_files *files,
                       const gw_ledger_page *page, size_t g, gw_error *err)
{
    char what[96];
    double error2 = 0;
    gw_status status = GW_OK;
    snprintf(what, sizeof what, "%s, expected", groups[g].what);
    gw_recovery *recovery = add_recovery(out, what);
    for (size_t i = 0; i < 3 && groups[g].lines[i] != NULL && status == GW_OK; i++) {
        const gw_ledger_row *row = row_of(page, groups[g].lines[i]);
        gw_columns truth = {0};
        bool has = row != NULL && row->has_expected;
        recovery->estimate += has ? row->expected : 0;
        recovery->low += has ? row->low : 0;
        recovery->high += has ? row->high : 0;
        status = read_file(&truth, shop, "truth_value", files->value, groups[g].lines[i], err);
        if (status == GW_OK && truth.n == 1 && isfinite(truth.values[0][0])) {
            recovery->truth += truth.values[0][0];
            error2 += truth.values[1][0] * truth.values[1][0];
        }
        if (truth.context != NULL)
            gw_columns_free(&truth);
    }
    recovery->truth_error = sqrt(error2);
    judge(recovery);
    if (!recovery->inside)
        snprintf(recovery->breaks, sizeof recovery->breaks, "%s", groups[g].breaks);
    return status;
}

static gw_status bringing(gw_recovery_table *out, gw_shop *shop, const truth_files *files,
                          gw_error *err)
{
    gw_columns said = {0};
    gw_status status = read_file(&said, shop, "truth_referrals", files->value, "", err);
    if (status == GW_OK && said.n == 1 && isfinite(said.values[0][0])) {
        gw_recovery *row = add_recovery(out, "people they will bring, expected");
        /* of the spread between people's rates nothing is kept: a Poisson number of people, and the
         * tenth that moves all */
        double spread = sqrt(said.values[0][0] + 0.01 * said.values[0][0] * said.values[0][0]);
        row->estimate = said.values[0][0];
        row->low = row->estimate - 1.2815515655446004 * spread;
        row->high = row->estimate + 1.2815515655446004 * spread;
        row->truth = said.values[1][0];
        row->truth_error = said.values[2][0];
        judge(row);
    }
    if (said.context != NULL)
        gw_columns_free(&said);
    return status;
}

/* The expected lines, summed over the people whose truth is known by the ledger's own statement. */
static gw_status expected_lines(gw_recovery_table *out, gw_shop *shop, const truth_files *files,
                                gw_error *err)
{
    gw_ledger_page page = {0};
    gw_strbuf state = GW_STRBUF_INIT(shop->context);
    gw_strbuf file = GW_STRBUF_INIT(shop->context);
    gw_sql_literal(&file, files->value);
    gw_status status = gw_strbuf_text(&file) == NULL ? gw_error_no_memory(err, "the truth") : GW_OK;
    const gw_sql_slot slot = {"file", gw_strbuf_text(&file)};
    if (status == GW_OK)
        status = gw_sql_fill(&state, "truth_state", &slot, 1, err);
    if (status == GW_OK) {
        const gw__ledger_state of = {gw_strbuf_text(&state), "passed"};
        status = gw__ledger_page_of(&page, shop, GW_VIEW_OWN, true, &of, err);
        if (status == GW_OK)
            status = gw__ledger_spread(&page, shop, GW_VIEW_OWN, err);
    }
    out->customers = page.customers;
    for (size_t g = 0; g < sizeof groups / sizeof *groups && status == GW_OK; g++)
        status = group(out, shop, files, &page, g, err);
    if (status == GW_OK)
        status = bringing(out, shop, files, err);
    gw_strbuf_free(&state);
    gw_strbuf_free(&file);
    return status;
}

gw_status gw_truth_read(gw_recovery_table *out, gw_shop *shop, const char *folder, gw_error *err)
{
    gw_recovery_table table = {0};
    truth_files files = {.elasticity = NAN};
    gw_current current;
    GW_TRY(gw_current_read(&current, shop, err));
    if (current.number == 0)
        return gw_error_set(err, GW_NOT_FOUND,
                            "nothing was reckoned in %s yet: run goodwill reckon %s first",
                            gw_show(shop->path).text, gw_show(shop->path).text);
    GW_TRY(find_files(&files, folder, err));
    GW_TRY(elasticity(&table, shop, &files, err));
    GW_TRY(realised_surplus(&table, shop, &files, err));
    if (is_file(files.value))
        GW_TRY(expected_lines(&table, shop, &files, err));
    if (current.as_of != files.last_day || strcmp(current.horizon, "12 months") != 0) {
        char day[GW_DATE_TEXT_SIZE];
        gw_date_format(day, files.last_day);
        snprintf(table.beware, sizeof table.beware,
                 "The truth is of the 12 months after %s: reckon with --as-of %s --horizon \"12 "
                 "months\" to ask the same.",
                 day, day);
    } else if (!is_file(files.value)) {
        snprintf(table.beware, sizeof table.beware,
                 "There is no value.csv (truth=basic): what was expected is not compared.");
    }
    *out = table;
    return GW_OK;
}
