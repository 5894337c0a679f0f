/* A double is m 2^e with m below 2^53. Where "%.17g" writes no exponent, 10^-4 <= |value| < 10^17,
 * its 17 digits are the integer nearest to m 2^e 10^k with k = 16 - floor(log10 |value|) from 0 to
 * 20: m 10^k stays below 2^120, so 128-bit integers give them exactly, ties to even as printf
 * rounds. Everything else is left to printf. */
#include "number_text.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define DIGITS 17
#define SMALLEST 1e-4
#define LARGEST 1e17
#define TEN_TO_16 UINT64_C(10000000000000000)
#define TEN_TO_17 UINT64_C(100000000000000000)

__extension__ typedef unsigned __int128 wide;

/* The integer nearest to mantissa 2^exponent 10^power. */
static uint64_t scaled(uint64_t mantissa, int exponent, int power)
{
    wide product = mantissa;
    for (int i = 0; i < power; i++)
        product *= 10;
    if (exponent >= 0)
        return (uint64_t)(product << exponent);
    wide half = (wide)1 << (-exponent - 1);
    wide rest = product & (2 * half - 1);
    uint64_t whole = (uint64_t)(product >> -exponent);
    bool up = rest > half || (rest == half && (whole & 1) != 0);
    return whole + up;
}

/* 17 digits and the power of ten of the first. */
static uint64_t digits_of(int *first_power_out, double magnitude)
{
    int exponent = 0;
    uint64_t mantissa = (uint64_t)ldexp(frexp(magnitude, &exponent), 53);
    exponent -= 53;
    int power = 0; /* of ten in the magnitude: too large by one at most, since 10 ^ -4 is rounded */
    for (double ten = 10.0; magnitude >= ten && power < 16; ten *= 10.0)
        power++;
    for (double tenth = 1.0; magnitude < tenth && power > -4; tenth /= 10.0)
        power--;
    uint64_t digits = scaled(mantissa, exponent, 16 - power);
    if (digits >= TEN_TO_17) {
        power++;
        digits = power <= 16 ? scaled(mantissa, exponent, 16 - power) : TEN_TO_16;
    } else if (digits < TEN_TO_16) {
        power--;
        digits = scaled(mantissa, exponent, 16 - power);
    }
    *first_power_out = power;
    return digits;
}

size_t gw_number_to_text(char out[GW_NUMBER_TEXT_SIZE], double value)
{
    char digits[DIGITS];
    int power = 0;
    double magnitude = fabs(value);
    bool plain = magnitude >= SMALLEST && magnitude < LARGEST;
    uint64_t number = plain ? digits_of(&power, magnitude) : 0;
    if (!plain || power < -4 || power > 16)
        return (size_t)snprintf(out, GW_NUMBER_TEXT_SIZE, "%.17g", value);
    for (size_t i = DIGITS; i > 0; i--) {
        digits[i - 1] = (char)('0' + number % 10);
        number /= 10;
    }
    size_t length = DIGITS;
    size_t whole = power >= 0 ? (size_t)power + 1 : 0; /* digits before the point */
    while (length > whole && digits[length - 1] == '0')
        length--;
    char *at = out;
    if (value < 0.0)
        *at++ = '-';
    if (whole == 0)
        *at++ = '0';
    memcpy(at, digits, whole);
    at += whole;
    if (length > whole) {
        *at++ = '.';
        for (int i = power; i < -1; i++)
            *at++ = '0';
        memcpy(at, digits + whole, length - whole);
        at += length - whole;
    }
    *at = '\0';
    return (size_t)(at - out);
}
