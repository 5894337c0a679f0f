/* Who brought whom, and the shares of what they bring; see reckon_other.h and core/credit. */
#include <stdio.h>

#include "credit.h"
#include "error.h"
#include "ingest.h"
#include "memory.h"
#include "query.h"
#include "reckon_other.h"

#define BATCH 4096

static const char not_known[] = "the one who brought them is not known here";
static const char not_there[] = "the one who brought them was not there yet";

typedef struct links {
    gw_context *context;
    size_t n;
    size_t capacity;
    gw_referral *referral;
    int64_t *referrer; /* and -1: not known */
    int32_t *day;
    double *pi;
    double *part;
    const char **refused; /* why, or NULL */
} links;

static void free_links(links *l)
{
    gw_release(l->context, l->referral);
    gw_release(l->context, l->referrer);
    gw_release(l->context, l->day);
    gw_release(l->context, l->pi);
    gw_release(l->context, l->part);
    gw_release(l->context, l->refused);
}

#define GROW(column)                                                                               \
    do {                                                                                           \
        void *grown = gw_resize(l->context, (void *)l->column, capacity, sizeof *l->column);       \
        if (grown == NULL)                                                                         \
            return gw_error_no_memory(err, "who brought whom");                                    \
        l->column = grown;                                                                         \
    } while (0)

static gw_status make_room(links *l, size_t rows, gw_error *err)
{
    if (l->n + rows <= l->capacity)
        return GW_OK;
    size_t capacity = 2 * (l->n + rows);
    GROW(referral);
    GROW(referrer);
    GROW(day);
    GROW(pi);
    GROW(part);
    GROW(refused);
    l->capacity = capacity;
    return GW_OK;
}
#undef GROW

static void take_row(links *l, const gw_query *query, size_t row)
{
    size_t i = l->n++;
    bool known = !gw_query_is_null(query, 1, row);
    bool there = gw_query_integer(query, 5, row) != 0;
    l->referral[i].customer = gw_query_integer(query, 0, row);
    l->referral[i].referrer = known ? gw_query_integer(query, 1, row) : -1;
    l->pi[i] = gw_query_double(query, 2, row);
    l->part[i] = 1 / gw_query_double(query, 3, row);
    l->referral[i].weight = l->pi[i] * l->part[i];
    l->day[i] = (int32_t)gw_query_integer(query, 4, row);
    l->refused[i] = !known ? not_known : !there ? not_there : NULL;
}

static gw_status read_links(links *l, gw__reckoning_run *run, double future_pi, gw_error *err)
{
    char as_of[GW__DAY_SQL_SIZE];
    char chance[32];
    gw_strbuf sql = GW_STRBUF_INIT(run->context);
    gw_query *query = NULL;
    size_t rows = 0;
    gw__day_sql(as_of, run->out->as_of);
    snprintf(chance, sizeof chance, "%.17g", future_pi);
    const gw_sql_slot slots[] = {{"as_of", as_of}, {"future_pi", chance}};
    gw_status status = gw_sql_fill(&sql, "referral_rows", slots, 2, err);
    if (status == GW_OK)
        status = gw_query_open(&query, run->store, gw_strbuf_text(&sql), NULL, 0, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0) {
        status = make_room(l, rows, err);
        for (size_t i = 0; i < rows && status == GW_OK; i++)
            take_row(l, query, i);
    }
    gw_query_close(query);
    gw_strbuf_free(&sql);
    return status;
}

/* ---- Shares --------------------------------------------------------------------------------- */

/* Those that may be used, in the front; the others keep their reason. */
static gw_status judge_links(gw_credit **out, links *l, gw_context *context, double theta,
                             gw_error *err)
{
    size_t good = 0;
    gw_referral *chosen = gw_alloc(context, l->n, sizeof *chosen);
    size_t *place = gw_alloc(context, l->n, sizeof *place);
    unsigned char *faults = gw_alloc_zero(context, l->n, 1);
    gw_status status = GW_OK;
    if (chosen == NULL || place == NULL || faults == NULL) {
        status = gw_error_no_memory(err, "who brought whom");
        goto done;
    }
    for (size_t i = 0; i < l->n; i++)
        if (l->refused[i] == NULL) {
            chosen[good] = l->referral[i];
            place[good++] = i;
        }
    status = gw_credit_create(out, context, chosen, good, theta, faults, err);
    for (size_t i = 0; i < good && status == GW_OK; i++)
        if (faults[i] != GW_REFERRAL_GOOD)
            l->refused[place[i]] = gw_referral_fault_words((gw_referral_fault)faults[i]);
done:
    gw_release(context, chosen);
    gw_release(context, place);
    gw_release(context, faults);
    return status;
}

typedef struct share_rows {
    gw_credit *credit;
    const gw_credit_share *shares; /* of the payer under way */
    size_t n, next;
    bool ended;
    int64_t payer[BATCH], to_no[BATCH];
    double share[BATCH];
} share_rows;

static gw_status next_shares(size_t *rows_out, gw_column *columns, void *user, gw_error *err)
{
    share_rows *s = user;
    size_t rows = 0;
    while (rows < BATCH && !s->ended) {
        if (s->next == s->n) {
            GW_TRY(gw_credit_next(&s->shares, &s->n, s->credit, err));
            s->next = 0;
            s->ended = s->n == 0;
            continue;
        }
        s->payer[rows] = s->shares[s->next].payer;
        s->to_no[rows] = s->shares[s->next].to;
        s->share[rows++] = s->shares[s->next++].share;
    }
    columns[0].values = s->payer;
    columns[1].values = s->to_no;
    columns[2].values = s->share;
    *rows_out = rows;
    return GW_OK;
}

static gw_status write_shares(gw__reckoning_run *run, gw_credit *credit, gw_error *err)
{
    gw_ingest_target target = {.table = "credit_share_next", .append = true};
    gw_column columns[] = {{"payer", GW_INT64, NULL, NULL},
                           {"to_no", GW_INT64, NULL, NULL},
                           {"share", GW_DOUBLE, NULL, NULL}};
    share_rows *rows = gw_alloc_zero(run->context, 1, sizeof *rows);
    if (rows == NULL)
        return gw_error_no_memory(err, "who brought whom");
    rows->credit = credit;
    gw_status status = gw_ingest(NULL, run->store, &target, columns, 3, next_shares, rows, err);
    gw_release(run->context, rows);
    return status;
}

/* ---- Links, used and refused ---------------------------------------------------------------- */

/* Columns of the links with (or without) a reason: the arrays are gathered in place. */
static gw_status write_links(gw__reckoning_run *run, const links *l, bool refused, gw_error *err)
{
    gw_status status = GW_OK;
    size_t rows = 0;
    int64_t *numbers = gw_alloc(run->context, 2 * l->n, sizeof *numbers);
    double *chances = gw_alloc(run->context, 2 * l->n, sizeof *chances);
    int32_t *day = gw_alloc(run->context, l->n, sizeof *day);
    bool *unknown = gw_alloc(run->context, l->n, sizeof *unknown);
    gw_span *reason = gw_alloc(run->context, l->n, sizeof *reason);
    if (numbers == NULL || chances == NULL || day == NULL || unknown == NULL || reason == NULL) {
        status = gw_error_no_memory(err, "who brought whom");
        goto done;
    }
    for (size_t i = 0; i < l->n; i++) {
        if ((l->refused[i] != NULL) != refused)
            continue;
        numbers[rows] = l->referral[i].customer;
        numbers[l->n + rows] = l->referral[i].referrer;
        chances[rows] = l->pi[i];
        chances[l->n + rows] = l->part[i];
        day[rows] = l->day[i];
        unknown[rows] = l->refused[i] == not_known;
        reason[rows++] = gw_value_text(l->refused[i]).text;
    }
    gw_column used[] = {{"customer_no", GW_INT64, numbers, NULL},
                        {"referrer_no", GW_INT64, numbers + l->n, NULL},
                        {"pi", GW_DOUBLE, chances, NULL},
                        {"part", GW_DOUBLE, chances + l->n, NULL},
                        {"day", GW_DATE, day, NULL}};
    gw_column not_used[] = {{"customer_no", GW_INT64, numbers, NULL},
                            {"referrer_no", GW_INT64, numbers + l->n, unknown},
                            {"day", GW_DATE, day, NULL},
                            {"reason", GW_TEXT, reason, NULL}};
    gw_ingest_target target = {.table = refused ? "credit_refused_next" : "credit_link_next",
                               .append = true};
    if (rows > 0)
        status = gw_ingest_arrays(run->store, &target, refused ? not_used : used, refused ? 4 : 5,
                                  rows, err);
done:
    gw_release(run->context, numbers);
    gw_release(run->context, chances);
    gw_release(run->context, day);
    gw_release(run->context, unknown);
    gw_release(run->context, reason);
    return status;
}

gw_status gw__reckon_links(gw__reckoning_run *run, gw_error *err)
{
    links l = {.context = run->context};
    gw_credit *credit = NULL;
    gw_columns said = {0};
    gw_status status = gw_columns_read(&said, run->context, run->store, "referral_settings", NULL,
                                       0, NULL, 0, err);
    if (status == GW_OK)
        status = read_links(&l, run, said.values[1][0], err);
    if (status == GW_OK && l.n > 0)
        status = judge_links(&credit, &l, run->context, said.values[0][0], err);
    if (status == GW_OK && credit != NULL)
        status = write_shares(run, credit, err);
    if (status == GW_OK && l.n > 0)
        status = write_links(run, &l, false, err);
    if (status == GW_OK && l.n > 0)
        status = write_links(run, &l, true, err);
    if (said.context != NULL)
        gw_columns_free(&said);
    gw_credit_free(credit);
    free_links(&l);
    return status;
}
