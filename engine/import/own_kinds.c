#include "own_kinds.h"

#include <string.h>

static const gw_own_kind kinds[] = {
#define GW_OWN_KIND(name, makes, table, columns, words) {#name, makes, table, columns, words},
#define GW_OWN_FIELD(kind, name, type, need, property, words)
#include "own_kinds.def"
#undef GW_OWN_FIELD
#undef GW_OWN_KIND
};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

static const gw_own_field fields[] = {
#define GW_OWN_KIND(name, makes, table, columns, words)
#define GW_OWN_FIELD(kind, name, type, need, property, words)                                      \
    {#kind, #name, GW_OWN_##type, GW_OWN_##need, property, words},
#include "own_kinds.def"
#undef GW_OWN_FIELD
#undef GW_OWN_KIND
};
#define FIELD_COUNT (sizeof fields / sizeof *fields)

const gw_own_kind *gw_own_kind_at(size_t index)
{
    return index < KIND_COUNT ? &kinds[index] : NULL;
}

const gw_own_kind *gw_own_kind_named(const char *name)
{
    for (size_t k = 0; k < KIND_COUNT; k++)
        if (strcmp(kinds[k].name, name) == 0)
            return &kinds[k];
    return NULL;
}

const gw_own_field *gw_own_field_at(const gw_own_kind *kind, size_t index)
{
    for (size_t f = 0; f < FIELD_COUNT; f++)
        if (strcmp(fields[f].kind, kind->name) == 0 && index-- == 0)
            return &fields[f];
    return NULL;
}

/* Whether the file has no column but the kind's own. */
static bool is_nothing_else(const gw_own_kind *kind, const gw_import_source *source)
{
    size_t own = 0;
    for (size_t i = 0; gw_own_field_at(kind, i) != NULL; i++)
        own += gw_import_source_column(source, gw_own_field_at(kind, i)->name) != NULL;
    return own == source->columns;
}

/* How many columns it asks for; 0 when the file lacks one. What is empty in every row, JSON leaves
 * out: then there must be nothing that another kind of file would have. */
static size_t fitting_columns(const gw_own_kind *kind, const gw_import_source *source)
{
    size_t required = 0;
    size_t missing = 0;
    for (size_t i = 0; gw_own_field_at(kind, i) != NULL; i++) {
        const gw_own_field *field = gw_own_field_at(kind, i);
        bool there = gw_import_source_column(source, field->name) != NULL;
        if (!gw_own_field_is_required(field))
            continue;
        required += there;
        missing += !there;
        if (!there && (!source->json || field->need != GW_OWN_THERE))
            return 0;
    }
    return missing == 0 || is_nothing_else(kind, source) ? required : 0;
}

bool gw_own_kind_fits(const gw_own_kind *kind, const gw_import_source *source)
{
    return fitting_columns(kind, source) > 0;
}

const gw_own_kind *gw_own_kind_of(const gw_import_source *source)
{
    const gw_own_kind *best = NULL;
    size_t most = 0;
    for (size_t k = 0; k < KIND_COUNT; k++) {
        size_t columns = fitting_columns(&kinds[k], source);
        if (columns > most) {
            most = columns;
            best = &kinds[k];
        }
    }
    return best;
}

void gw_own_kind_columns(gw_strbuf *out, const gw_own_kind *kind)
{
    bool first = true;
    for (size_t i = 0; gw_own_field_at(kind, i) != NULL; i++) {
        const gw_own_field *field = gw_own_field_at(kind, i);
        if (!gw_own_field_is_required(field))
            continue;
        gw_strbuf_printf(out, "%s%s", first ? "" : ",", field->name);
        first = false;
    }
}
