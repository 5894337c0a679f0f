#include "garden_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "garden_text.h"

#define NOON 43200
#define MAIL_HOUR 32400

/* ---- Gathering ------------------------------------------------------------------------------ */

void gw_garden_rows_init(gw_garden_rows *out, gw_context *context, const gw_garden_world *world)
{
    const gw_strbuf empty = GW_STRBUF_INIT(context);
    memset(out, 0, sizeof *out);
    out->world = world;
    for (int folder = 0; folder < GW_GARDEN_FOLDERS; folder++)
        for (int file = 0; file < GW_GARDEN_FILES; file++)
            out->text[folder][file] = empty;
    out->planted = empty;
    out->incidents = empty;
}

void gw_garden_rows_free(gw_garden_rows *rows)
{
    for (int folder = 0; folder < GW_GARDEN_FOLDERS; folder++)
        for (int file = 0; file < GW_GARDEN_FILES; file++)
            gw_strbuf_free(&rows->text[folder][file]);
    gw_strbuf_free(&rows->planted);
    gw_strbuf_free(&rows->incidents);
}

void gw_garden_rows_clear(gw_garden_rows *rows)
{
    for (int folder = 0; folder < GW_GARDEN_FOLDERS; folder++)
        for (int file = 0; file < GW_GARDEN_FILES; file++)
            gw_strbuf_clear(&rows->text[folder][file]);
    gw_strbuf_clear(&rows->planted);
    gw_strbuf_clear(&rows->incidents);
    memset(rows->count, 0, sizeof rows->count);
}

bool gw_garden_rows_whole(const gw_garden_rows *rows)
{
    bool failed = rows->planted.failed || rows->incidents.failed;
    for (int folder = 0; folder < GW_GARDEN_FOLDERS; folder++)
        for (int file = 0; file < GW_GARDEN_FILES; file++)
            failed = failed || rows->text[folder][file].failed;
    return !failed;
}

/* ---- A row ---------------------------------------------------------------------------------- */

/* The rows to write to; NULL when nobody writes, or the day is before the files. */
static gw_garden_rows *rows_of(const gw_garden_today *today)
{
    return today->day < 0 ? NULL : today->teller->rows;
}

/* The same for what hangs on an order or a contact: unseen with it. */
static gw_garden_rows *rows_about(const gw_garden_today *today, int32_t of_day)
{
    return of_day < 0 ? NULL : rows_of(today);
}

static int folder_of(int day)
{
    return day <= GW_GARDEN_LAST ? GW_GARDEN_NOW : GW_GARDEN_LATER;
}

static void date_field(gw_garden_text *row, const gw_garden_world *world, int32_t day, int seconds)
{
    row->date_at = row->length + (row->length > 0);
    if (seconds >= 0)
        gw_garden_put_time(row, world, day, seconds);
    else
        gw_garden_put_day(row, world, day);
    row->date_length = row->length - row->date_at;
}

static void add_row(gw_garden_rows *rows, int folder, gw_garden_file file, gw_garden_text *row)
{
    row->bytes[row->length] = '\n';
    gw_strbuf_add(&rows->text[folder][file], row->bytes, row->length + 1);
    if (folder == GW_GARDEN_NOW)
        rows->count[file]++;
}

/* ---- Rows that are wrong on purpose --------------------------------------------------------- */

static void plant(gw_garden_rows *rows, const gw_garden_today *today, gw_garden_file file,
                  const char *what, int32_t order_no, const char *was, size_t was_length)
{
    char order[32] = "";
    gw_garden_planted planted = {.file = file, .row = rows->count[file]};
    if (order_no > 0)
        snprintf(order, sizeof order, "o%d-%d", today->life->who.number, order_no);
    snprintf(planted.text, sizeof planted.text, "%s,c%d,%s,%.*s", what, today->life->who.number,
             order, (int)was_length, was);
    gw_strbuf_add(&rows->planted, (const char *)&planted, sizeof planted);
}

/* The date becomes one that is none; what follows it moves up. */
static void spoil_date(gw_garden_text *row, double u)
{
    static const char *const wrong[] = {"2023-02-30", "31.13.2023", "yesterday"};
    const char *date = wrong[(int)(u * 3.0)];
    size_t rest = row->date_at + row->date_length;
    size_t tail = row->length - rest;
    memmove(row->bytes + row->date_at + strlen(date), row->bytes + rest, tail);
    memcpy(row->bytes + row->date_at, date, strlen(date));
    row->length = row->date_at + strlen(date) + tail;
}

/* Behind one row in a thousand it stands again, behind two with a date that is none: without the
 * planted rows the files are right. `part` tells rows of a day apart. */
static void add_plantable(gw_garden_rows *rows, const gw_garden_today *today, gw_garden_file file,
                          gw_garden_text *row, int32_t order_no, int part)
{
    double u = 1.0;
    if (rows->world->settings.planted != 0.0 && folder_of(today->day) == GW_GARDEN_NOW) {
        uint32_t index = gw_garden_slot(today->day, (int)file) * 8 + (uint32_t)(part % 8);
        u = gw_garden_uniform(&today->draws, GW_STREAM_PLANT, index);
    }
    add_row(rows, folder_of(today->day), file, row);
    if (u < 0.001) {
        add_row(rows, GW_GARDEN_NOW, file, row);
        plant(rows, today, file, "duplicate", order_no, "", 0);
    } else if (u < 0.003) {
        char was[32];
        size_t length = row->date_length;
        memcpy(was, row->bytes + row->date_at, length);
        spoil_date(row, (u - 0.001) / 0.002);
        add_row(rows, GW_GARDEN_NOW, file, row);
        plant(rows, today, file, "bad_date", order_no, was, length);
    }
}

static void see(gw_garden_rows *rows, const gw_garden_today *today)
{
    int folder = folder_of(today->day);
    if (rows->first_seen[folder] == GW_GARDEN_NEVER)
        rows->first_seen[folder] = today->day;
}

/* ---- The person ----------------------------------------------------------------------------- */

void gw_garden_rows_begin(gw_garden_rows *rows)
{
    rows->first_seen[GW_GARDEN_NOW] = GW_GARDEN_NEVER;
    rows->first_seen[GW_GARDEN_LATER] = GW_GARDEN_NEVER;
    for (int i = 0; i < GW_GARDEN_MONTHS + GW_GARDEN_FUTURE_MONTHS; i++)
        rows->month_s[i] = NAN;
}

void gw_garden_rows_month(gw_garden_rows *rows, int month, double s)
{
    if (month >= 0 && month < GW_GARDEN_MONTHS + GW_GARDEN_FUTURE_MONTHS)
        rows->month_s[month] = (float)s;
}

static void add_customer(gw_garden_rows *rows, const gw_garden_person *who, int folder)
{
    gw_garden_text row;
    row.length = 0;
    gw_garden_put_id(&row, 'c', who->number);
    gw_garden_put_day(&row, rows->world, who->joined);
    gw_garden_put(&row, GW_GARDEN_REGION[who->region]);
    gw_garden_put(&row, GW_GARDEN_CHANNEL[who->channel].name);
    add_row(rows, folder, GW_FILE_CUSTOMERS, &row);
}

static void add_true_customer(gw_garden_rows *rows, const gw_garden_life *life, int folder)
{
    const gw_garden_person *who = &life->who;
    gw_garden_text row;
    row.length = 0;
    char key[20];
    int first = folder == GW_GARDEN_NOW ? 0 : GW_GARDEN_MONTHS;
    int months = folder == GW_GARDEN_NOW ? GW_GARDEN_MONTHS : GW_GARDEN_FUTURE_MONTHS;
    bool has_left = life->has_left && folder_of(life->left_on) == folder;
    snprintf(key, sizeof key, "%016llx", (unsigned long long)who->key);
    gw_garden_put_id(&row, 'c', who->number);
    gw_garden_put(&row, key);
    gw_garden_put_day(&row, rows->world, who->joined);
    gw_garden_put_fixed(&row, who->lambda, 9);
    gw_garden_put_fixed(&row, who->mu, 9);
    gw_garden_put_fixed(&row, who->b, 6);
    gw_garden_put_fixed(&row, who->w, 6);
    gw_garden_put_day(&row, rows->world, has_left ? life->left_on : GW_GARDEN_NEVER);
    if (who->referrer == 0) {
        gw_garden_put(&row, "");
        gw_garden_put(&row, "");
    } else {
        gw_garden_put_whole(&row, who->referral_type);
        gw_garden_put_id(&row, 'c', who->referrer);
    }
    for (int i = first; i < first + months; i++)
        if (isnan(rows->month_s[i]))
            gw_garden_put(&row, "");
        else
            gw_garden_put_fixed(&row, (double)rows->month_s[i], 3);
    add_row(rows, folder, GW_FILE_TRUE_CUSTOMERS, &row);
}

void gw_garden_rows_end(gw_garden_rows *rows, const gw_garden_life *life)
{
    if (rows->first_seen[GW_GARDEN_NOW] != GW_GARDEN_NEVER)
        add_customer(rows, &life->who, GW_GARDEN_NOW);
    else if (rows->first_seen[GW_GARDEN_LATER] != GW_GARDEN_NEVER)
        add_customer(rows, &life->who, GW_GARDEN_LATER);
    add_true_customer(rows, life, GW_GARDEN_NOW);
    if (rows->world->settings.full_truth)
        add_true_customer(rows, life, GW_GARDEN_LATER);
}

/* ---- Orders --------------------------------------------------------------------------------- */

void gw_garden_row_order(const gw_garden_today *today, const gw_garden_order_line *line,
                         int seconds)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_part(&row, 'o', today->life->who.number, today->life->orders);
    gw_garden_put_id(&row, 'c', today->life->who.number);
    date_field(&row, rows->world, today->day, seconds);
    gw_garden_put(&row, GW_GARDEN_PRODUCT[line->product].id);
    gw_garden_put_cents(&row, line->units_hundredths);
    gw_garden_put_cents(&row, line->list);
    gw_garden_put_cents(&row, line->reference);
    gw_garden_put_cents(&row, line->off_ours);
    gw_garden_put_cents(&row, line->off_third_party);
    gw_garden_put_cents(&row, line->paid);
    gw_garden_put_cents(&row, line->goods);
    see(rows, today);
    add_plantable(rows, today, GW_FILE_ORDERS, &row, today->life->orders, line->product);
}

void gw_garden_row_true_order(const gw_garden_today *today, double surplus, int64_t reward_cents)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_part(&row, 'o', today->life->who.number, today->life->orders);
    gw_garden_put_fixed(&row, surplus, 4);
    gw_garden_put_fixed(&row, today->life->s, 4);
    gw_garden_put_cents(&row, reward_cents);
    add_row(rows, folder_of(today->day), GW_FILE_TRUE_ORDERS, &row);
}

static void refund_row(gw_garden_text *row, const gw_garden_today *today,
                       const gw_garden_event *refund, bool goods_back, int times)
{
    row->length = 0;
    gw_garden_put_part(row, 'o', today->life->who.number, refund->order_no);
    date_field(row, today->world, today->day, NOON);
    gw_garden_put(row, GW_GARDEN_PRODUCT[refund->product].id);
    gw_garden_put_cents(row, times * (int64_t)refund->size);
    gw_garden_put(row, goods_back ? "yes" : "no");
    gw_garden_put_cents(row, GW_GARDEN_HANDLING_CENTS);
    gw_garden_put_whole(row, GW_GARDEN_REFUND_MINUTES);
}

/* With planted rows, behind three refunds of a hundred there is one of ten times what was paid. */
void gw_garden_row_refund(const gw_garden_today *today, const gw_garden_event *refund,
                          bool goods_back)
{
    gw_garden_rows *rows = rows_about(today, refund->of_day);
    gw_garden_text row;
    if (rows == NULL)
        return;
    uint32_t index = gw_garden_slot(refund->of_day, GW_FILE_REFUNDS) * 8 + 7;
    bool above = rows->world->settings.planted != 0.0 && today->day <= GW_GARDEN_LAST &&
                 gw_garden_chance(&today->draws, GW_STREAM_PLANT, index, 0.03);
    refund_row(&row, today, refund, goods_back, 1);
    see(rows, today);
    if (!above) {
        add_plantable(rows, today, GW_FILE_REFUNDS, &row, refund->order_no, refund->order_no);
        return;
    }
    char was[24];
    snprintf(was, sizeof was, "%d.%02d", refund->size / 100, refund->size % 100);
    add_row(rows, GW_GARDEN_NOW, GW_FILE_REFUNDS, &row);
    refund_row(&row, today, refund, goods_back, 10);
    add_row(rows, GW_GARDEN_NOW, GW_FILE_REFUNDS, &row);
    plant(rows, today, GW_FILE_REFUNDS, "above_purchase", refund->order_no, was, strlen(was));
}

void gw_garden_row_referral(const gw_garden_today *today)
{
    gw_garden_rows *rows = rows_of(today);
    if (rows != NULL)
        see(rows, today);
}

void gw_garden_row_subscription(const gw_garden_today *today, const char *event, int64_t amount,
                                int64_t goods)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_id(&row, 'c', today->life->who.number);
    gw_garden_put(&row, event);
    gw_garden_put_time(&row, rows->world, today->day, NOON);
    gw_garden_put_cents(&row, amount);
    gw_garden_put_cents(&row, goods);
    see(rows, today);
    add_row(rows, folder_of(today->day), GW_FILE_SUBSCRIPTIONS, &row);
}

/* ---- Parcels and contacts ------------------------------------------------------------------- */

/* What has not come by the end of the files is there without its day, and again in the future. */
void gw_garden_row_delivery(const gw_garden_today *today, int promised_on, int delivered_on)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    gw_garden_text later;
    if (rows == NULL)
        return;
    bool is_split = folder_of(today->day) != folder_of(delivered_on);
    gw_garden_put_part(&row, 'o', today->life->who.number, today->life->orders);
    date_field(&row, rows->world, promised_on, -1);
    later = row;
    gw_garden_put_day(&row, rows->world, is_split ? GW_GARDEN_NEVER : delivered_on);
    gw_garden_put(&row, today->life->who.region == GW_SOUTH ? "heron" : "robin");
    add_plantable(rows, today, GW_FILE_DELIVERIES, &row, today->life->orders, 0);
    if (!is_split || !rows->world->settings.full_truth)
        return;
    gw_garden_put_day(&later, rows->world, delivered_on);
    gw_garden_put(&later, today->life->who.region == GW_SOUTH ? "heron" : "robin");
    add_row(rows, GW_GARDEN_LATER, GW_FILE_DELIVERIES, &later);
}

static void contact_row(gw_garden_text *row, const gw_garden_today *today,
                        const gw_garden_contact *contact, bool knows_answer)
{
    const gw_garden_world *world = today->world;
    int32_t number = today->life->who.number;
    gw_garden_put_part(row, 'k', number, contact->number);
    gw_garden_put_id(row, 'c', number);
    date_field(row, world, today->day, contact->seconds);
    gw_garden_put_part(row, 'o', number, contact->order_no);
    gw_garden_put_whole(row, knows_answer ? contact->minutes_ours : 0);
    gw_garden_put_whole(row, contact->minutes_theirs);
    if (knows_answer && contact->answered_day != GW_GARDEN_NEVER)
        gw_garden_put_time(row, world, contact->answered_day, contact->answered_seconds);
    else
        gw_garden_put(row, "");
}

void gw_garden_row_contact(const gw_garden_today *today, const gw_garden_contact *contact)
{
    gw_garden_rows *rows = rows_about(today, contact->of_day);
    gw_garden_text row;
    row.length = 0;
    gw_garden_text later;
    later.length = 0;
    if (rows == NULL)
        return;
    bool is_split = contact->answered_day != GW_GARDEN_NEVER &&
                    folder_of(today->day) != folder_of(contact->answered_day);
    contact_row(&row, today, contact, !is_split);
    see(rows, today);
    add_plantable(rows, today, GW_FILE_CONTACTS, &row, contact->order_no, contact->number);
    if (!is_split || !rows->world->settings.full_truth)
        return;
    contact_row(&later, today, contact, true);
    add_row(rows, GW_GARDEN_LATER, GW_FILE_CONTACTS, &later);
}

void gw_garden_row_incident(const gw_garden_today *today, const gw_garden_event *incident)
{
    gw_garden_rows *rows = rows_about(today, incident->of_day);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_part(&row, 'o', today->life->who.number, incident->order_no);
    gw_garden_put(&row, GW_GARDEN_CAUSE[incident->cause]);
    gw_garden_put_day(&row, rows->world, today->day);
    add_row(rows, folder_of(today->day), GW_FILE_INCIDENTS, &row);
}

void gw_garden_row_repair(const gw_garden_today *today, const gw_garden_event *repair)
{
    gw_garden_rows *rows = rows_about(today, repair->of_day);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_part(&row, 'o', today->life->who.number, repair->order_no);
    /* an hour of its own a cause: two repairs of an order are two */
    gw_garden_put_time(&row, rows->world, today->day, NOON + 3600 * repair->cause);
    gw_garden_put_cents(&row, GW_GARDEN_REPAIR_COST_CENTS);
    gw_garden_put_cents(&row, GW_GARDEN_REPAIR_WORTH_CENTS);
    see(rows, today);
    add_row(rows, folder_of(today->day), GW_FILE_REPAIRS, &row);
}

/* ---- What they say -------------------------------------------------------------------------- */

void gw_garden_row_answer(const gw_garden_today *today, const char *question, int score, int low,
                          int high, const gw_garden_event *of, int seconds)
{
    gw_garden_rows *rows = rows_about(today, of->of_day);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_id(&row, 'c', today->life->who.number);
    date_field(&row, rows->world, today->day, seconds);
    gw_garden_put(&row, question);
    gw_garden_put_whole(&row, score);
    gw_garden_put_whole(&row, low);
    gw_garden_put_whole(&row, high);
    gw_garden_put_part(&row, 'o', today->life->who.number, of->order_no);
    see(rows, today);
    add_plantable(rows, today, GW_FILE_ANSWERS, &row, of->order_no,
                  question[0] == 'n' ? 0 : 1 + of->cause);
}

void gw_garden_row_request(const gw_garden_today *today, int number, const char *topic)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_part(&row, 'q', today->life->who.number, number);
    gw_garden_put_id(&row, 'c', today->life->who.number);
    gw_garden_put_time(&row, rows->world, today->day, NOON);
    gw_garden_put(&row, topic);
    see(rows, today);
    add_row(rows, folder_of(today->day), GW_FILE_REQUESTS, &row);
}

void gw_garden_row_change(const gw_garden_today *today, const gw_garden_event *acted)
{
    gw_garden_rows *rows = rows_about(today, acted->of_day);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_part(&row, 'q', today->life->who.number, acted->other);
    gw_garden_put_day(&row, rows->world, today->day);
    gw_garden_put_day(&row, rows->world, acted->bits != 0 ? today->day : GW_GARDEN_NEVER);
    add_row(rows, folder_of(today->day), GW_FILE_CHANGES, &row);
}

void gw_garden_row_words(const gw_garden_today *today, const char *kind, const char *topic)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_id(&row, 'c', today->life->who.number);
    gw_garden_put_time(&row, rows->world, today->day, NOON);
    gw_garden_put(&row, kind);
    gw_garden_put(&row, topic);
    see(rows, today);
    add_row(rows, folder_of(today->day), GW_FILE_WORDS, &row);
}

void gw_garden_row_review(const gw_garden_today *today, const gw_garden_event *of, int stars)
{
    gw_garden_rows *rows = rows_about(today, of->of_day);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_id(&row, 'c', today->life->who.number);
    date_field(&row, rows->world, today->day, NOON);
    gw_garden_put_part(&row, 'o', today->life->who.number, of->order_no);
    gw_garden_put_whole(&row, stars);
    see(rows, today);
    add_plantable(rows, today, GW_FILE_REVIEWS, &row, of->order_no, of->order_no);
}

/* ---- What we send --------------------------------------------------------------------------- */

void gw_garden_row_message(const gw_garden_today *today)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_id(&row, 'c', today->life->who.number);
    gw_garden_put_time(&row, rows->world, today->day, MAIL_HOUR);
    gw_garden_put(&row, "mail");
    gw_garden_put_id(&row, 'n', today->day);
    see(rows, today);
    add_row(rows, folder_of(today->day), GW_FILE_MESSAGES, &row);
}

void gw_garden_row_thanks(const gw_garden_today *today, const char *what, int64_t cost,
                          int64_t worth)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put_id(&row, 'c', today->life->who.number);
    gw_garden_put_time(&row, rows->world, today->day, NOON);
    gw_garden_put(&row, what);
    gw_garden_put_cents(&row, cost);
    gw_garden_put_cents(&row, worth);
    see(rows, today);
    add_row(rows, folder_of(today->day), GW_FILE_THANKS, &row);
}

void gw_garden_row_experiment(const gw_garden_today *today, const char *experiment, const char *arm)
{
    gw_garden_rows *rows = rows_of(today);
    gw_garden_text row;
    row.length = 0;
    if (rows == NULL)
        return;
    gw_garden_put(&row, experiment);
    gw_garden_put_id(&row, 'c', today->life->who.number);
    gw_garden_put(&row, arm);
    gw_garden_put_day(&row, rows->world, today->day);
    see(rows, today);
    add_row(rows, folder_of(today->day), GW_FILE_EXPERIMENTS, &row);
}

/* ---- The true list of incidents ------------------------------------------------------------- */

int32_t gw_garden_true_incident(const gw_garden_today *today, const gw_garden_event *incident)
{
    gw_garden_rows *rows = rows_about(today, incident->of_day);
    if (rows == NULL)
        return -1;
    gw_garden_incident one = {.number = today->life->who.number,
                              .order_no = incident->order_no,
                              .day = today->day,
                              .size = incident->other,
                              .jump = 1e-4 * incident->size,
                              .known_on = GW_GARDEN_NEVER,
                              .repaired_on = GW_GARDEN_NEVER,
                              .cause = incident->cause};
    size_t before = rows->incidents.length / sizeof one;
    gw_strbuf_add(&rows->incidents, (const char *)&one, sizeof one);
    return rows->incidents.failed ? -1 : (int32_t)before;
}

static gw_garden_incident *listed(const gw_garden_today *today, const gw_garden_event *incident)
{
    gw_garden_rows *rows = rows_about(today, incident->of_day);
    if (rows == NULL || incident->incident < 0)
        return NULL;
    return (gw_garden_incident *)(void *)rows->incidents.bytes + incident->incident;
}

void gw_garden_true_known(const gw_garden_today *today, const gw_garden_event *incident)
{
    gw_garden_incident *one = listed(today, incident);
    if (one != NULL)
        one->known_on = incident->cause == GW_LATE ? today->day - 1 : today->day;
}

void gw_garden_true_repaired(const gw_garden_today *today, const gw_garden_event *incident)
{
    gw_garden_incident *one = listed(today, incident);
    if (one != NULL)
        one->repaired_on = today->day;
}
