/* Opening and making stores; see shop.h. */
#include "shop.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "file_copy.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

/* Migrations are the files 001_..., 002_... of store/sql, in the order of their names. */
static int migration_number(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    return digits == 3 && name[3] == '_' ? (int)strtol(name, NULL, 10) : 0;
}

int gw_shop_schema(void)
{
    int newest = 0;
    for (size_t i = 0; gw_sql_name(i) != NULL; i++)
        if (migration_number(gw_sql_name(i)) > newest)
            newest = migration_number(gw_sql_name(i));
    return newest;
}

/* Runs the migrations after number `from`, in one transaction. */
static gw_status migrate(gw_store *store, int from, gw_error *err)
{
    GW_TRY(gw_store_begin(store, err));
    gw_status status = GW_OK;
    for (size_t i = 0; gw_sql_name(i) != NULL && status == GW_OK; i++)
        if (migration_number(gw_sql_name(i)) > from)
            status = gw_store_execute(NULL, store, gw_sql(gw_sql_name(i)), err);
    if (status == GW_OK) {
        gw_value schema = gw_value_int64(gw_shop_schema());
        status = gw_store_execute_with(NULL, store, gw_sql("meta_schema"), &schema, 1, err);
    }
    if (status == GW_OK)
        return gw_store_commit(store, err);
    gw_store_rollback(store);
    return status;
}

/* meta's value of `key` into out; "" when there is none. */
static gw_status read_meta(char *out, size_t size, gw_store *store, const char *key, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    gw_value name = gw_value_text(key);
    GW_TRY(gw_query_open(&query, store, gw_sql("meta_value"), &name, 1, err));
    gw_status status = gw_query_next(&rows, query, err);
    out[0] = '\0';
    if (status == GW_OK && rows > 0) {
        gw_span text = gw_query_text(query, 0, 0);
        snprintf(out, size, "%.*s", (int)text.length, text.bytes);
    }
    gw_query_close(query);
    return status;
}

static gw_status not_ours(const char *path, gw_error *err)
{
    return gw_error_set(err, GW_BAD_DATA, "%s is not a goodwill store; make one with goodwill init",
                        gw_show(path).text);
}

/* The number of the file's shape. */
static gw_status read_schema(int *out, gw_store *store, const char *path, gw_error *err)
{
    char text[64];
    int64_t tables = 0;
    GW_TRY(gw_query_one_integer(&tables, store, gw_sql("meta_exists"), NULL, 0, err));
    if (tables == 0)
        return not_ours(path, err);
    GW_TRY(read_meta(text, sizeof text, store, "format", err));
    if (strcmp(text, "goodwill") != 0)
        return not_ours(path, err);
    GW_TRY(read_meta(text, sizeof text, store, "schema", err));
    *out = (int)strtol(text, NULL, 10);
    if (*out > gw_shop_schema())
        return gw_error_set(err, GW_BAD_DATA,
                            "%s was made by a newer goodwill (shape %d, this program knows %d): "
                            "use that version, or a newer one",
                            gw_show(path).text, *out, gw_shop_schema());
    return GW_OK;
}

static gw_status read_settings(gw_shop *shop, gw_error *err)
{
    GW_TRY(read_meta(shop->currency, sizeof shop->currency, shop->store, "currency", err));
    return read_meta(shop->timezone, sizeof shop->timezone, shop->store, "timezone", err);
}

static gw_status open_both(gw_shop *shop, const gw_store_options *options, gw_error *err)
{
    GW_TRY(gw_store_open(&shop->store, shop->context, options, err));
    return gw_store_open(&shop->reader, shop->context, options, err);
}

/* An old file is copied while nobody has it open, then opened again and brought up to date. */
static gw_status bring_up_to_date(gw_shop *shop, const gw_store_options *options, int schema,
                                  gw_error *err)
{
    char copy[sizeof shop->path + 32];
    snprintf(copy, sizeof copy, "%s.before-%d", shop->path, gw_shop_schema());
    gw_store_close(shop->reader);
    gw_store_close(shop->store);
    shop->store = shop->reader = NULL;
    GW_TRY(gw_file_copy(copy, shop->path, err));
    GW_TRY(open_both(shop, options, err));
    return migrate(shop->store, schema, err);
}

static gw_status open_inside(gw_shop *shop, bool writing, gw_error *err)
{
    int schema = 0;
    gw_store_options options = {.path = shop->path, .read_only = !writing, .must_exist = true};
    if (!gw_store_may_be(shop->path))
        return not_ours(shop->path, err);
    GW_TRY(open_both(shop, &options, err));
    GW_TRY(read_schema(&schema, shop->store, shop->path, err));
    if (schema < gw_shop_schema() && !writing)
        return gw_error_set(err, GW_BAD_DATA,
                            "%s is of an older goodwill: run a command that writes, such as "
                            "goodwill reckon, and it is copied and brought up to date",
                            gw_show(shop->path).text);
    if (schema < gw_shop_schema())
        GW_TRY(bring_up_to_date(shop, &options, schema, err));
    if (writing)
        GW_TRY(gw_store_execute(NULL, shop->store, gw_sql("reckoning_sweep"), err));
    return read_settings(shop, err);
}

static gw_status keep_path(gw_shop *shop, const char *path, gw_error *err)
{
    if (strlen(path) == 0 || strlen(path) >= sizeof shop->path - 32)
        return gw_error_set(err, GW_WRONG_USE,
                            "a store needs a path, like shop.gw, of at most "
                            "4,000 bytes");
    snprintf(shop->path, sizeof shop->path, "%s", path);
    return GW_OK;
}

gw_status gw_shop_open(gw_shop *out, gw_context *context, const char *path, bool writing,
                       gw_error *err)
{
    gw_shop shop = {.context = context};
    GW_TRY(keep_path(&shop, path, err));
    gw_status status = open_inside(&shop, writing, err);
    if (status != GW_OK) {
        gw_shop_close(&shop);
        return status;
    }
    *out = shop;
    return GW_OK;
}

static gw_status check_currency(const char *currency, gw_error *err)
{
    bool good = currency != NULL && strlen(currency) == 3;
    for (size_t i = 0; good && i < 3; i++)
        good = currency[i] >= 'A' && currency[i] <= 'Z';
    if (good)
        return GW_OK;
    return gw_error_set(err, GW_WRONG_USE,
                        "a store needs its currency in three capital letters: --currency EUR");
}

static gw_status check_timezone(gw_store *store, const char *timezone, gw_error *err)
{
    int64_t known = 0;
    gw_value name = gw_value_text(timezone);
    GW_TRY(gw_query_one_integer(&known, store, gw_sql("timezone_known"), &name, 1, err));
    if (known > 0)
        return GW_OK;
    return gw_error_set(err, GW_WRONG_USE,
                        "there is no time zone \"%s\": say it like Europe/Berlin or "
                        "America/New_York",
                        gw_show(timezone).text);
}

static gw_status create_inside(gw_shop *shop, gw_error *err)
{
    gw_store_options options = {.path = shop->path};
    GW_TRY(open_both(shop, &options, err));
    GW_TRY(check_timezone(shop->store, shop->timezone, err));
    GW_TRY(migrate(shop->store, 0, err));
    gw_value values[] = {gw_value_text(shop->currency), gw_value_text(shop->timezone),
                         gw_value_text(gw_version())};
    return gw_store_execute_with(NULL, shop->store, gw_sql("meta_begin"), values, 3, err);
}

gw_status gw_shop_create(gw_shop *out, gw_context *context, const char *path, const char *currency,
                         const char *timezone, gw_error *err)
{
    gw_shop shop = {.context = context};
    GW_TRY(keep_path(&shop, path, err));
    GW_TRY(check_currency(currency, err));
    if (access(path, F_OK) == 0)
        return gw_error_set(err, GW_WRONG_USE,
                            "%s exists already: choose another name, or go on with goodwill import",
                            gw_show(path).text);
    snprintf(shop.currency, sizeof shop.currency, "%s", currency);
    snprintf(shop.timezone, sizeof shop.timezone, "%s", timezone == NULL ? "UTC" : timezone);
    gw_status status = create_inside(&shop, err);
    if (status != GW_OK) {
        gw_shop_close(&shop);
        unlink(path);
        return status;
    }
    *out = shop;
    return GW_OK;
}

void gw_shop_close(gw_shop *shop)
{
    gw_store_close(shop->reader);
    gw_store_close(shop->store);
    shop->reader = shop->store = NULL;
}
