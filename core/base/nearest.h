/* "Did you mean ...?" */
#ifndef GW_NEAREST_H
#define GW_NEAREST_H

#include <stddef.h>

/* The word of words[0 .. n-1] that a slip of the fingers most likely turned into `word`; NULL when
 * none is near. Letters' case does not count. */
const char *gw_nearest(const char *word, const char *const *words, size_t n);

#endif
