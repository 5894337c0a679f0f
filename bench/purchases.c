/* Writes purchases of simulated customers as CSV, for bench/scale: the BG/NBD of r = .25, alpha
 * = 4.5 weeks, a = .8, b = 2.5 over 104 weeks, customers arriving in the first 78, orders of
 * about 20.
 *
 *     purchases CUSTOMERS [text]       # text: ids like "u000000ff-cust" instead of numbers */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "draw.h"
#include "rng.h"

#define FIRST_DAY 19358 /* 2023-01-01 */
#define DAYS 728

static void purchase(long customer, int names, int day, double amount)
{
    char text[GW_DATE_TEXT_SIZE];
    gw_date_format(text, FIRST_DAY + day);
    if (names)
        printf("u%08lx-cust,%s,%.2f\n", (unsigned long)customer, text, amount);
    else
        printf("%ld,%s,%.2f\n", customer, text, amount);
}

static void live(long customer, int names, gw_rng *rng)
{
    double rate_per_day = gw_draw_gamma(rng, 0.25) / (4.5 * 7);
    double leaves = gw_draw_beta(rng, 0.8, 2.5);
    double mean = exp(3 + 0.5 * gw_draw_normal(rng));
    double day = (double)gw_rng_below(rng, 546);
    for (int first = 1; day < DAYS; first = 0) {
        purchase(customer, names, (int)day, mean * exp(0.3 * gw_draw_normal(rng)));
        if (!first && gw_rng_uniform(rng) < leaves)
            return;
        day += gw_draw_exponential(rng) / rate_per_day;
    }
}

int main(int argc, char **argv)
{
    long customers = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    int names = argc > 2 && strcmp(argv[2], "text") == 0;
    if (customers < 1) {
        fprintf(stderr, "purchases CUSTOMERS [text]\n");
        return 2;
    }
    gw_rng rng = gw_rng_seeded(1, 0);
    puts("customer_id,date,amount");
    for (long customer = 0; customer < customers; customer++)
        live(customer, names, &rng);
    return ferror(stdout) || fflush(stdout) != 0;
}
