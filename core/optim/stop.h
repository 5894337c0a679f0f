/* When to stop: one object shared by every iterative method. */
#ifndef GW_STOP_H
#define GW_STOP_H

typedef enum gw_stop_reason {
    GW_STOP_NOT_YET,
    GW_STOP_CONVERGED,    /* the gain a Newton-like step promises is below the tolerances */
    GW_STOP_NO_PROGRESS,  /* the line search found no better point although the gradient asks */
    GW_STOP_DID_NOT_MOVE, /* the same, at the very start; or the start has no finite value */
    GW_STOP_ITERATION_LIMIT,
} gw_stop_reason;

typedef struct gw_stop {
    double gain_tolerance;          /* promised gain in the objective, absolute: 1e-9 */
    double relative_gain_tolerance; /* and relative to |objective|: 1e-15 (rounding at 10M rows) */
    int max_iterations;
} gw_stop;

#define GW_STOP_INIT                                                                               \
    {                                                                                              \
        1e-9, 1e-15, 500                                                                           \
    }

/* Decides before iteration number `iteration` (from 0). `promised_gain` is half the squared Newton
 * decrement in the method's own metric: what the quadratic model says the next step can bring. A
 * test on gains, not on gradients or steps, means the same for any scale of the parameters. */
gw_stop_reason gw_stop_check(const gw_stop *stop, int iteration, double value,
                             double promised_gain);

#endif
