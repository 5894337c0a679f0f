#include "garden_folder.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "memory.h"
#include "output.h"
#include "shown.h"
#include "system_words.h"

typedef struct table {
    const char *path;
    const char *header;
} table;

static const table TABLES[GW_GARDEN_FILES] = {
#define GW_GARDEN_FILE(name, path, header, is_planted) {path, header},
#include "garden_files.def"
#undef GW_GARDEN_FILE
};

struct gw_garden_folder {
    gw_context *context;
    gw_output *output[GW_GARDEN_FOLDERS][GW_GARDEN_FILES]; /* NULL: there is no such table */
    uint64_t rows[GW_GARDEN_FILES];
    char place[PATH_MAX];
    char temporary[PATH_MAX];
};

const char *gw_garden_file_path(gw_garden_file file)
{
    return TABLES[file].path;
}

/* ---- Making --------------------------------------------------------------------------------- */

static gw_status say_unmade(const char *path, gw_error *err)
{
    gw_status status = errno == ENOENT || errno == ENOTDIR ? GW_NOT_FOUND : GW_FAILED;
    return gw_error_set(err, status, "%s cannot be made: %s", gw_show(path).text,
                        gw_say_errno(errno).text);
}

/* The name says what it is, should the machine stop before the end. */
static gw_status make_temporary(gw_garden_folder *folder, gw_error *err)
{
    size_t length = strlen(folder->place);
    while (length > 1 && folder->place[length - 1] == '/')
        folder->place[--length] = '\0';
    for (unsigned attempt = 0; attempt < 100; attempt++) {
        int n = snprintf(folder->temporary, sizeof folder->temporary, "%s.%ld-%u.unfinished",
                         folder->place, (long)getpid(), attempt);
        errno = ENAMETOOLONG;
        if (n < 0 || (size_t)n + 64 >= sizeof folder->temporary)
            break;
        if (mkdir(folder->temporary, 0777) == 0)
            return GW_OK;
        if (errno != EEXIST)
            break;
    }
    gw_status status = say_unmade(folder->place, err);
    folder->temporary[0] = '\0';
    return status;
}

static gw_status path_within(char out[PATH_MAX], const gw_garden_folder *folder, const char *name,
                             gw_error *err)
{
    int n = snprintf(out, PATH_MAX, "%s/%s", folder->temporary, name);
    return n > 0 && n < PATH_MAX
               ? GW_OK
               : gw_error_set(err, GW_WRONG_USE, "%s is too long a name", folder->place);
}

static gw_status make_folders(gw_garden_folder *folder, bool full_truth, gw_error *err)
{
    static const char *const names[] = {"truth", "truth/future", "truth/future/truth"};
    char path[PATH_MAX];
    for (size_t i = 0; i < (full_truth ? 3 : 1); i++) {
        GW_TRY(path_within(path, folder, names[i], err));
        if (mkdir(path, 0777) != 0)
            return say_unmade(path, err);
    }
    return GW_OK;
}

static bool has_table(int which, gw_garden_file file, bool full_truth)
{
    if (which == GW_GARDEN_LATER)
        return full_truth && file != GW_FILE_PLANTED && file != GW_FILE_VALUE;
    return full_truth || file != GW_FILE_VALUE;
}

/* S at the end of each month, a column a month. */
static void add_month_columns(gw_output *output, int which)
{
    char text[16];
    int first = which == GW_GARDEN_NOW ? 0 : GW_GARDEN_MONTHS;
    int months = which == GW_GARDEN_NOW ? GW_GARDEN_MONTHS : GW_GARDEN_FUTURE_MONTHS;
    for (int month = first; month < first + months; month++) {
        snprintf(text, sizeof text, ",s_%d_%02d", 2022 + month / 12, month % 12 + 1);
        gw_output_puts(output, text);
    }
}

static gw_status open_tables(gw_garden_folder *folder, bool full_truth, gw_error *err)
{
    char path[PATH_MAX];
    char name[64];
    for (int which = 0; which < GW_GARDEN_FOLDERS; which++)
        for (int file = 0; file < GW_GARDEN_FILES; file++) {
            if (!has_table(which, (gw_garden_file)file, full_truth))
                continue;
            snprintf(name, sizeof name, "%s%s", which == GW_GARDEN_LATER ? "truth/future/" : "",
                     TABLES[file].path);
            GW_TRY(path_within(path, folder, name, err));
            GW_TRY(gw_output_open(&folder->output[which][file], folder->context, path, err));
            gw_output_puts(folder->output[which][file], TABLES[file].header);
            if (file == GW_FILE_TRUE_CUSTOMERS)
                add_month_columns(folder->output[which][file], which);
            gw_output_puts(folder->output[which][file], "\n");
        }
    return GW_OK;
}

gw_status gw_garden_folder_begin(gw_garden_folder **out, gw_context *context, const char *path,
                                 bool full_truth, gw_error *err)
{
    struct stat there;
    size_t length = strlen(path);
    if (length == 0 || length + 64 >= PATH_MAX)
        return gw_error_set(err, GW_WRONG_USE, "\"%s\" cannot be the name of a folder",
                            gw_show(path).text);
    if (lstat(path, &there) == 0)
        return gw_error_set(err, GW_WRONG_USE,
                            "%s exists already; name a folder that does not exist yet",
                            gw_show(path).text);
    gw_garden_folder *folder = gw_alloc_zero(context, 1, sizeof *folder);
    if (folder == NULL)
        return gw_error_no_memory(err, "the folder");
    folder->context = context;
    memcpy(folder->place, path, length + 1);
    gw_status status = make_temporary(folder, err);
    if (status == GW_OK)
        status = make_folders(folder, full_truth, err);
    if (status == GW_OK)
        status = open_tables(folder, full_truth, err);
    if (status != GW_OK)
        gw_garden_folder_abandon(folder);
    else
        *out = folder;
    return status;
}

/* ---- Adding --------------------------------------------------------------------------------- */

void gw_garden_folder_add(gw_garden_folder *folder, int which, gw_garden_file file,
                          const char *bytes, size_t length)
{
    if (folder->output[which][file] != NULL && length > 0)
        gw_output_write(folder->output[which][file], bytes, length);
}

static void add_planted(gw_garden_folder *folder, const gw_garden_rows *rows)
{
    const gw_garden_planted *planted = (const void *)rows->planted.bytes;
    size_t n = rows->planted.length / sizeof *planted;
    char text[256];
    for (size_t i = 0; i < n; i++) {
        int length = snprintf(text, sizeof text, "%s,%llu,%s\n", TABLES[planted[i].file].path,
                              (unsigned long long)folder->rows[planted[i].file] + planted[i].row,
                              planted[i].text);
        gw_garden_folder_add(folder, GW_GARDEN_NOW, GW_FILE_PLANTED, text, (size_t)length);
    }
}

void gw_garden_folder_add_rows(gw_garden_folder *folder, const gw_garden_rows *rows)
{
    for (int which = 0; which < GW_GARDEN_FOLDERS; which++)
        for (int file = 0; file < GW_GARDEN_FILES; file++)
            gw_garden_folder_add(folder, which, (gw_garden_file)file, rows->text[which][file].bytes,
                                 rows->text[which][file].length);
    add_planted(folder, rows);
    for (int file = 0; file < GW_GARDEN_FILES; file++)
        folder->rows[file] += rows->count[file];
}

gw_status gw_garden_folder_write(gw_garden_folder *folder, const char *name, const char *text,
                                 gw_error *err)
{
    char path[PATH_MAX];
    gw_output *output = NULL;
    GW_TRY(path_within(path, folder, name, err));
    GW_TRY(gw_output_open(&output, folder->context, path, err));
    gw_output_puts(output, text);
    return gw_output_finish(output, err);
}

bool gw_garden_folder_stopped(const gw_garden_folder *folder)
{
    for (int which = 0; which < GW_GARDEN_FOLDERS; which++)
        for (int file = 0; file < GW_GARDEN_FILES; file++)
            if (folder->output[which][file] != NULL &&
                gw_output_stopped(folder->output[which][file]))
                return true;
    return false;
}

/* ---- The end -------------------------------------------------------------------------------- */

static int remove_entry(const char *path, const struct stat *about, int type, struct FTW *place)
{
    (void)about;
    (void)type;
    (void)place;
    return remove(path);
}

static int remove_tree(const char *path)
{
    return nftw(path, remove_entry, 16, /* NOLINT(concurrency-mt-unsafe): from one thread */
                FTW_DEPTH | FTW_PHYS);
}

void gw_garden_folder_abandon(gw_garden_folder *folder)
{
    if (folder == NULL)
        return;
    for (int which = 0; which < GW_GARDEN_FOLDERS; which++)
        for (int file = 0; file < GW_GARDEN_FILES; file++)
            gw_output_abandon(folder->output[which][file]);
    if (folder->temporary[0] != '\0')
        remove_tree(folder->temporary);
    gw_release(folder->context, folder);
}

gw_status gw_garden_folder_finish(gw_garden_folder *folder, gw_error *err)
{
    struct stat there;
    gw_status status = GW_OK;
    for (int which = 0; which < GW_GARDEN_FOLDERS; which++)
        for (int file = 0; file < GW_GARDEN_FILES; file++) {
            gw_output *output = folder->output[which][file];
            folder->output[which][file] = NULL;
            if (output != NULL && status == GW_OK)
                status = gw_output_finish(output, err);
            else
                gw_output_abandon(output);
        }
    if (status == GW_OK && lstat(folder->place, &there) == 0)
        status = gw_error_set(err, GW_WRONG_USE, "%s was made by somebody else meanwhile",
                              gw_show(folder->place).text);
    if (status == GW_OK && rename(folder->temporary, folder->place) != 0)
        status = say_unmade(folder->place, err);
    if (status == GW_OK)
        folder->temporary[0] = '\0';
    gw_garden_folder_abandon(folder);
    return status;
}

gw_status gw_garden_folder_remove(const char *path, gw_error *err)
{
    char settings[PATH_MAX];
    struct stat there;
    if (lstat(path, &there) != 0)
        return GW_OK;
    int n = snprintf(settings, sizeof settings, "%s/truth/settings.json", path);
    if (n < 0 || n >= PATH_MAX || !S_ISDIR(there.st_mode) || access(settings, F_OK) != 0)
        return gw_error_set(err, GW_WRONG_USE, "%s is no garden of ours: move it away",
                            gw_show(path).text);
    if (remove_tree(path) != 0)
        return gw_error_set(err, GW_FAILED, "%s cannot be removed: %s", gw_show(path).text,
                            gw_say_errno(errno).text);
    return GW_OK;
}
