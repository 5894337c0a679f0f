/* What the tests of store/ share: a context, a store, a folder that is removed again. */
#ifndef GW_STORE_SUPPORT_H
#define GW_STORE_SUPPORT_H

#include "check.h"
#include "store.h"

#include <goodwill/base.h>

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct place {
    gw_context *context;
    char folder[64];
} place;

static inline int make_place(void **state)
{
    place *p = calloc(1, sizeof *p);
    if (p == NULL || gw_context_create(&p->context, NULL, NULL) != GW_OK)
        return -1;
    strcpy(p->folder, "/tmp/goodwill-test-XXXXXX");
    *state = p;
    return mkdtemp(p->folder) == NULL ? -1 : 0;
}

/* The folder with its files, and the files of its folders. */
static inline int remove_folder(const char *path, int depth)
{
    char inside[512];
    DIR *folder = opendir(path);
    if (folder == NULL)
        return -1;
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) { /* NOLINT(concurrency-mt-unsafe): one thread */
        bool is_dots = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        int length = snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        if (is_dots || length < 0 || (size_t)length >= sizeof inside)
            continue;
        if (unlink(inside) != 0 && depth > 0)
            remove_folder(inside, depth - 1);
    }
    closedir(folder);
    return rmdir(path);
}

static inline int remove_place(void **state)
{
    place *p = *state;
    int failed = remove_folder(p->folder, 1);
    gw_context_free(p->context);
    free(p);
    return failed;
}

/* A path inside the place; the caller frees it. */
static inline char *path_in(const place *p, const char *name)
{
    char *path = malloc(strlen(p->folder) + strlen(name) + 2);
    assert_non_null(path);
    sprintf(path, "%s/%s", p->folder, name);
    return path;
}

#define test_in_place(function) cmocka_unit_test_setup_teardown(function, make_place, remove_place)

/* Fails with the sentence of the error. */
#define must(call, err) must_at((call), (err), #call, __FILE__, __LINE__)
static inline void must_at(gw_status status, const gw_error *err, const char *what,
                           const char *file, int line)
{
    if (status == GW_OK)
        return;
    print_error("%s: %s: %s\n", what, gw_status_text(status), err->message);
    _fail(file, line);
}

/* Fails unless the status is this one and the sentence holds these words. */
#define must_fail(call, expected, err, words)                                                      \
    must_fail_at((call), (expected), (err), (words), #call, __FILE__, __LINE__)
static inline void must_fail_at(gw_status status, gw_status expected, const gw_error *err,
                                const char *words, const char *what, const char *file, int line)
{
    if (status == expected && err->status == expected && strstr(err->message, words) != NULL)
        return;
    print_error("%s: %s (expected %s): \"%s\" (expected \"%s\")\n", what, gw_status_text(status),
                gw_status_text(expected), err->message, words);
    _fail(file, line);
}

static inline gw_store *open_store(place *p, const char *path)
{
    gw_error err = {0};
    gw_store *store = NULL;
    const gw_store_options options = {.path = path, .threads = 2};
    must(gw_store_open(&store, p->context, &options, &err), &err);
    return store;
}

static inline void run(gw_store *store, const char *sql)
{
    gw_error err = {0};
    must_at(gw_store_execute(NULL, store, sql, &err), &err, sql, __FILE__, __LINE__);
}

#endif
