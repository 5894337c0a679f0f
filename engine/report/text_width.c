/* Widths of DejaVu Sans, the widest of the fonts that stand for "sans-serif" on common systems
 * (Helvetica, Arial, Segoe UI, Roboto and San Francisco are narrower), in thousandths of the size;
 * read from its table hmtx. */
#include "text_width.h"

#include <string.h>

#include "shown.h"

static const short ascii[] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};

/* Two bytes: Latin, Greek, Cyrillic; more: Asian scripts and signs, as wide as they are high. */
#define TWO_BYTES 930
#define MORE_BYTES 1050

double gw_text_width(const char *text, double size)
{
    double thousandths = 0;
    size_t left = strlen(text);
    while (left > 0) {
        size_t length = gw_utf8_length(text, left);
        unsigned char first = (unsigned char)*text;
        length = length == 0 ? 1 : length;
        if (length == 1)
            thousandths += first >= 32 && first < 127 ? ascii[first - 32] : MORE_BYTES;
        else
            thousandths += length == 2 ? TWO_BYTES : MORE_BYTES;
        text += length;
        left -= length;
    }
    return thousandths * size / 1000;
}
