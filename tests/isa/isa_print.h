/* Printing results so that two builds can be compared bit by bit. */
#ifndef GW_ISA_PRINT_H
#define GW_ISA_PRINT_H

#include <stddef.h>

/* A line with the name, a hash of all bits, and the first value. */
void isa_print_values(const char *name, const double *values, size_t n);
/* What the special functions, rules and draws say. */
void isa_print_special(void);
/* What the models say; not 0 when they could not be asked. */
int isa_print_models(int threads);

#endif
