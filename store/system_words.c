#include "system_words.h"

#include <stdio.h>
#include <string.h>

gw_system_words gw_say_errno(int code)
{
    gw_system_words words;
    if (strerror_r(code, words.text, sizeof words.text) != 0)
        snprintf(words.text, sizeof words.text, "error %d of the system", code);
    return words;
}
