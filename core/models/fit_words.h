/* The outcome of a fit in one plain sentence, with what can still be said. */
#ifndef GW_FIT_WORDS_H
#define GW_FIT_WORDS_H

#include "fit_facts.h"

void gw__fit_words(char *message_out, size_t size, const gw_fit_facts *facts);

#endif
