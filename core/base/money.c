/* Money: decimal text, rounding and adding in whole ten-thousandths. */
#include "money.h"

#include <math.h>
#include <string.h>

#define MAX_WHOLE_DIGITS 14
#define DECIMALS 4

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint64_t magnitude(int64_t amount)
{
    return amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
}

/* Text being read from the left. */
typedef struct reader {
    const char *at;
    const char *end;
} reader;

static bool next_is_digit(const reader *r)
{
    return r->at < r->end && is_digit(*r->at);
}

static uint64_t next_digit(reader *r)
{
    return (uint64_t)(*r->at++ - '0');
}

/* Digits before the point; false when there are too many. */
static bool read_whole(uint64_t *whole_out, reader *r)
{
    int digits = 0;
    while (next_is_digit(r)) {
        *whole_out = *whole_out * 10 + next_digit(r);
        if (*whole_out > 0 && ++digits > MAX_WHOLE_DIGITS)
            return false;
    }
    return true;
}

/* Digits after the point as ten-thousandths, rounded half to even. */
static uint64_t read_decimals(reader *r)
{
    uint64_t e4 = 0;
    for (int i = 0; i < DECIMALS; i++)
        e4 = e4 * 10 + (next_is_digit(r) ? next_digit(r) : 0);
    uint64_t fifth = next_is_digit(r) ? next_digit(r) : 0;
    bool more = false;
    while (next_is_digit(r))
        more = next_digit(r) != 0 || more;
    bool up = fifth > 5 || (fifth == 5 && (more || e4 % 2 == 1));
    return up ? e4 + 1 : e4;
}

bool gw_money_parse(int64_t *amount_e4_out, const char *text, size_t length)
{
    reader r = {text, text + length};
    bool negative = r.at < r.end && *r.at == '-';
    if (negative)
        r.at++;
    bool any = next_is_digit(&r);
    uint64_t whole = 0;
    if (!read_whole(&whole, &r))
        return false;
    uint64_t e4 = 0;
    if (r.at < r.end && *r.at == '.') {
        r.at++;
        any = next_is_digit(&r); /* a point is followed by a digit */
        e4 = read_decimals(&r);
    }
    uint64_t amount = whole * 10000 + e4;
    if (!any || r.at != r.end || amount > (uint64_t)GW_MONEY_MAX_E4)
        return false;
    *amount_e4_out = negative ? -(int64_t)amount : (int64_t)amount;
    return true;
}

static int places(int decimals)
{
    return decimals < 0 ? 0 : decimals > DECIMALS ? DECIMALS : decimals;
}

/* Half to even, to a multiple of 10^(4-decimals). No overflow: even 2^63 leaves room. */
static uint64_t round_magnitude(uint64_t amount, int decimals)
{
    uint64_t unit = 1;
    for (int i = places(decimals); i < DECIMALS; i++)
        unit *= 10;
    uint64_t units = amount / unit;
    uint64_t rest = amount % unit;
    if (2 * rest > unit || (2 * rest == unit && units % 2 == 1))
        units++;
    return units * unit;
}

int64_t gw_money_round(int64_t amount_e4, int decimals)
{
    uint64_t rounded = round_magnitude(magnitude(amount_e4), decimals);
    if (rounded > (uint64_t)INT64_MAX) /* far outside the range of money */
        return amount_e4;
    return amount_e4 < 0 ? -(int64_t)rounded : (int64_t)rounded;
}

void gw_money_format(char text_out[GW_MONEY_TEXT_SIZE], int64_t amount_e4, int decimals)
{
    uint64_t rounded = round_magnitude(magnitude(amount_e4), decimals);
    int shown = places(decimals);
    bool negative = amount_e4 < 0 && rounded > 0;
    for (int i = shown; i < DECIMALS; i++)
        rounded /= 10;
    char backward[GW_MONEY_TEXT_SIZE];
    size_t length = 0;
    for (int digit = 0; digit <= shown || rounded > 0; digit++) {
        if (digit == shown && shown > 0)
            backward[length++] = '.';
        backward[length++] = (char)('0' + rounded % 10);
        rounded /= 10;
    }
    if (negative)
        backward[length++] = '-';
    for (size_t i = 0; i < length; i++)
        text_out[i] = backward[length - 1 - i];
    text_out[length] = '\0';
}

/* The 26 leading bits of x: times 10000 they are exact, and so is what is left over. */
static double leading_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits &= ~((UINT64_C(1) << 27) - 1);
    memcpy(&x, &bits, sizeof x);
    return x;
}

bool gw_money_from_double(int64_t *amount_e4_out, double amount)
{
    double size = fabs(amount);
    if (!(size < 1e14)) /* the double below it is already 156 ten-thousandths below */
        return false;
    /* product + error is exactly size * 10000 (Dekker 1971). */
    double leading = leading_bits(size);
    double product = size * 1e4;
    double error = (leading * 1e4 - product) + (size - leading) * 1e4;
    double whole = floor(product);
    double fraction = product - whole;
    int64_t e4 = (int64_t)whole;
    if (product >= 0x1p52) { /* whole by itself: the fraction is in the error */
        double below = floor(error);
        e4 += (int64_t)below;
        fraction = error - below;
        error = 0.0;
    }
    double above_half = fraction - 0.5;
    if (above_half > -error || (above_half == -error && e4 % 2 != 0))
        e4++;
    *amount_e4_out = amount < 0.0 ? -e4 : e4;
    return true;
}

double gw_money_to_double(int64_t amount_e4)
{
    return (double)amount_e4 / 1e4;
}

bool gw_money_add(int64_t *sum_out, int64_t a_e4, int64_t b_e4)
{
    int64_t sum;
    if (__builtin_add_overflow(a_e4, b_e4, &sum) || sum > GW_MONEY_MAX_E4 || sum < -GW_MONEY_MAX_E4)
        return false;
    *sum_out = sum;
    return true;
}
