/* What tests share that keep shops in a folder of their own: included first. The folder is there
 * from the group's first test to its last; what fails ends the test with the sentence of the error.
 */
#ifndef GW_TEST_SHOP_FOLDER_H
#define GW_TEST_SHOP_FOLDER_H

#define _XOPEN_SOURCE 700

#include "check.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import.h"
#include "query.h"
#include "shop.h"
#include "store.h"

static gw_context *context;
static char folder[] = "/tmp/goodwill-test-XXXXXX";

static inline int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL && gw_context_create(&context, NULL, NULL) == GW_OK ? 0 : -1;
}

/* GW_KEEP=1 in the environment leaves it to be looked at. */
static inline int remove_folder(void **state)
{
    char command[128];
    (void)state;
    gw_context_free(context);
    snprintf(command, sizeof command, getenv("GW_KEEP") ? "echo '%s'" : "rm -rf '%s'", folder);
    return system(command);
}

/* Of a file in the folder; until the next call. */
static inline const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static inline const char *write_bytes(const char *name, const char *bytes, size_t n)
{
    const char *path = path_of(name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline const char *write_file(const char *name, const char *text)
{
    return write_bytes(name, text, strlen(text));
}

static inline void must(gw_status status, const gw_error *err)
{
    if (status != GW_OK)
        fail_msg("%s", err->message);
}

/* A shop in a file of its own. */
static inline void new_shop(gw_shop *shop, const char *currency, const char *zone)
{
    static int made;
    char name[32];
    gw_error err = {0};
    snprintf(name, sizeof name, "%d.gw", ++made);
    *shop = (gw_shop){0};
    must(gw_shop_create(shop, context, path_of(name), currency, zone, &err), &err);
}

static inline void run(gw_shop *shop, const char *sql)
{
    gw_error err = {0};
    if (gw_store_execute(NULL, shop->store, sql, &err) != GW_OK)
        fail_msg("%s: %s", sql, err.message);
}

static inline int64_t ask(gw_shop *shop, const char *sql)
{
    int64_t answer = -1;
    gw_error err = {0};
    if (gw_query_one_integer(&answer, shop->store, sql, NULL, 0, &err) != GW_OK)
        fail_msg("%s: %s", sql, err.message);
    return answer;
}

/* Every row is told of in the receipt. */
static inline void take_as(gw_receipt *receipt, gw_shop *shop, const char *path,
                           const gw_import_options *options)
{
    gw_error err = {0};
    if (gw_import_file(receipt, shop, path, options, &err) != GW_OK)
        fail_msg("%s: %s", path, err.message);
    assert_int_equal(receipt->rows_in, receipt->used + receipt->known + receipt->set_aside);
}

#endif
