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

/* How many columns it asks for; 0 when the file lacks one. */
static size_t fitting_columns(const gw_own_kind *kind, const gw_import_source *source)
{
    size_t required = 0;
    for (size_t i = 0; gw_own_field_at(kind, i) != NULL; i++) {
        const gw_own_field *field = gw_own_field_at(kind, i);
        if (!gw_own_field_is_required(field))
            continue;
        if (gw_import_source_column(source, field->name) != NULL)
            required++;
        else if (!source->json || field->need != GW_OWN_THERE)
            return 0; /* what is empty in every row, JSON leaves out */
    }
    return required;
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
