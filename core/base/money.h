/* Money as int64_t ten-thousandths ("e4"), the store's DECIMAL(18,4): never a float. Amounts lie in
 * +-GW_MONEY_MAX_E4. Where a call returns false, its out-parameter is left alone. */
#ifndef GW_MONEY_H
#define GW_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GW_MONEY_TEXT_SIZE 24
#define GW_MONEY_MAX_E4 INT64_C(999999999999999999) /* 18 digits, as in the store */

/* Reads "-1234.5", "12", ".5"; more than four decimals are rounded half to even. False for anything
 * else ("1e2", "+1", "1.", " 1", "1,000") and for more than 14 digits before the point, leading
 * zeros not counted. */
bool gw_money_parse(int64_t *amount_e4_out, const char *text, size_t length);
/* Writes major units with `decimals` (0 to 4) places, rounded half to even: "-1234.50". What rounds
 * to nothing has no sign: "0.00". */
void gw_money_format(char text_out[GW_MONEY_TEXT_SIZE], int64_t amount_e4, int decimals);
/* Half-even rounding of a real amount in major units, taken as the exact number the double is;
 * false when NaN or out of range. */
bool gw_money_from_double(int64_t *amount_e4_out, double amount);
double gw_money_to_double(int64_t amount_e4);
/* Rounds half to even to whole multiples of 10^(4-decimals), decimals 0 to 4. */
int64_t gw_money_round(int64_t amount_e4, int decimals);
/* a + b; false on leaving +-GW_MONEY_MAX_E4. */
bool gw_money_add(int64_t *sum_out, int64_t a_e4, int64_t b_e4);

#endif
