/* Copying a file so that the copy is whole or absent. */
#ifndef GW_FILE_COPY_H
#define GW_FILE_COPY_H

#include <goodwill/base.h>

/* Copies `from` to `to` through a temporary beside it, written to disk before it takes the name; an
 * older `to` is replaced. GW_FAILED with a sentence naming the file and the reason. */
gw_status gw_file_copy(const char *to, const char *from, gw_error *err);

#endif
