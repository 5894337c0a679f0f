/* Reading what a statement answers, batch by batch, as columns:
 *
 *     gw_query *query = NULL;
 *     status = gw_query_open(&query, store, gw_sql("cells"), NULL, 0, err);
 *     while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0)
 *         for (size_t row = 0; row < rows; row++)
 *             use(gw_query_integer(query, 0, row), gw_query_double(query, 1, row));
 *     gw_query_close(query);
 *
 * Batches are small (DuckDB: 2048 rows) and a batch lives until the next gw_query_next. Sums of
 * integers are 128 bits wide in DuckDB: cast them to BIGINT in the SQL. */
#ifndef GW_QUERY_H
#define GW_QUERY_H

#include "store.h"

typedef struct gw_query gw_query;

/* Runs one statement with $1, $2, ... filled from values[0 .. n-1]. GW_FAILED also for a column of
 * a type that value.h does not have, by name. */
GW_MUST_USE gw_status gw_query_open(gw_query **out, gw_store *store, const char *sql,
                                    const gw_value *values, size_t n, gw_error *err);
/* May be called before the end of the rows. Accepts NULL. */
void gw_query_close(gw_query *query);

/* The next batch: its rows, 0 at the end (and again at each call after it). */
GW_MUST_USE gw_status gw_query_next(size_t *rows_out, gw_query *query, gw_error *err);

size_t gw_query_columns(const gw_query *query);
const char *gw_query_name(const gw_query *query, size_t column);
gw_type gw_query_type(const gw_query *query, size_t column);

/* One value of the current batch. A missing value reads as 0, NaN or "". A column of another type
 * reads as if its values were missing, except that whole numbers read as doubles too. */
bool gw_query_is_null(const gw_query *query, size_t column, size_t row);
int64_t gw_query_integer(const gw_query *query, size_t column, size_t row); /* all but the below */
double gw_query_double(const gw_query *query, size_t column, size_t row);
gw_span gw_query_text(const gw_query *query, size_t column, size_t row);

/* The current batch of a column as an array, without its missing values marked; NULL when the
 * column is not stored so (BIGINT and TIMESTAMP, DOUBLE, DATE). For loops over millions of rows. */
const int64_t *gw_query_integers(const gw_query *query, size_t column);
const double *gw_query_doubles(const gw_query *query, size_t column);
const int32_t *gw_query_days(const gw_query *query, size_t column);

/* For statements that answer one value: GW_NOT_FOUND when there is no row. */
GW_MUST_USE gw_status gw_query_one_integer(int64_t *out, gw_store *store, const char *sql,
                                           const gw_value *values, size_t n, gw_error *err);

#endif
