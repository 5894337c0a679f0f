/* Numbers as people and programs write them: digits with a decimal point and an exponent, nan, inf.
 * Strict: nothing before or after but blanks, no hexadecimal, no comma, no locale. */
#ifndef GW_NUMBER_H
#define GW_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* False when the text is no number. The nearest double; beyond the largest it is infinite. */
bool gw_number_parse(double *out, const char *bytes, size_t length);

#endif
