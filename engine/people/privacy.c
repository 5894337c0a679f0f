/* Export and erasure; see privacy.h. The tables are those that have a customer_no: one that is
 * added later is exported and erased without being named here. */
#include "privacy.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "columns.h"
#include "error.h"
#include "ledger.h"
#include "memory.h"
#include "query.h"
#include "shown.h"
#include "sql.h"

#define HASH_SIZE 65 /* 256 bits in hex */

/* A list of texts. */
typedef struct texts {
    gw_context *context;
    size_t n;
    char **items;
} texts;

static void texts_free(texts *list)
{
    for (size_t i = 0; i < list->n; i++)
        gw_release(list->context, list->items[i]);
    gw_release(list->context, list->items);
    *list = (texts){.context = list->context};
}

static gw_status texts_add(texts *list, gw_span text, gw_error *err)
{
    char **grown = gw_resize(list->context, list->items, list->n + 1, sizeof *grown);
    if (grown == NULL)
        return gw_error_no_memory(err, "a person");
    list->items = grown;
    char *copy = gw_alloc(list->context, text.length + 1, 1);
    if (copy == NULL)
        return gw_error_no_memory(err, "a person");
    memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    list->items[list->n++] = copy;
    return GW_OK;
}

/* The first column of what a file answers, all of it. */
static gw_status texts_read(texts *out, gw_shop *shop, const char *sql, const gw_value *values,
                            size_t n, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    out->context = shop->context;
    gw_status status = gw_query_open(&query, shop->store, gw_sql(sql), values, n, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
        for (size_t i = 0; i < rows && status == GW_OK; i++)
            status = texts_add(out, gw_query_text(query, 0, i), err);
    gw_query_close(query);
    return status;
}

/* ---- Tombstones ----------------------------------------------------------------------------- */

/* The store's own key, made when it is first needed: without it a tombstone tells nobody whose it
 * is. */
static gw_status tombstone_key(unsigned char out[crypto_generichash_KEYBYTES], gw_shop *shop,
                               gw_error *err)
{
    char hex[2 * crypto_generichash_KEYBYTES + 1];
    texts kept = {0};
    const gw_value name = gw_value_text("tombstone_key");
    gw_status status = texts_read(&kept, shop, "meta_value", &name, 1, err);
    if (status == GW_OK && kept.n > 0)
        sodium_hex2bin(out, crypto_generichash_KEYBYTES, kept.items[0], strlen(kept.items[0]), NULL,
                       NULL, NULL);
    if (status == GW_OK && kept.n == 0) {
        randombytes_buf(out, crypto_generichash_KEYBYTES);
        sodium_bin2hex(hex, sizeof hex, out, crypto_generichash_KEYBYTES);
        const gw_value values[] = {name, gw_value_text(hex)};
        status = gw_store_execute_with(NULL, shop->store, gw_sql("meta_keep"), values, 2, err);
    }
    texts_free(&kept);
    return status;
}

static void hash_id(char out[HASH_SIZE], const char *id,
                    const unsigned char key[crypto_generichash_KEYBYTES])
{
    unsigned char digest[32];
    crypto_generichash(digest, sizeof digest, (const unsigned char *)id, strlen(id), key,
                       crypto_generichash_KEYBYTES);
    sodium_bin2hex(out, HASH_SIZE, digest, sizeof digest);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Whose tombstones are there, of those a file names, goes into import_erased. */
static gw_status find_erased(gw_shop *shop, const texts *stones, gw_error *err)
{
    char hash[HASH_SIZE];
    unsigned char key[crypto_generichash_KEYBYTES];
    texts people = {.context = shop->context};
    const char *wanted = hash;
    gw_status status = tombstone_key(key, shop, err);
    if (status == GW_OK)
        status = texts_read(&people, shop, "import_people", NULL, 0, err);
    if (status == GW_OK)
        status = gw_store_execute(NULL, shop->store, gw_sql("import_erased_begin"), err);
    for (size_t i = 0; i < people.n && status == GW_OK; i++) {
        hash_id(hash, people.items[i], key);
        if (bsearch(&wanted, stones->items, stones->n, sizeof *stones->items, compare_texts) ==
            NULL)
            continue;
        const gw_value id = gw_value_text(people.items[i]);
        status = gw_store_execute_with(NULL, shop->store, gw_sql("import_erased_add"), &id, 1, err);
    }
    texts_free(&people);
    return status;
}

gw_status gw_privacy_leave_out(gw_shop *shop, gw_error *err)
{
    texts stones = {.context = shop->context};
    gw_status status = texts_read(&stones, shop, "tombstones", NULL, 0, err); /* in order */
    if (status == GW_OK && stones.n > 0)
        status = find_erased(shop, &stones, err);
    if (status == GW_OK && stones.n > 0)
        status = gw_store_execute(NULL, shop->store, gw_sql("import_erased"), err);
    texts_free(&stones);
    return status;
}

/* ---- Export --------------------------------------------------------------------------------- */

static void put_rows(gw_strbuf *out, const char *name, const texts *rows)
{
    if (rows->n == 0)
        return;
    gw_strbuf_printf(out, ",\n  \"%s\": [", name);
    for (size_t i = 0; i < rows->n; i++)
        gw_strbuf_printf(out, "%s\n    %s", i == 0 ? "" : ",", rows->items[i]);
    gw_strbuf_puts(out, "\n  ]");
}

static gw_status put_table(gw_strbuf *out, gw_shop *shop, const char *table, int64_t customer_no,
                           gw_error *err)
{
    gw_strbuf name = GW_STRBUF_INIT(shop->context);
    gw_strbuf sql = GW_STRBUF_INIT(shop->context);
    gw_query *query = NULL;
    size_t n = 0;
    texts rows = {.context = shop->context};
    const gw_value number = gw_value_int64(customer_no);
    gw_sql_identifier(&name, table);
    const gw_sql_slot slot = {"table", gw_strbuf_text(&name)};
    gw_status status = slot.text == NULL ? gw_error_no_memory(err, "a person")
                                         : gw_sql_fill(&sql, "person_rows", &slot, 1, err);
    if (status == GW_OK)
        status = gw_strbuf_text(&sql) == NULL
                     ? gw_error_no_memory(err, "a person")
                     : gw_query_open(&query, shop->store, gw_strbuf_text(&sql), &number, 1, err);
    while (status == GW_OK && (status = gw_query_next(&n, query, err)) == GW_OK && n > 0)
        for (size_t i = 0; i < n && status == GW_OK; i++)
            status = texts_add(&rows, gw_query_text(query, 0, i), err);
    gw_query_close(query);
    put_rows(out, table, &rows);
    texts_free(&rows);
    gw_strbuf_free(&sql);
    gw_strbuf_free(&name);
    return status;
}

/* What an answer's own file gives for the customer's number. */
static gw_status put_answer(gw_strbuf *out, gw_shop *shop, const char *name, const char *sql,
                            int64_t customer_no, gw_error *err)
{
    texts rows = {0};
    const gw_value number = gw_value_int64(customer_no);
    gw_status status = texts_read(&rows, shop, sql, &number, 1, err);
    put_rows(out, name, &rows);
    texts_free(&rows);
    return status;
}

gw_status gw_person_export(gw_strbuf *out, gw_shop *shop, const char *customer_id, gw_error *err)
{
    int64_t number = 0;
    texts tables = {.context = shop->context};
    GW_TRY(gw__ledger_find(&number, shop, customer_id, err));
    gw_status status = gw_audit(shop, "export", customer_id, "all that is held was given out", err);
    if (status == GW_OK)
        status = texts_read(&tables, shop, "person_views", NULL, 0, err);
    gw_strbuf_puts(out, "{\n  \"format\": \"goodwill person 1\"");
    for (size_t i = 0; i < tables.n && status == GW_OK; i++)
        status = put_table(out, shop, tables.items[i], number, err);
    if (status == GW_OK)
        status = put_answer(out, shop, "merges", "person_export_merges", number, err);
    if (status == GW_OK)
        status = put_answer(out, shop, "set_aside", "person_export_rejects", number, err);
    if (status == GW_OK)
        status = put_answer(out, shop, "audit", "person_export_audit", number, err);
    gw_strbuf_puts(out, "\n}\n");
    texts_free(&tables);
    if (status == GW_OK && gw_strbuf_text(out) == NULL)
        status = gw_error_no_memory(err, "a person");
    return status;
}

/* ---- Erasure -------------------------------------------------------------------------------- */

/* A tombstone for each id, and every trace of it beside the exchanges. */
static gw_status forget_ids(gw_shop *shop, const texts *ids, const char *pseudonym, gw_error *err)
{
    char hash[HASH_SIZE];
    unsigned char key[crypto_generichash_KEYBYTES];
    GW_TRY(tombstone_key(key, shop, err));
    for (size_t i = 0; i < ids->n; i++) {
        hash_id(hash, ids->items[i], key);
        const gw_value stone[] = {gw_value_text(hash), gw_value_text(pseudonym)};
        const gw_value id[] = {gw_value_text(ids->items[i]), gw_value_text(pseudonym)};
        GW_TRY(gw_store_execute_with(NULL, shop->store, gw_sql("tombstone_keep"), stone, 2, err));
        GW_TRY(gw_store_execute_with(NULL, shop->store, gw_sql("erase_rejects"), id, 1, err));
        GW_TRY(gw_store_execute_with(NULL, shop->store, gw_sql("erase_others"), id, 2, err));
        GW_TRY(gw_store_execute_with(NULL, shop->store, gw_sql("erase_audit"), id, 2, err));
    }
    return GW_OK;
}

/* The customer gets a number that tells nothing: a whole number may be their id. */
static gw_status renumber(gw_shop *shop, const texts *tables, int64_t from, int64_t to,
                          gw_error *err)
{
    gw_status status = GW_OK;
    const gw_value numbers[] = {gw_value_int64(from), gw_value_int64(to)};
    for (size_t i = 0; i < tables->n && status == GW_OK; i++) {
        gw_strbuf name = GW_STRBUF_INIT(shop->context);
        gw_sql_identifier(&name, tables->items[i]);
        const gw_sql_slot slot = {"table", gw_strbuf_text(&name)};
        status = slot.text == NULL ? gw_error_no_memory(err, "a person")
                                   : gw_run_sql(shop->context, shop->store, "erase_renumber", &slot,
                                                1, numbers, 2, err);
        gw_strbuf_free(&name);
    }
    return status;
}

static gw_status erase_inside(gw_shop *shop, int64_t number, const char *pseudonym,
                              const texts *ids, const texts *tables, gw_error *err)
{
    static const char *const steps[] = {
        "erase_replacement", "erase_replaced", "erase_exchanges",        "erase_plain",
        "erase_details",     "erase_profile",  "erase_merged_customers", "erase_merged_history",
        "erase_merged"};
    int64_t fresh = 0;
    gw_store *store = shop->store;
    const gw_value customer = gw_value_int64(number);
    const gw_value named[] = {customer, gw_value_text(pseudonym)};
    GW_TRY(forget_ids(shop, ids, pseudonym, err));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        GW_TRY(gw_store_execute_with(NULL, store, gw_sql(steps[i]), &customer, 1, err));
    GW_TRY(gw_store_execute_with(NULL, store, gw_sql("erase_customer"), named, 2, err));
    GW_TRY(gw_query_one_integer(&fresh, store, gw_sql("customer_next"), NULL, 0, err));
    GW_TRY(renumber(shop, tables, number, fresh, err));
    GW_TRY(gw_store_execute(NULL, store, gw_sql("summary_forget"), err));
    return gw_audit(shop, "erase", pseudonym, "a person was forgotten; amounts were kept", err);
}

gw_status gw_person_erase(char pseudonym_out[GW_PSEUDONYM_SIZE], gw_shop *shop,
                          const char *customer_id, gw_error *err)
{
    unsigned char random[7];
    char hex[2 * sizeof random + 1];
    int64_t number = 0;
    texts ids = {.context = shop->context};
    texts tables = {.context = shop->context};
    GW_TRY(gw__ledger_find(&number, shop, customer_id, err));
    const gw_value customer = gw_value_int64(number);
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(hex, sizeof hex, random, sizeof random);
    snprintf(pseudonym_out, GW_PSEUDONYM_SIZE, "erased-%s", hex);
    gw_status status = texts_read(&ids, shop, "person_ids", &customer, 1, err);
    if (status == GW_OK)
        status = texts_read(&tables, shop, "person_tables", NULL, 0, err);
    if (status == GW_OK)
        status = gw_store_begin(shop->store, err);
    if (status == GW_OK)
        status = erase_inside(shop, number, pseudonym_out, &ids, &tables, err);
    if (status == GW_OK)
        status = gw_store_commit(shop->store, err);
    else
        gw_store_rollback(shop->store);
    if (status == GW_OK) /* what the file held before is overwritten, not only unlinked */
        status = gw_store_execute(NULL, shop->store, gw_sql("checkpoint"), err);
    texts_free(&tables);
    texts_free(&ids);
    return status;
}
