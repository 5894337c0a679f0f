/* goodwill's own kinds of files, as own_kinds.def has them: which there are, and which a file is.
 */
#ifndef GW_OWN_KINDS_H
#define GW_OWN_KINDS_H

#include "import_source.h"

typedef enum gw_own_type {
    GW_OWN_ID,
    GW_OWN_TEXT,
    GW_OWN_DAY,
    GW_OWN_MONTH,
    GW_OWN_AMOUNT,
    GW_OWN_MEASURE,
    GW_OWN_NUMBER,
    GW_OWN_COUNT,
    GW_OWN_YESNO,
    GW_OWN_CURRENCY,
} gw_own_type;

typedef enum gw_own_need {
    GW_OWN_KEY,
    GW_OWN_ALSO_KEY,
    GW_OWN_FILLED,
    GW_OWN_THERE,
    GW_OWN_MAY,
} gw_own_need;

typedef struct gw_own_field {
    const char *kind;
    const char *name;
    gw_own_type type;
    gw_own_need need;
    const char *property; /* of an event; "": none */
    const char *words;
} gw_own_field;

typedef struct gw_own_kind {
    const char *name;
    const char *makes;   /* kinds of exchange, by commas; "": rows of `table` */
    const char *table;   /* "" when it makes exchanges */
    const char *columns; /* of the table, by ", " */
    const char *words;
} gw_own_kind;

/* In the order in which one command reads files of several kinds; NULL at the end. All constant. */
const gw_own_kind *gw_own_kind_at(size_t index);
/* By name; NULL when there is none. */
const gw_own_kind *gw_own_kind_named(const char *name);
/* The kind whose columns the file has; of several the one that asks for most. NULL: none. */
const gw_own_kind *gw_own_kind_of(const gw_import_source *source);
/* Its fields, in the order of the list; NULL at the end. */
const gw_own_field *gw_own_field_at(const gw_own_kind *kind, size_t index);
bool gw_own_kind_fits(const gw_own_kind *kind, const gw_import_source *source);
/* The columns a file must have, by commas. */
void gw_own_kind_columns(gw_strbuf *out, const gw_own_kind *kind);

static inline bool gw_own_field_is_required(const gw_own_field *field)
{
    return field->need == GW_OWN_KEY || field->need == GW_OWN_FILLED || field->need == GW_OWN_THERE;
}

static inline bool gw_own_field_is_key(const gw_own_field *field)
{
    return field->need == GW_OWN_KEY || field->need == GW_OWN_ALSO_KEY;
}

#endif
