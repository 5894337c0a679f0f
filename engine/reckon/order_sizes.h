/* How large the orders of a customer will be, together: the law of the money of n orders.
 *
 * Gamma-Gamma: an order is Gamma(p, nu), and after x repeat orders of mean m, nu is
 * Gamma(q + p x, gamma + x m). So the money of n orders is (gamma + x m) W, with W a beta prime
 * variable of shapes p n and q + p x, the law of which hangs on n and x alone: nothing is made for
 * each customer, and SQL multiplies. Here money is told in orders of the size expected of the
 * customer, E = (gamma + x m) p / (q + p x - 1): money / E = W (q + p x - 1) / p.
 *
 * Log-normal: the orders of one customer, exp(mu + sigma e), add up to about a log-normal of their
 * mean and variance (Fenton 1960), and mu is normal after x orders, with the variance
 * v = tau^2 s^2 / (tau^2 + s^2), s^2 = log(1 + (e^(sigma^2) - 1)/x). So money / E is log-normal
 * with mean n, and log variance log(1 + (e^(sigma^2) - 1)/n) + v. */
#ifndef GW_ORDER_SIZES_H
#define GW_ORDER_SIZES_H

#include <stdbool.h>

#include "draws.h"

/* Money on a grid: equal steps of its logarithm, from a twentieth of an order to 4,000 orders. */
#define GW_MONEY_GRID 144
double gw_money_at(double place); /* place 0 .. GW_MONEY_GRID - 1, or between */

typedef struct gw_order_sizes gw_order_sizes;

/* `spend` are draws of `model`, gamma_gamma, gamma_gamma_x or lognormal_spend; the laws are
 * averaged over the first of them; copied. GW_NO_MEMORY. Free with gw_order_sizes_free. */
gw_status gw_order_sizes_create(gw_order_sizes **out, gw_context *context, const gw_model *model,
                                const gw_draws *spend, size_t averaged, gw_error *err);
/* Another of the same, for another thread: what is asked is kept between questions. GW_NO_MEMORY.
 */
gw_status gw_order_sizes_copy(gw_order_sizes **out, const gw_order_sizes *sizes, gw_error *err);
void gw_order_sizes_free(gw_order_sizes *sizes); /* accepts NULL */

/* money_out[i]: the chance of at most gw_money_at(i), when chance[k] is that of k orders. False
 * where no mean size exists (heavy tails): nothing is told. Fastest when asked in the order of x.
 */
bool gw_order_sizes_mix(double money_out[GW_MONEY_GRID], gw_order_sizes *sizes,
                        const double *chance, size_t n, double x);

/* The variance of the money of a random number of orders with this mean and mean square, in squares
 * of the expected size; infinite variances are cut, as the middle of the law hardly hangs on them.
 */
double gw_order_sizes_variance(const gw_order_sizes *sizes, double mean, double square, double x);

#endif
