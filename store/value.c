#include "value.h"

#include <string.h>

gw_value gw_value_null(gw_type type)
{
    return (gw_value){.type = type, .null = true};
}

gw_value gw_value_integer(gw_type type, int64_t integer)
{
    return (gw_value){.type = type, .integer = integer};
}

gw_value gw_value_int64(int64_t integer)
{
    return gw_value_integer(GW_INT64, integer);
}

gw_value gw_value_double(double real)
{
    return (gw_value){.type = GW_DOUBLE, .real = real};
}

gw_value gw_value_text(const char *text)
{
    if (text == NULL)
        return gw_value_null(GW_TEXT);
    return (gw_value){.type = GW_TEXT, .text = {text, strlen(text)}};
}
