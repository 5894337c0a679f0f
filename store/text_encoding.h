/* Text files as people's programs write them: UTF-8, UTF-16, Windows-1252. */
#ifndef GW_TEXT_ENCODING_H
#define GW_TEXT_ENCODING_H

#include <goodwill/base.h>

/* When the file is no UTF-8, writes it as UTF-8 into a temporary file that has no name, closes
 * *descriptor and puts that one in its place. UTF-16 is known by its mark or its zeros; what is
 * neither and not UTF-8 all through is Windows-1252, which every byte can be. GW_FAILED when there
 * is no room; *descriptor is then as it was. `name` is the file's, for messages. */
GW_MUST_USE gw_status gw_text_as_utf8(int *descriptor, const char *name, gw_error *err);

#endif
