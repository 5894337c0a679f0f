/* The database library, opened while running: DuckDB's ADBC driver, interface 1.1.0 (1.0.0 has no
 * cancel). Loaded once, at the first use, and never unloaded: its threads may outlive a database.
 * The only file that knows where the library lies. */
#ifndef GW_DRIVER_H
#define GW_DRIVER_H

#include <goodwill/base.h>

#include <arrow-adbc/adbc.h>

/* GW_FAILED with where it was looked for. Safe from several threads. */
gw_status gw__driver_get(const struct AdbcDriver **out, gw_error *err);

/* Turns a failed call into a status and one sentence, "<what>: <what the database said>", and
 * empties `failure`. Every ADBC call gets a failure to fill: with NULL DuckDB refuses good SQL. */
gw_status gw__driver_failed(gw_error *err, AdbcStatusCode code, struct AdbcError *failure,
                            const char *what);

#endif
