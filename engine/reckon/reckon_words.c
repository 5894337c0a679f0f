/* What a reckoning says besides the check's own verdict: how far totals were off in earlier looks,
 * which groups of customers the forecast failed, and what few customers mean; see reckon_inside.h.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "date.h"
#include "figures.h"
#include "reckon_inside.h"
#include "segments.h"
#include "vmath.h"

/* Adds a line to the words of the reckoning. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
add_line(gw__reckoning_run *run, const char *format, ...)
{
    char *words = run->out->words;
    size_t length = strlen(words);
    va_list arguments;
    length += (size_t)snprintf(words + length, sizeof run->out->words - length, "\n");
    if (length >= sizeof run->out->words)
        return;
    va_start(arguments, format);
    vsnprintf(words + length, sizeof run->out->words - length, format, arguments);
    va_end(arguments);
}

/* "12 % less", "5 % more", "as much" */
static void off_words(char out[32], double log_ratio)
{
    double off = 100 * gw_expm1(log_ratio);
    if (fabs(off) < 0.5)
        snprintf(out, 32, "as much");
    else
        snprintf(out, 32, "%.0f %% %s", fabs(off), off < 0 ? "less" : "more");
}

void gw__reckon_say_after_today(gw__reckoning_run *run)
{
    char last[GW_DATE_TEXT_SIZE];
    if (run->after_today == 0 || run->out->as_of >= run->last_after_today)
        return;
    gw_date_format(last, run->last_after_today);
    add_line(
        run,
        "%lld purchase%s or refund%s dated after today, up to %s, and left out: if the date is "
        "wrong, put it right in the file, take the import back (goodwill import STORE "
        "--withdraw N) and bring the file in again.",
        (long long)run->after_today, run->after_today == 1 ? "" : "s",
        run->after_today == 1 ? " is" : "s are", last);
}

void gw__reckon_say_season(gw__reckoning_run *run)
{
    static const char *const months[GW_MONTHS] = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const double *factor = run->season.factor;
    size_t most = 0;
    size_t least = 0;
    if (!run->season.known)
        return;
    for (size_t m = 0; m < GW_MONTHS; m++) {
        most = factor[m] > factor[most] ? m : most;
        least = factor[m] < factor[least] ? m : least;
    }
    add_line(run,
             "People come by seasons: %.2f times as often in %s as in an average month, %.2f times "
             "in %s. The hidden months were foreseen clearly better with them, so they are "
             "reckoned with.",
             factor[most], months[most], factor[least], months[least]);
}

void gw__reckon_say_shock(gw__reckoning_run *run)
{
    const gw_shock_facts *shock = &run->out->check.shock;
    char least_words[32];
    char most_words[32];
    double least = 0;
    double most = 0;
    if (shock->n < 2)
        return;
    for (size_t i = 0; i < shock->n; i++) {
        least = i == 0 || shock->log_ratio[i] < least ? shock->log_ratio[i] : least;
        most = i == 0 || shock->log_ratio[i] > most ? shock->log_ratio[i] : most;
    }
    off_words(least_words, least);
    off_words(most_words, most);
    add_line(
        run, "From the earlier days, what came in all was %s to %s than was said%s.", least_words,
        most_words,
        shock->n < GW_SHOCK_FEW ? ": too few days to say how far everything moves together, so "
                                  "about a tenth is allowed for"
        : shock->short_windows
            ? ": ranges of totals allow for that; and, as these times are short beside the time "
              "ahead, for about a tenth at least"
            : ": ranges of totals allow for that");
}

#define MOST_NAMED 3

/* Whether ranges of single customers held as often as they should. */
static void say_coverage(gw__reckoning_run *run, const gw_series *series)
{
    double came = (double)NAN;
    double said = (double)NAN;
    double most = (double)NAN; /* that chance leaves the share that held */
    for (size_t i = 0; i < series->n; i++) {
        const gw_series_point *p = &series->points[i];
        if (strcmp(p->picture, "coverage") != 0 || p->x != 0.8)
            continue;
        if (strcmp(p->series, "came") == 0) {
            came = p->y;
            most = p->high;
        } else {
            said = p->y;
        }
    }
    if (isfinite(came) && isfinite(said))
        add_line(
            run,
            "Ranges of single customers, made to hold at least 80 of 100, held %.0f of 100; as "
            "buying days are whole, %.0f were to be expected.%s",
            100 * came, 100 * said, most < 0.8 ? " They were too narrow: read them so." : "");
}

/* "channel ads (said 120, came 160)"; of money only where the days lie inside. */
static void name_failed(char *out, size_t size, gw_segments_by by, const gw_segment *s)
{
    bool days = gw_segment_outside(&s->days);
    const gw_check_total *total = days ? &s->days : &s->paid;
    char said[GW_FIGURE_SIZE];
    char came[GW_FIGURE_SIZE];
    gw_figure_count(said, total->said);
    gw_figure_count(came, total->came);
    snprintf(out, size, "%s%s%s (said %s, came %s%s)",
             by < GW_SEGMENTS_FIRST_LABEL ? "" : gw_segments_title(by),
             by < GW_SEGMENTS_FIRST_LABEL ? "" : ": ", s->name, said, came,
             days ? "" : ", in money");
}

typedef struct failures {
    size_t groups;
    size_t failed;
    char named[600];
    char labels[128]; /* ", the channel they came through" for what the shop says and was told */
} failures;

static void add_failures(failures *f, const gw_series *series, gw_segments_by by)
{
    size_t at = 0;
    gw_segment segment;
    size_t before = f->groups;
    while (gw_segment_next(&segment, &at, series, by)) {
        char one[200];
        size_t length = strlen(f->named);
        f->groups++;
        if (!gw_segment_outside(&segment.days) && !gw_segment_outside(&segment.paid))
            continue;
        if (f->failed++ >= MOST_NAMED)
            continue;
        name_failed(one, sizeof one, by, &segment);
        snprintf(f->named + length, sizeof f->named - length, "%s%s", length > 0 ? "; " : "", one);
    }
    size_t length = strlen(f->labels);
    if (f->groups > before && by >= GW_SEGMENTS_FIRST_LABEL)
        snprintf(f->labels + length, sizeof f->labels - length, ", %s", gw_segments_title(by));
}

void gw__reckon_say_segments(gw__reckoning_run *run, const gw_series *series)
{
    failures f = {0};
    say_coverage(run, series);
    for (size_t k = 0; k < GW_SEGMENTS_COUNT; k++)
        add_failures(&f, series, (gw_segments_by)k);
    if (f.groups == 0)
        return;
    if (f.failed == 0)
        add_line(run,
                 "Of %zu groups, by when customers came, how often and how lately they had "
                 "bought%s, none lies clearly outside what was said of it.",
                 f.groups, f.labels);
    else
        add_line(run, "Of %zu groups of customers %zu %s clearly outside what was said: %s%s.",
                 f.groups, f.failed, f.failed == 1 ? "lies" : "lie", f.named,
                 f.failed > MOST_NAMED ? "; and others" : "");
}

#define FEW_CUSTOMERS 100

void gw__reckon_say_few(gw__reckoning_run *run)
{
    const gw_check_total *total = &run->total;
    if (run->out->customers >= FEW_CUSTOMERS || !(total->said > 0))
        return;
    /* of very few the mean may lie above the range: most often nothing comes */
    double above = total->high / total->said - 1;
    add_line(run,
             "There are only %zu customer%s: what is usual for shops carries much of the forecast, "
             "and its range is wide, from %.0f %% less to %.0f %% %s money than is expected in "
             "all. It narrows as orders come in.",
             run->out->customers, run->out->customers == 1 ? "" : "s",
             100 * (1 - total->low / total->said), 100 * fabs(above), above < 0 ? "less" : "more");
}
