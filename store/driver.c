#include "driver.h"

#include "error.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_SIZE 4096

static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
static struct AdbcDriver loaded_driver;
static bool is_loaded;

/* Beside the installed program: its own folder and GW_DUCKDB_INSTALLED. False when unknown. */
static bool installed_path(char out[PATH_SIZE])
{
    char program[PATH_SIZE];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return false;
    program[length] = '\0';
    char *slash = strrchr(program, '/');
    if (slash == NULL)
        return false;
    *slash = '\0';
    int written = snprintf(out, PATH_SIZE, "%s/%s", program, GW_DUCKDB_INSTALLED);
    return written > 0 && written < PATH_SIZE;
}

/* glibc and musl keep one for each thread. */
static const char *loader_words(void)
{
    const char *words = dlerror(); /* NOLINT(concurrency-mt-unsafe) */
    return words != NULL ? words : "no reason given";
}

/* What the person named, else what lies beside the program, else what the build found. */
static void *open_library(gw_error *err)
{
    char beside[PATH_SIZE];
    const char *named = getenv("GOODWILL_DUCKDB"); /* NOLINT(concurrency-mt-unsafe): nobody sets */
    if (named != NULL && named[0] != '\0') {
        void *library = dlopen(named, RTLD_NOW | RTLD_LOCAL);
        if (library == NULL)
            gw_error_set(err, GW_FAILED, "GOODWILL_DUCKDB names no database library: %s",
                         loader_words());
        return library;
    }
    void *library = NULL;
    if (installed_path(beside) && access(beside, R_OK) == 0)
        library = dlopen(beside, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        library = dlopen(GW_DUCKDB_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL)
        gw_error_set(err, GW_FAILED,
                     "the database library cannot be opened (%s); set GOODWILL_DUCKDB to the path "
                     "of libduckdb.so",
                     loader_words());
    return library;
}

static gw_status load(gw_error *err)
{
    void *library = open_library(err);
    if (library == NULL)
        return GW_FAILED;
    AdbcDriverInitFunc init = NULL;
    /* POSIX lets a data pointer hold a function's address; C17 has no cast for it. */
    *(void **)&init = dlsym(library, "duckdb_adbc_init");
    if (init == NULL) {
        dlclose(library);
        return gw_error_set(err, GW_FAILED, "the database library is not DuckDB");
    }
    struct AdbcError failure = ADBC_ERROR_INIT;
    memset(&loaded_driver, 0, sizeof loaded_driver);
    AdbcStatusCode code = init(ADBC_VERSION_1_1_0, &loaded_driver, &failure);
    if (code != ADBC_STATUS_OK) {
        dlclose(library);
        return gw__driver_failed(err, code, &failure, "the database library cannot be started");
    }
    is_loaded = true;
    return GW_OK;
}

gw_status gw__driver_get(const struct AdbcDriver **out, gw_error *err)
{
    pthread_mutex_lock(&loading);
    gw_status status = is_loaded ? GW_OK : load(err);
    pthread_mutex_unlock(&loading);
    if (status == GW_OK)
        *out = &loaded_driver;
    return status;
}

/* DuckDB gives neither sqlstate nor a code of its own: only its words tell these apart. */
static gw_status status_of(const char **ours_out, AdbcStatusCode code, const char *said)
{
    static const char *const full = "the disk is full; free some space and do it again: what was "
                                    "there before is as it was";
    static const char *const damaged =
        "the file is damaged, cut short or changed from outside; bring back a copy of it";
    static const char *const closed =
        "permission denied: it, or its folder, belongs to somebody else; "
        "ask for the right to read and write it";
    static const struct {
        const char *words;
        gw_status status;
        const char *ours; /* what we say instead */
    } known[] = {
        {"Could not set lock on file", GW_BUSY, NULL},
        {"INTERRUPT Error", GW_CANCELLED, NULL},
        {"Conflict on ", GW_BUSY, NULL},
        {"No space left on device", GW_FAILED, full},
        {"Permission denied", GW_FAILED, closed},
        {"Out of Memory Error", GW_NO_MEMORY, NULL},
        {"not a valid DuckDB database file", GW_BAD_DATA, NULL},
        {"version number", GW_BAD_DATA, NULL},
        {"Serialization Error", GW_BAD_DATA, damaged},
        {"Corrupt database file", GW_BAD_DATA, damaged},
        {"Could not read enough bytes", GW_BAD_DATA, damaged},
    };
    *ours_out = NULL;
    if (code == ADBC_STATUS_CANCELLED)
        return GW_CANCELLED;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strstr(said, known[i].words) != NULL) {
            *ours_out = known[i].ours;
            return known[i].status;
        }
    }
    return GW_FAILED;
}

/* `Could not set lock on file "F": Conflicting lock is held in PROGRAM (PID n). See ...` */
static gw_status say_busy(gw_error *err, const char *said, const char *what)
{
    const char *holder = strstr(said, "held in ");
    const char *end = holder != NULL ? strstr(holder, "(PID ") : NULL;
    end = end != NULL ? strchr(end, ')') : NULL;
    if (end == NULL)
        return gw_error_set(err, GW_BUSY, "%s: another program is writing to it; try again", what);
    holder += strlen("held in ");
    return gw_error_set(err, GW_BUSY, "%s: %.*s has it open; end that program or wait for it", what,
                        (int)(end + 1 - holder), holder);
}

gw_status gw__driver_failed(gw_error *err, AdbcStatusCode code, struct AdbcError *failure,
                            const char *what)
{
    const char *said = failure->message != NULL ? failure->message : "no reason given";
    const char *ours = NULL;
    gw_status status = status_of(&ours, code, said);
    if (status == GW_BUSY)
        say_busy(err, said, what);
    else if (status == GW_CANCELLED)
        gw_error_set(err, status, "%s: cancelled", what);
    else if (ours != NULL)
        gw_error_set(err, status, "%s: %s", what, ours);
    else
        gw_error_set(err, status, "%s: %.*s", what, (int)strcspn(said, "\r\n"), said);
    if (failure->release != NULL)
        failure->release(failure);
    *failure = ADBC_ERROR_INIT;
    return status;
}
