#include "database.h"

#include "error.h"
#include "shown.h"
#include "system_words.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_MEMORY_MB 1024

/* Shared by contexts and threads, so its memory comes from malloc and not from a context. */
struct gw__database {
    const struct AdbcDriver *driver;
    struct AdbcDatabase handle;
    char *path; /* canonical; NULL: in memory */
    char *name;
    dev_t device;
    ino_t inode;
    bool read_only;
    size_t users;
    gw__database *next;
};

/* Holds for as long as the process lives, and so does the danger it averts. Handles are made and
 * ended under the lock, so that nobody meets one half open. */
static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;
static gw__database *registry;

/* ---- Paths ---------------------------------------------------------------------------------- */

/* The canonical path of a file that may not exist yet, in its folder that must; NULL with errno. */
static char *canonical_path(const char *path)
{
    char *whole = realpath(path, NULL);
    if (whole != NULL || errno != ENOENT)
        return whole;
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    char *folder = slash != NULL ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    char *real_folder = folder != NULL ? realpath(folder, NULL) : NULL;
    free(folder);
    if (real_folder == NULL)
        return NULL;
    size_t size = strlen(real_folder) + strlen(base) + 2;
    whole = malloc(size);
    if (whole != NULL)
        snprintf(whole, size, "%s/%s", real_folder, base);
    free(real_folder);
    return whole;
}

static gw_status check_path(bool *exists_out, struct stat *file_out,
                            const gw_store_options *options, gw_error *err)
{
    const char *path = options->path;
    *exists_out = stat(path, file_out) == 0;
    if (!*exists_out && errno != ENOENT)
        return gw_error_set(err, errno == ENOTDIR ? GW_NOT_FOUND : GW_FAILED, "%s: %s",
                            gw_show(path).text, gw_say_errno(errno).text);
    if (!*exists_out && (options->read_only || options->must_exist))
        return gw_error_set(err, GW_NOT_FOUND, "there is no store %s", gw_show(path).text);
    if (*exists_out && S_ISDIR(file_out->st_mode))
        return gw_error_set(err, GW_WRONG_USE, "%s is a folder, not a store", gw_show(path).text);
    return GW_OK;
}

/* DuckDB's files have their mark behind the first block's checksum. Asked before DuckDB is: it
 * takes some names (.csv, .json) for files to be read and not for databases. */
bool gw_store_may_be(const char *path)
{
    char head[12];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return true; /* the open says what is wrong */
    size_t length = fread(head, 1, sizeof head, file);
    bool readable = ferror(file) == 0;
    fclose(file);
    return !readable || (length == sizeof head && memcmp(head + 8, "DUCK", 4) == 0);
}

/* ---- Handles -------------------------------------------------------------------------------- */

static gw_status set_option(gw__database *database, const char *key, const char *value,
                            gw_error *err)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    AdbcStatusCode code =
        database->driver->DatabaseSetOption(&database->handle, key, value, &failure);
    return code == ADBC_STATUS_OK ? GW_OK : gw__driver_failed(err, code, &failure, database->name);
}

/* In memory DuckDB would spill into the working folder, under the name ".tmp". */
static gw_status set_temp_directory(gw__database *database, const char *given, gw_error *err)
{
    char below_tmp[PATH_MAX];
    if (given == NULL && database->path != NULL)
        return GW_OK;
    if (given == NULL) {
        const char *tmp = getenv("TMPDIR"); /* NOLINT(concurrency-mt-unsafe): nobody sets */
        int written = snprintf(below_tmp, sizeof below_tmp, "%s/goodwill-%ld",
                               tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp", (long)getpid());
        if (written < 0 || (size_t)written >= sizeof below_tmp)
            return gw_error_set(err, GW_WRONG_USE, "TMPDIR is too long");
        given = below_tmp;
    }
    return set_option(database, "temp_directory", given, err);
}

/* Rows keep their order (a streamed ORDER BY came back out of order without it); nothing is fetched
 * from the network; files are readable by DuckDB 1.5 whatever version writes them; a file read
 * through a reused descriptor is never answered from a cache. */
static gw_status set_options(gw__database *database, const gw_store_options *options, gw_error *err)
{
    static const char *const fixed[][2] = {
        {"preserve_insertion_order", "true"},    {"autoinstall_known_extensions", "false"},
        {"autoload_known_extensions", "false"},  {"storage_compatibility_version", "v1.5.0"},
        {"enable_external_file_cache", "false"},
    };
    char number[32];
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        GW_TRY(set_option(database, fixed[i][0], fixed[i][1], err));
    if (database->path != NULL)
        GW_TRY(set_option(database, "path", database->path, err));
    GW_TRY(
        set_option(database, "access_mode", database->read_only ? "READ_ONLY" : "READ_WRITE", err));
    if (options->threads > 0) {
        snprintf(number, sizeof number, "%d", options->threads);
        GW_TRY(set_option(database, "threads", number, err));
    }
    snprintf(number, sizeof number, "%zuMB",
             options->memory_limit_mb > 0 ? options->memory_limit_mb : DEFAULT_MEMORY_MB);
    GW_TRY(set_option(database, "memory_limit", number, err));
    return set_temp_directory(database, options->temp_directory, err);
}

static gw_status start(gw__database *database, const gw_store_options *options, gw_error *err)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    GW_TRY(gw__driver_get(&database->driver, err));
    AdbcStatusCode code = database->driver->DatabaseNew(&database->handle, &failure);
    if (code != ADBC_STATUS_OK)
        return gw__driver_failed(err, code, &failure, database->name);
    GW_TRY(set_options(database, options, err));
    code = database->driver->DatabaseInit(&database->handle, &failure);
    return code == ADBC_STATUS_OK ? GW_OK : gw__driver_failed(err, code, &failure, database->name);
}

static void destroy(gw__database *database)
{
    struct AdbcError failure = ADBC_ERROR_INIT;
    if (database == NULL)
        return;
    if (database->handle.private_data != NULL)
        database->driver->DatabaseRelease(&database->handle, &failure);
    if (failure.release != NULL)
        failure.release(&failure);
    free(database->path);
    free(database->name);
    free(database);
}

static gw_status create(gw__database **out, const char *canonical, const gw_store_options *options,
                        gw_error *err)
{
    gw_status status = GW_OK;
    gw__database *database = calloc(1, sizeof *database);
    if (database != NULL)
        database->name =
            strdup(canonical != NULL ? gw_show(options->path).text : "the database in memory");
    if (database != NULL && canonical != NULL)
        database->path = strdup(canonical);
    if (database == NULL || database->name == NULL || (canonical != NULL && !database->path)) {
        status = gw_error_no_memory(err, "a database");
        goto done;
    }
    database->read_only = options->read_only;
    database->users = 1;
    status = start(database, options, err);
    if (status != GW_OK)
        goto done;
    *out = database;
    database = NULL;
done:
    destroy(database);
    return status;
}

/* ---- The registry --------------------------------------------------------------------------- */

/* The handle of this file if there is one; a file that took the path of an open one is refused. */
static gw_status find(gw__database **out, const char *path, bool exists, const struct stat *file,
                      const gw_store_options *options, gw_error *err)
{
    *out = NULL;
    for (gw__database *d = registry; d != NULL; d = d->next) {
        bool same_file = exists && d->device == file->st_dev && d->inode == file->st_ino;
        if (!same_file && strcmp(d->path, path) != 0)
            continue;
        if (!same_file)
            return gw_error_set(err, GW_BUSY, "%s was moved or replaced while it was open",
                                d->name);
        if (d->read_only != options->read_only)
            return gw_error_set(err, GW_BUSY, "%s is already open here for %s", d->name,
                                d->read_only ? "reading only" : "writing");
        *out = d;
        return GW_OK;
    }
    return GW_OK;
}

static gw_status find_or_create(gw__database **out, const gw_store_options *options,
                                const char *path, bool exists, const struct stat *file,
                                gw_error *err)
{
    gw__database *database = NULL;
    struct stat made;
    GW_TRY(find(&database, path, exists, file, options, err));
    if (database != NULL) {
        database->users++;
        *out = database;
        return GW_OK;
    }
    gw_status status = create(&database, path, options, err);
    if (status != GW_OK || database == NULL)
        return status;
    if (stat(path, &made) == 0) {
        database->device = made.st_dev;
        database->inode = made.st_ino;
    }
    database->next = registry;
    registry = database;
    *out = database;
    return GW_OK;
}

static gw_status open_file(gw__database **out, const gw_store_options *options, gw_error *err)
{
    bool exists;
    struct stat file;
    GW_TRY(check_path(&exists, &file, options, err));
    char *path = canonical_path(options->path);
    if (path == NULL)
        return gw_error_set(err, errno == ENOENT ? GW_NOT_FOUND : GW_FAILED, "%s: %s",
                            gw_show(options->path).text, gw_say_errno(errno).text);
    gw_status status = find_or_create(out, options, path, exists, &file, err);
    free(path);
    return status;
}

gw_status gw__database_open(gw__database **out, const gw_store_options *options, gw_error *err)
{
    if (options->path == NULL)
        return create(out, NULL, options, err);
    pthread_mutex_lock(&registry_lock);
    gw_status status = open_file(out, options, err);
    pthread_mutex_unlock(&registry_lock);
    return status;
}

static void forget(gw__database *database)
{
    gw__database **link = &registry;
    while (*link != NULL && *link != database)
        link = &(*link)->next;
    if (*link != NULL)
        *link = database->next;
}

void gw__database_close(gw__database *database)
{
    if (database == NULL)
        return;
    pthread_mutex_lock(&registry_lock);
    if (--database->users == 0) {
        forget(database);
        destroy(database);
    }
    pthread_mutex_unlock(&registry_lock);
}

struct AdbcDatabase *gw__database_handle(gw__database *database)
{
    return &database->handle;
}

const char *gw__database_name(const gw__database *database)
{
    return database->name;
}
