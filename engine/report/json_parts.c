#include "json_parts.h"

#include <math.h>
#include <stdlib.h>

#include "error.h"

json_t *gw__json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

gw_status gw__json_finish(gw_strbuf *out, json_t *root, size_t members, size_t indent,
                          const char *what, gw_error *err)
{
    char *dumped = root != NULL && json_object_size(root) == members
                       ? json_dumps(root, JSON_INDENT(indent) | JSON_REAL_PRECISION(17))
                       : NULL;
    if (dumped != NULL) {
        gw_strbuf_puts(out, dumped);
        gw_strbuf_puts(out, "\n");
    }
    bool whole = dumped != NULL && gw_strbuf_text(out) != NULL;
    free(dumped);
    json_decref(root);
    return whole ? GW_OK : gw_error_no_memory(err, what);
}
