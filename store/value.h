/* The few types that travel between C and a store. */
#ifndef GW_VALUE_H
#define GW_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum gw_type {
    GW_INT64,     /* whole numbers; truth values are 0 and 1 */
    GW_DOUBLE,    /* measured or computed */
    GW_TEXT,      /* UTF-8 */
    GW_DATE,      /* days since 1970-01-01 */
    GW_TIMESTAMP, /* microseconds since 1970-01-01 00:00, UTC */
    GW_MONEY,     /* DECIMAL(18,4) in the store, ten-thousandths in C */
} gw_type;

/* A piece of text that somebody else owns; no '\0' at its end. */
typedef struct gw_span {
    const char *bytes;
    size_t length;
} gw_span;

/* One value, for a parameter of a statement. */
typedef struct gw_value {
    gw_type type;
    bool null;
    int64_t integer; /* every type but the two below */
    double real;     /* GW_DOUBLE */
    gw_span text;    /* GW_TEXT; borrowed until the call returns */
} gw_value;

gw_value gw_value_null(gw_type type);
gw_value gw_value_integer(gw_type type, int64_t integer);
gw_value gw_value_int64(int64_t integer);
gw_value gw_value_double(double real);
gw_value gw_value_text(const char *text); /* NULL gives a null */

/* One column of rows to write. */
typedef struct gw_column {
    const char *name;
    gw_type type;
    /* const int64_t *, const double *, const gw_span *, const int32_t * (GW_DATE) */
    const void *values;
    const bool *null; /* NULL: no value is missing */
} gw_column;

#endif
