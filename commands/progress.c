#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void gw_progress_show(const char *words, double share, void *user)
{
    gw_progress *progress = user;
    int percent = (int)(100 * share);
    if (progress->session->quiet || !isatty(STDERR_FILENO))
        return;
    if (progress->shown && percent == progress->percent && strcmp(words, progress->words) == 0)
        return;
    progress->shown = true;
    progress->percent = percent;
    snprintf(progress->words, sizeof progress->words, "%s", words);
    if (percent > 0)
        fprintf(stderr, "\r\033[K%s ... %d %%", words, percent);
    else
        fprintf(stderr, "\r\033[K%s ...", words);
    fflush(stderr);
}

void gw_progress_end(gw_progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r\033[K");
    progress->shown = false;
}
