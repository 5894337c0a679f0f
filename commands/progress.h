/* A line that says how far a long command is: on a terminal only, and never with --quiet. */
#ifndef GW_PROGRESS_H
#define GW_PROGRESS_H

#include "command.h"

typedef struct gw_progress {
    gw_session *session;
    bool shown;
    int percent;
    char words[64];
} gw_progress;

/* A gw_progress_fn of engine/reckon/reckon.h; `user` is the gw_progress. */
void gw_progress_show(const char *words, double share, void *user);
/* Wipes the line. */
void gw_progress_end(gw_progress *progress);

#endif
