#include "import_kind.h"

#include <stdio.h>
#include <string.h>

#include "error.h"
#include "nearest.h"
#include "own_kinds.h"
#include "shown.h"

static const gw_import_kind kinds[] = {
#define GW_IMPORT_KIND(name, table, columns, optional, date, words)                                \
    {#name, #table, columns, optional, date, words},
#include "import_kinds.def"
#undef GW_IMPORT_KIND
};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

static gw_status unknown_kind(const char *as, gw_error *err)
{
    const char *names[64];
    size_t n = 0;
    char all[1024] = "events";
    names[n++] = "events";
    for (size_t k = 0; gw_own_kind_at(k) != NULL; k++)
        names[n++] = gw_own_kind_at(k)->name;
    for (size_t k = 0; k < KIND_COUNT; k++)
        names[n++] = kinds[k].name;
    for (size_t k = 1; k < n; k++) {
        size_t length = strlen(all);
        snprintf(all + length, sizeof all - length, ", %s", names[k]);
    }
    const char *near = gw_nearest(as, names, n);
    return gw_error_set(err, GW_WRONG_USE, "there is no kind of file \"%s\"%s%s%s; there are: %s",
                        gw_show(as).text, near == NULL ? "" : ", did you mean ",
                        near == NULL ? "" : near, near == NULL ? "" : "?", all);
}

gw_status gw_import_kind_find(const gw_import_kind **out, const gw_import_source *source,
                              const char *as, bool mapped, gw_error *err)
{
    const gw_import_kind *found = NULL;
    for (size_t k = 0; k < KIND_COUNT && found == NULL; k++)
        if (as != NULL ? strcmp(kinds[k].name, as) == 0
                       : (!mapped || kinds[k].columns[0] == '\0') &&
                             gw_import_source_has(source, kinds[k].columns))
            found = &kinds[k];
    if (found == NULL)
        return unknown_kind(as, err);
    if (!gw_import_source_has(source, found->columns))
        return gw_error_set(err, GW_BAD_DATA, "%s is not %s: those have the columns %s",
                            source->file.name.text, found->words, found->columns);
    *out = found;
    return GW_OK;
}
