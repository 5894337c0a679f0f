#include "figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "money.h"

/* Copies a plain number, "-1234.50", putting commas between the thousands before its point. */
static void group_thousands(char out[GW_FIGURE_SIZE], const char *plain)
{
    size_t sign = plain[0] == '-' ? 1 : 0;
    size_t whole = strcspn(plain + sign, ".");
    size_t length = 0;
    if (sign == 1)
        out[length++] = '-';
    for (size_t i = 0; i < whole && length + 2 < GW_FIGURE_SIZE; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            out[length++] = ',';
        out[length++] = plain[sign + i];
    }
    snprintf(out + length, GW_FIGURE_SIZE - length, "%s", plain + sign + whole);
}

void gw_figure_count(char out[GW_FIGURE_SIZE], double number)
{
    char plain[32];
    double whole = nearbyint(number);
    if (!isfinite(number) || fabs(number) >= 1e18) {
        snprintf(out, GW_FIGURE_SIZE, "%s", isfinite(number) ? "very many" : "-");
        return;
    }
    snprintf(plain, sizeof plain, "%.0f", whole == 0 ? 0.0 : whole);
    group_thousands(out, plain);
}

void gw_figure_money(char out[GW_FIGURE_SIZE], int64_t amount_e4, int decimals)
{
    char plain[GW_MONEY_TEXT_SIZE];
    gw_money_format(plain, amount_e4, decimals);
    group_thousands(out, plain);
}
