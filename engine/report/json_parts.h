/* What answers in JSON share. */
#ifndef GW_JSON_PARTS_H
#define GW_JSON_PARTS_H

#include <jansson.h>

#include "strbuf.h"

/* null where the number does not exist. */
json_t *gw__json_number(double value);
/* Adds `root` and a newline to `out`, and takes it. A member that could not be set for want of
 * memory is left out by jansson: so they are counted. GW_NO_MEMORY, of `what`. */
gw_status gw__json_finish(gw_strbuf *out, json_t *root, size_t members, size_t indent,
                          const char *what, gw_error *err);

#endif
