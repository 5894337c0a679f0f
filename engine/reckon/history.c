/* One ordered stream, one walk, one bulk write; see history.h and walk.h. */
#include "history.h"

#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "query.h"
#include "sql.h"
#include "walk.h"

#define BATCH 4096

int32_t gw_hidden_days(int32_t first_day, int32_t as_of, int32_t hide_from)
{
    int32_t history = as_of - first_day + 1;
    if (hide_from > first_day && hide_from <= as_of)
        return as_of - hide_from + 1;
    int32_t weeks = history / 3 / 7;
    weeks = weeks > 52 ? 52 : weeks;
    return weeks < 2 ? 0 : weeks * 7;
}

/* ---- The check's sample --------------------------------------------------------------------- */

void gw_check_sample_free(gw_check_sample *sample)
{
    if (sample->context == NULL)
        return;
    gw_release(sample->context, sample->x);
    gw_release(sample->context, sample->first_day);
    gw_release(sample->context, sample->order_size);
    gw_release(sample->context, sample->customer_no);
    for (size_t k = 0; k < GW_LABELS_KINDS; k++)
        gw_release(sample->context, sample->labels[k].of);
    gw_release(sample->context, sample->tally.first);
    gw_clock_free(&sample->clock, sample->context);
    gw_release(sample->context, sample->clocked_t_x);
    gw_origins_free(&sample->origins, sample->context);
    *sample = (gw_check_sample){0};
}

gw_check_rows gw_check_sample_rows(const gw_check_sample *sample, int32_t hidden_days)
{
    bool seasons = sample->clocked_t_x != NULL;
    double end = (double)sample->split_day + hidden_days;
    return (gw_check_rows){.before = {.n = sample->n,
                                      .x = sample->x,
                                      .t_x = sample->t_x,
                                      .age = sample->age,
                                      .recent = sample->recent,
                                      .first_day = sample->first_day,
                                      .period_days = hidden_days},
                           .hidden = sample->hidden,
                           .hidden_paid = sample->hidden_paid,
                           .order_size = sample->order_size,
                           .hidden_days = hidden_days,
                           .t_x = seasons ? sample->clocked_t_x : sample->t_x,
                           .age = seasons ? sample->clocked_age : sample->age,
                           .time = gw_clock_between(&sample->clock, sample->split_day, end),
                           .origins = &sample->origins};
}

/* Seven columns in one piece: made once, for as many customers as can be chosen. */
static gw_status reserve_sample(gw_check_sample *sample, gw_context *context,
                                const gw_span_plan *plan, size_t customers, bool labelled,
                                gw_error *err)
{
    size_t days = (size_t)(plan->as_of - plan->first_day) + 1;
    sample->context = context;
    sample->split_day = plan->as_of - plan->hidden_days;
    sample->one_in = 1 + customers / (GW_CHECK_CUSTOMERS + 1);
    sample->capacity = customers < GW_CHECK_CUSTOMERS ? customers : GW_CHECK_CUSTOMERS;
    double *columns = gw_alloc(context, sample->capacity, 7 * sizeof *columns);
    double *tally = gw_alloc_zero(context, days, 2 * sizeof *tally);
    sample->x = columns;
    sample->first_day = gw_alloc(context, sample->capacity, sizeof *sample->first_day);
    sample->tally = (gw_walk_tally){plan->first_day, days, tally, tally + days};
    if (labelled)
        sample->customer_no = gw_alloc(context, sample->capacity, sizeof *sample->customer_no);
    if (labelled && sample->customer_no == NULL)
        return gw_error_no_memory(err, "the check's customers");
    if (columns == NULL || sample->first_day == NULL || tally == NULL)
        return gw_error_no_memory(err, "the check's customers");
    sample->t_x = columns + sample->capacity;
    sample->age = columns + 2 * sample->capacity;
    sample->recent = columns + 3 * sample->capacity;
    sample->hidden = columns + 4 * sample->capacity;
    sample->mean_paid = columns + 5 * sample->capacity;
    sample->hidden_paid = columns + 6 * sample->capacity;
    return GW_OK;
}

/* ---- Looks back ----------------------------------------------------------------------------- */

size_t gw_look_days(int32_t out[GW_MAX_LOOKS], int32_t first_day, int32_t as_of)
{
    int32_t window = gw_hidden_days(first_day, as_of, INT32_MIN) / 14 * 7;
    if (window < 14)
        return 0;
    int32_t windows = (as_of - first_day + 1) * 2 / 3 / window;
    windows = windows < GW_MAX_LOOKS - 1 ? windows : GW_MAX_LOOKS - 1;
    for (int32_t i = 0; i <= windows; i++)
        out[i] = as_of - (windows - i) * window;
    return (size_t)windows + 1;
}

/* Without looks what was hidden is the one origin. */
static gw_status reserve_origins(gw_check_sample *sample, gw_walk_plan *stops,
                                 const gw_span_plan *plan, size_t customers, gw_error *err)
{
    gw_origins *origins = &sample->origins;
    int32_t split_day = plan->as_of - plan->hidden_days;
    stops->looks = gw_look_days(stops->look_days, plan->first_day, plan->as_of);
    stops->look_one_in = 1 + customers / (GW_ORIGIN_CUSTOMERS + 1);
    origins->one_in = stops->look_one_in;
    if (stops->looks == 0)
        return gw_origins_add(origins, sample->context, split_day, plan->hidden_days,
                              sample->capacity, err);
    for (size_t i = 0; i + 1 < stops->looks; i++)
        GW_TRY(gw_origins_add(origins, sample->context, stops->look_days[i],
                              stops->look_days[i + 1] - stops->look_days[i], customers, err));
    return GW_OK;
}

static void add_looks(gw_origins *origins, const gw_walked *w, size_t looks)
{
    uint32_t who = (uint32_t)origins->customers;
    bool any = false;
    for (size_t i = 0; i + 1 < looks; i++) {
        const gw_look *look = &w->looks[i];
        const gw_look *after = &w->looks[i + 1];
        if (look->x < 0)
            continue;
        const gw_origin_row row = {
            .x = look->x,
            .t_x = look->last_day - look->first_day,
            .age = origins->at[i].cut_day - look->first_day,
            .mean_paid = look->x > 0 ? (double)look->repeat_paid_e4 / 1e4 / look->x : 0.0,
            .came = after->since,
            .paid = (double)after->since_paid_e4 / 1e4};
        any = gw_origins_put(origins, i, who, &row) || any;
    }
    origins->customers += any;
}

/* ---- Into the sample ------------------------------------------------------------------------ */

static void add_to_sample(gw_check_sample *sample, const gw_walked *w, int32_t split_day)
{
    if (!w->known_before)
        return;
    sample->known++;
    if (sample->n == sample->capacity || !gw_walk_chosen(w->customer_no, sample->one_in))
        return;
    size_t i = sample->n++;
    sample->x[i] = (double)w->before.x;
    sample->t_x[i] = w->before.last_day - w->before.first_day;
    sample->age[i] = split_day - w->before.first_day;
    sample->recent[i] = (double)w->recent;
    sample->hidden[i] = (double)w->hidden;
    sample->first_day[i] = w->before.first_day;
    if (sample->customer_no != NULL)
        sample->customer_no[i] = w->customer_no;
    sample->mean_paid[i] =
        w->before.x > 0 ? (double)w->before.repeat_paid_e4 / 1e4 / (double)w->before.x : 0.0;
    sample->hidden_paid[i] = (double)w->hidden_paid_e4 / 1e4;
    sample->first_paid += (double)w->before.first_paid_e4 / 1e4;
}

static void add_hidden_part(gw_origins *origins, const gw_walked *w, int32_t split_day)
{
    if (!w->known_before || !gw_walk_chosen(w->customer_no, origins->one_in))
        return;
    const gw_history *h = &w->before;
    const gw_origin_row row = {.x = (double)h->x,
                               .t_x = h->last_day - h->first_day,
                               .age = split_day - h->first_day,
                               .mean_paid =
                                   h->x > 0 ? (double)h->repeat_paid_e4 / 1e4 / (double)h->x : 0.0,
                               .came = (double)w->hidden,
                               .paid = (double)w->hidden_paid_e4 / 1e4};
    origins->customers += gw_origins_put(origins, 0, (uint32_t)origins->customers, &row);
}

/* ---- Reading, walking, writing -------------------------------------------------------------- */

typedef struct history {
    gw_query *asked;
    gw_walk *walk;
    bool ended;
    int32_t split_day;
    size_t looks;
    gw_check_sample *sample;
    gw_history_counts counts;
    size_t rows; /* waiting to be written */
    int64_t customer_no[BATCH], x[BATCH], first_day[BATCH], last_day[BATCH];
    int64_t first_paid_e4[BATCH], repeat_paid_e4[BATCH], recent[BATCH], purchases[BATCH];
} history;

static gw_status keep_summaries(const gw_walked *customers, size_t n, void *user, gw_error *err)
{
    history *h = user;
    (void)err;
    for (size_t i = 0; i < n; i++) {
        const gw_walked *w = &customers[i];
        if (h->sample != NULL) {
            add_to_sample(h->sample, w, h->split_day);
            if (h->looks > 0 && w->looks != NULL)
                add_looks(&h->sample->origins, w, h->looks);
            else if (h->looks == 0)
                add_hidden_part(&h->sample->origins, w, h->split_day);
        }
        if (!w->known)
            continue;
        size_t row = h->rows++;
        h->customer_no[row] = w->customer_no;
        h->x[row] = w->history.x;
        h->first_day[row] = w->history.first_day;
        h->last_day[row] = w->history.last_day;
        h->first_paid_e4[row] = w->history.first_paid_e4;
        h->repeat_paid_e4[row] = w->history.repeat_paid_e4;
        h->recent[row] = w->recent_now;
        h->purchases[row] = w->rows;
        h->counts.customers++;
        h->counts.occasions += w->history.x + 1;
    }
    return GW_OK;
}

static gw_status feed_batch(history *h, size_t rows, gw_error *err)
{
    const int64_t *customer_no = gw_query_integers(h->asked, 0);
    const int32_t *day = gw_query_days(h->asked, 1);
    int64_t paid_e4[256];
    for (size_t from = 0; from < rows; from += 256) {
        size_t n = rows - from < 256 ? rows - from : 256;
        for (size_t i = 0; i < n; i++)
            paid_e4[i] = gw_query_integer(h->asked, 2, from + i);
        GW_TRY(gw_walk_feed(h->walk, customer_no + from, day + from, paid_e4, n, err));
    }
    return GW_OK;
}

/* The next summaries to write: reads until some customers are finished. */
static gw_status next_summaries(size_t *rows_out, gw_column *columns, void *user, gw_error *err)
{
    history *h = user;
    h->rows = 0;
    while (h->rows == 0 && !h->ended) {
        size_t rows = 0;
        GW_TRY(gw_query_next(&rows, h->asked, err));
        if (rows > 0) {
            GW_TRY(feed_batch(h, rows, err));
        } else {
            h->ended = true;
            GW_TRY(gw_walk_finish(h->walk, err));
        }
    }
    const void *const values[] = {
        h->customer_no,    h->x,      h->first_day, h->last_day, h->first_paid_e4,
        h->repeat_paid_e4, h->recent, h->purchases};
    for (size_t c = 0; c < sizeof values / sizeof *values; c++)
        columns[c].values = values[c];
    *rows_out = h->rows;
    return GW_OK;
}

static gw_status open_purchases(gw_query **out, gw_context *context, gw_store *reader,
                                const gw_span_plan *plan, const char *who, gw_error *err)
{
    gw_strbuf sql = GW_STRBUF_INIT(context);
    gw_sql_slot slot = {"who", who};
    gw_value as_of = gw_value_integer(GW_DATE, plan->as_of);
    gw_status status = gw_sql_fill(&sql, "purchases", &slot, 1, err);
    if (status == GW_OK)
        status = gw_query_open(out, reader, gw_strbuf_text(&sql), &as_of, 1, err);
    gw_strbuf_free(&sql);
    return status;
}

/* Reads all there is without writing. */
static gw_status only_read(gw_column *columns, history *h, gw_error *err)
{
    size_t rows = 0;
    do
        GW_TRY(next_summaries(&rows, columns, h, err));
    while (rows > 0);
    return GW_OK;
}

/* Room for those the check asks, and where the walk stops for them. */
static gw_status begin_sample(gw_check_sample *sample, gw_walk_plan *stops, gw_context *context,
                              gw_store *reader, const gw_span_plan *plan, gw_error *err)
{
    int64_t customers = 0;
    int64_t labelled = 0;
    GW_TRY(gw_query_one_integer(&customers, reader, gw_sql("count_customers"), NULL, 0, err));
    GW_TRY(gw_query_one_integer(&labelled, reader, gw_sql("labels_known"), NULL, 0, err));
    GW_TRY(reserve_sample(sample, context, plan, (size_t)customers, labelled == 1, err));
    stops->tally = &sample->tally;
    return reserve_origins(sample, stops, plan, (size_t)customers, err);
}

static gw_status read_inside(history *h, gw_check_sample *sample, gw_context *context,
                             gw_store *writer, gw_store *reader, const gw_span_plan *plan,
                             const char *who, gw_error *err)
{
    bool checked = sample != NULL && plan->hidden_days > 0;
    int32_t split_day = checked ? plan->as_of - plan->hidden_days : INT32_MAX;
    gw_walk_plan stops = {.recent_now_day = plan->as_of - plan->hidden_days,
                          .recent_day = checked ? split_day - plan->hidden_days : INT32_MAX,
                          .split_day = split_day};
    gw_ingest_target target = {.table = "summary_fresh", .append = true};
    gw_column columns[] = {
        {"customer_no", GW_INT64, NULL, NULL},   {"x", GW_INT64, NULL, NULL},
        {"first_day", GW_INT64, NULL, NULL},     {"last_day", GW_INT64, NULL, NULL},
        {"first_paid_e4", GW_INT64, NULL, NULL}, {"repeat_paid_e4", GW_INT64, NULL, NULL},
        {"recent", GW_INT64, NULL, NULL},        {"purchases", GW_INT64, NULL, NULL}};
    h->split_day = split_day;
    if (checked) {
        h->sample = sample;
        GW_TRY(begin_sample(sample, &stops, context, reader, plan, err));
        h->looks = stops.looks;
    }
    GW_TRY(gw_walk_create(&h->walk, context, &stops, keep_summaries, h, err));
    GW_TRY(open_purchases(&h->asked, context, reader, plan, who, err));
    if (writer == NULL)
        return only_read(columns, h, err);
    return gw_ingest(NULL, writer, &target, columns, sizeof columns / sizeof *columns,
                     next_summaries, h, err);
}

gw_status gw_history_read(gw_history_counts *out, gw_check_sample *sample, gw_context *context,
                          gw_store *writer, gw_store *reader, const gw_span_plan *plan,
                          const char *who, gw_error *err)
{
    history *h = gw_alloc_zero(context, 1, sizeof *h);
    if (h == NULL)
        return gw_error_no_memory(err, "reading purchases");
    gw_status status = read_inside(h, sample, context, writer, reader, plan, who, err);
    if (status == GW_OK)
        *out = h->counts;
    gw_query_close(h->asked);
    gw_walk_free(h->walk);
    gw_release(context, h);
    return status;
}

gw_status gw_check_sample_read(gw_check_sample *sample, gw_context *context, gw_store *reader,
                               const gw_span_plan *plan, gw_error *err)
{
    gw_history_counts counts = {0};
    if (plan->hidden_days == 0)
        return GW_OK;
    return gw_history_read(&counts, sample, context, NULL, reader, plan, "TRUE", err);
}

/* ---- What came since ------------------------------------------------------------------------ */

typedef struct came {
    gw_came_fn each;
    void *user;
} came;

static gw_status tell_came(const gw_walked *customers, size_t n, void *user, gw_error *err)
{
    const came *c = user;
    (void)err;
    for (size_t i = 0; i < n; i++)
        if (customers[i].known_before)
            c->each(&customers[i], c->user);
    return GW_OK;
}

gw_status gw_history_came(gw_came_fn each, void *user, gw_context *context, gw_store *reader,
                          int32_t from_day, int32_t until_day, gw_error *err)
{
    came c = {each, user};
    size_t rows = 0;
    const gw_walk_plan stops = {
        .recent_now_day = from_day, .recent_day = from_day, .split_day = from_day};
    const gw_span_plan plan = {.as_of = until_day};
    history *h = gw_alloc_zero(context, 1, sizeof *h);
    if (h == NULL)
        return gw_error_no_memory(err, "reading purchases");
    gw_status status = gw_walk_create(&h->walk, context, &stops, tell_came, &c, err);
    if (status == GW_OK)
        status = open_purchases(&h->asked, context, reader, &plan, "TRUE", err);
    while (status == GW_OK && (status = gw_query_next(&rows, h->asked, err)) == GW_OK && rows > 0)
        status = feed_batch(h, rows, err);
    if (status == GW_OK)
        status = gw_walk_finish(h->walk, err);
    gw_query_close(h->asked);
    gw_walk_free(h->walk);
    gw_release(context, h);
    return status;
}
