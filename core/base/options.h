/* Reading an option struct of the public headers, whose first member is its size. */
#ifndef GW_OPTIONS_H
#define GW_OPTIONS_H

#include <goodwill/base.h>

/* Copies the caller's options over the defaults already in `options_out` (`size` bytes, as this
 * version of the library knows them). `given` may be NULL: the defaults stay. An older caller's
 * shorter struct fills the first fields; a newer caller's longer one is accepted while what this
 * version does not know is zero. `name` is the struct's name in the message. GW_WRONG_USE. */
gw_status gw_options_read(void *options_out, size_t size, const void *given, const char *name,
                          gw_error *err);

#endif
