/* Most numbers in files are short: up to 15 digits and a small power of ten are both exact doubles,
 * so one multiplication or division gives the correctly rounded result (Clinger 1990, "How to read
 * floating point numbers accurately"), ten times faster than strtod, which does the rest. strtod
 * reads "." only in the C locale; nothing in this program sets another. */
#include "number.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define EXACT_DIGITS 15
#define EXACT_POWER 22
#define LONGEST 1100 /* the exact decimal of any double is shorter */

typedef struct scan {
    const char *at;
    const char *end;
    bool negative;
    int64_t digits;  /* the first EXACT_DIGITS digits, without leading zeros */
    int digit_count; /* all digits from the first that is not zero */
    bool any_digit;
    int point_places; /* digits after the point */
    int exponent;
} scan;

static bool is_digit(const scan *s)
{
    return s->at < s->end && *s->at >= '0' && *s->at <= '9';
}

static bool take(scan *s, char c)
{
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

static void take_digits(scan *s, bool after_point)
{
    for (; is_digit(s); s->at++) {
        s->any_digit = true;
        s->point_places += after_point;
        if (*s->at == '0' && s->digit_count == 0)
            continue;
        if (s->digit_count++ < EXACT_DIGITS)
            s->digits = 10 * s->digits + (*s->at - '0');
    }
}

static bool take_exponent(scan *s)
{
    if (!take(s, 'e') && !take(s, 'E'))
        return true;
    bool negative = take(s, '-');
    if (!negative)
        take(s, '+');
    if (!is_digit(s))
        return false;
    for (; is_digit(s); s->at++)
        if (s->exponent < 100000)
            s->exponent = 10 * s->exponent + (*s->at - '0');
    if (negative)
        s->exponent = -s->exponent;
    return true;
}

/* nan, inf, infinity in any case; the sign is taken already. */
static bool take_word(double *out, const scan *s)
{
    static const struct {
        const char *word;
        double value;
    } words[] = {{"nan", (double)NAN}, {"inf", (double)INFINITY}, {"infinity", (double)INFINITY}};
    size_t length = (size_t)(s->end - s->at);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t same = 0;
        while (same < length && words[i].word[same] != '\0' &&
               (s->at[same] | 0x20) == words[i].word[same])
            same++;
        if (same == length && words[i].word[same] == '\0') {
            *out = s->negative ? -words[i].value : words[i].value;
            return true;
        }
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The grammar was checked; strtod only needs an end. */
static bool parse_slowly(double *out, const char *bytes, size_t length)
{
    char text[LONGEST + 1];
    if (length > LONGEST)
        return false;
    memcpy(text, bytes, length);
    text[length] = '\0';
    *out = strtod(text, NULL);
    return true;
}

bool gw_number_parse(double *out, const char *bytes, size_t length)
{
    static const double powers[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    while (length > 0 && is_blank(bytes[length - 1]))
        length--;
    while (length > 0 && is_blank(*bytes)) {
        bytes++;
        length--;
    }
    scan s = {.at = bytes, .end = bytes + length};
    s.negative = take(&s, '-');
    if (!s.negative)
        take(&s, '+');
    if (s.at < s.end && ((*s.at | 0x20) == 'n' || (*s.at | 0x20) == 'i'))
        return take_word(out, &s);
    take_digits(&s, false);
    if (take(&s, '.'))
        take_digits(&s, true);
    if (!s.any_digit || !take_exponent(&s) || s.at != s.end)
        return false;
    int power = s.exponent - s.point_places;
    if (s.digit_count > EXACT_DIGITS || power > EXACT_POWER || power < -EXACT_POWER)
        return parse_slowly(out, bytes, length);
    double value = (double)s.digits;
    value = power < 0 ? value / powers[-power] : value * powers[power];
    *out = s.negative ? -value : value;
    return true;
}
