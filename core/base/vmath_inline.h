/* The one definition of exp and log behind vmath.h, inlined where a kernel needs them between its
 * loads and stores (core/models). Everybody else calls vmath.h. */
#ifndef GW_VMATH_INLINE_H
#define GW_VMATH_INLINE_H

/* Branch-free in the main range: static inline double gw__exp_inline(double x), gw__log_inline(x);
 * the latter for normal positive x only. Filled with vmath.c. */

#endif
