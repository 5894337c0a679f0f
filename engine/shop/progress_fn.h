/* How a long piece of work says how far it is. */
#ifndef GW_PROGRESS_FN_H
#define GW_PROGRESS_FN_H

/* Said now and then, with the share done, 0 to 1. */
typedef void (*gw_progress_fn)(const char *words, double share, void *user);

#endif
