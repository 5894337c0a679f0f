/* The lines of the ledger as one statement; see ledger.h. Every line reads the customers' whole
 * state (state, what passed besides, what is foreseen of it), made once: `theirs`. A line of the
 * credit or risk view reads the own lines of others too, of those in `around`. */
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "ledger.h"
#include "shown.h"
#include "sql.h"

static const gw_line lines[] = {
#define TO_THEM GW_TO_THEM
#define TO_US GW_TO_US
#define MONEY GW_UNIT_MONEY
#define COUNT GW_UNIT_COUNT
#define POINTS GW_UNIT_POINTS
#define OWN GW_VIEW_OWN
#define CREDIT GW_VIEW_CREDIT
#define RISK GW_VIEW_RISK
#define GW_LINE(code, side, unit, view, words, collect) {#code, side, unit, view, words, collect},
#include "lines.def"
#undef GW_LINE
#undef TO_THEM
#undef TO_US
#undef MONEY
#undef COUNT
#undef POINTS
#undef OWN
#undef CREDIT
#undef RISK
};
#define LINE_COUNT (sizeof lines / sizeof *lines)

size_t gw_line_count(void)
{
    return LINE_COUNT;
}

const gw_line *gw_line_at(size_t index)
{
    return index < LINE_COUNT ? &lines[index] : NULL;
}

bool gw_line_in(const gw_line *line, gw_view view)
{
    return line->view == view || (line->view == GW_VIEW_OWN && view == GW_VIEW_CREDIT);
}

static const char *const view_names[] = {"own", "credit", "risk"};

const char *gw_view_name(gw_view view)
{
    return view_names[view];
}

gw_status gw_view_parse(gw_view *out, const char *text, gw_error *err)
{
    for (size_t i = 0; i < sizeof view_names / sizeof *view_names; i++)
        if (strcmp(text, view_names[i]) == 0) {
            *out = (gw_view)i;
            return GW_OK;
        }
    return gw_error_set(err, GW_WRONG_USE, "--view takes own, credit or risk, not \"%s\"",
                        gw_show(text).text);
}

void gw__ledger_positions(gw_strbuf *out, gw_side side, gw_unit unit)
{
    const char *comma = "";
    for (size_t i = 0; i < LINE_COUNT; i++) {
        if (lines[i].side != side || lines[i].unit != unit)
            continue;
        gw_strbuf_printf(out, "%s%zu", comma, i);
        comma = ", ";
    }
    if (comma[0] == '\0')
        gw_strbuf_puts(out, "-1");
}

/* Fills the file `frame` with a line's statement; GW_NO_MEMORY. */
static gw_status add_framed(gw_strbuf *out, const char *frame, const gw_strbuf *line, size_t index,
                            gw_error *err)
{
    char position[8];
    const gw_sql_slot slots[] = {{"line", gw_strbuf_text(line)}, {"position", position}};
    snprintf(position, sizeof position, "%zu", index);
    return slots[0].text == NULL ? gw_error_no_memory(err, "the ledger")
                                 : gw_sql_fill(out, frame, slots, 2, err);
}

/* One line's file over `state`, numbered by its place. */
static gw_status add_line(gw_strbuf *out, gw_context *context, size_t index, const char *state,
                          const char *own, gw_error *err)
{
    char file[64];
    gw_strbuf line = GW_STRBUF_INIT(context);
    const gw_sql_slot inner[] = {
        {"state", state}, {"everybody", "flow"}, {"around", "around"}, {"own", own}};
    snprintf(file, sizeof file, "line_%s", lines[index].code);
    gw_status status = gw_sql_fill(&line, file, inner, 4, err);
    if (status == GW_OK)
        status = add_framed(out, "ledger_line", &line, index, err);
    gw_strbuf_free(&line);
    return status;
}

/* The same, summed. */
static gw_status add_sum(gw_strbuf *out, gw_context *context, size_t index, const char *state,
                         const char *own, gw_error *err)
{
    gw_strbuf line = GW_STRBUF_INIT(context);
    gw_status status = add_line(&line, context, index, state, own, err);
    if (status == GW_OK)
        status = add_framed(out, "ledger_totals", &line, index, err);
    gw_strbuf_free(&line);
    return status;
}

/* The own lines to us, in money, of the customers in `relatives`: a table of the statement they are
 * put into. */
static gw_status own_lines(gw_strbuf *out, gw_context *context, gw_error *err)
{
    static const char relatives[] =
        "(SELECT * FROM around WHERE customer_no IN (SELECT payer FROM relatives))";
    const char *between = "";
    for (size_t i = 0; i < LINE_COUNT; i++) {
        if (lines[i].side != GW_TO_US || lines[i].unit != GW_UNIT_MONEY ||
            lines[i].view != GW_VIEW_OWN)
            continue;
        gw_strbuf_puts(out, between);
        GW_TRY(add_line(out, context, i, relatives, "", err));
        between = " UNION ALL ";
    }
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the ledger");
}

static gw_status add_whole(gw_strbuf *out, const char *state, const char *passed, gw_error *err)
{
    const gw_sql_slot slots[] = {{"state", state}, {"passed", passed}};
    return gw_sql_fill(out, "whole_state", slots, 2, err);
}

/* "(SELECT ...)": the rows of a table that are of those around `theirs`. */
static gw_status add_around(gw_strbuf *out, const char *table, gw_error *err)
{
    const gw_sql_slot slots[] = {{"table", table}, {"state", "theirs"}};
    gw_strbuf_puts(out, "(");
    GW_TRY(gw_sql_fill(out, "lines_around", slots, 2, err));
    gw_strbuf_puts(out, ")");
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the ledger");
}

/* ", around AS (...) ": everybody where it is everybody's lines. */
static gw_status around(gw_strbuf *out, gw_context *context, bool everybody, gw_error *err)
{
    gw_strbuf state = GW_STRBUF_INIT(context);
    gw_strbuf passed = GW_STRBUF_INIT(context);
    gw_status status = GW_OK;
    gw_strbuf_puts(out, ", around AS (");
    if (everybody)
        gw_strbuf_puts(out, "SELECT * FROM theirs");
    else
        status = add_around(&state, "customer_state", err);
    if (status == GW_OK && !everybody)
        status = add_around(&passed, "passed", err);
    if (status == GW_OK && !everybody)
        status = add_whole(out, gw_strbuf_text(&state), gw_strbuf_text(&passed), err);
    gw_strbuf_puts(out, ")");
    gw_strbuf_free(&state);
    gw_strbuf_free(&passed);
    return status;
}

typedef gw_status (*add_fn)(gw_strbuf *out, gw_context *context, size_t index, const char *state,
                            const char *own, gw_error *err);

static gw_status all_lines(gw_strbuf *out, gw_context *context, gw_view view,
                           const gw__ledger_state *of, add_fn add, gw_error *err)
{
    gw_strbuf own = GW_STRBUF_INIT(context);
    const char *between = "";
    bool everybody = of->state == NULL;
    gw_status status = view == GW_VIEW_OWN ? GW_OK : own_lines(&own, context, err);
    gw_strbuf_puts(out, "WITH theirs AS (");
    if (status == GW_OK)
        status = add_whole(out, everybody ? "customer_state" : of->state,
                           everybody ? "passed" : of->passed, err);
    gw_strbuf_puts(out, ")");
    if (status == GW_OK && view != GW_VIEW_OWN)
        status = around(out, context, everybody, err);
    gw_strbuf_puts(out, " ");
    for (size_t i = 0; i < LINE_COUNT && status == GW_OK; i++) {
        if (!gw_line_in(&lines[i], view))
            continue;
        gw_strbuf_puts(out, between);
        status = add(out, context, i, "theirs",
                     lines[i].view == GW_VIEW_OWN ? "" : gw_strbuf_text(&own), err);
        between = " UNION ALL ";
    }
    gw_strbuf_free(&own);
    if (status == GW_OK && gw_strbuf_text(out) == NULL)
        status = gw_error_no_memory(err, "the ledger");
    return status;
}

gw_status gw__ledger_lines_sql(gw_strbuf *out, gw_context *context, gw_view view,
                               const gw__ledger_state *of, gw_error *err)
{
    return all_lines(out, context, view, of, add_line, err);
}

gw_status gw__ledger_sums_sql(gw_strbuf *out, gw_context *context, gw_view view,
                              const gw__ledger_state *of, gw_error *err)
{
    GW_TRY(all_lines(out, context, view, of, add_sum, err));
    gw_strbuf_puts(out, " ORDER BY position");
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "the ledger");
}
