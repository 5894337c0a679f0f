/* Numbers as people read them: thousands apart, no more digits than mean something. */
#ifndef GW_FIGURES_H
#define GW_FIGURES_H

#include <stdint.h>

#define GW_FIGURE_SIZE 40

/* "1,882": rounded to a whole number; "-" when it is not finite. */
void gw_figure_count(char out[GW_FIGURE_SIZE], double number);
/* "3,417,373.41": ten-thousandths, rounded half to even to `decimals` (0 to 4) places. */
void gw_figure_money(char out[GW_FIGURE_SIZE], int64_t amount_e4, int decimals);

#endif
