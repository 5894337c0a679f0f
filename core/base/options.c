/* Reading an option struct whose first member is its size. */
#include "options.h"

#include "error.h"

#include <string.h>

gw_status gw_options_read(void *options_out, size_t size, const void *given, const char *name,
                          gw_error *err)
{
    if (given == NULL)
        return GW_OK;
    size_t given_size;
    memcpy(&given_size, given, sizeof given_size);
    if (given_size < sizeof given_size)
        return gw_error_set(err, GW_WRONG_USE, "%s: size is not set; begin with the INIT macro",
                            name);
    const unsigned char *bytes = given;
    for (size_t i = size; i < given_size; i++)
        if (bytes[i] != 0)
            return gw_error_set(err, GW_WRONG_USE,
                                "%s: an option is set that this version of the library (%s) does "
                                "not know",
                                name, gw_version());
    memcpy(options_out, given, given_size < size ? given_size : size);
    memcpy(options_out, &size, sizeof size);
    return GW_OK;
}
