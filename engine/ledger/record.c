/* Judging what was said, see record.h: the purchases are walked once for each forecast, as a
 * reckoning walks them. */
#include "record.h"

#include <stdlib.h>

#include "columns.h"
#include "error.h"
#include "history.h"
#include "query.h"
#include "sql.h"

/* What came, while customers go by: those kept are in the order of their numbers, as these are. */
typedef struct tally {
    gw_judged *judged;
    const gw_columns *people; /* customer_no, said, low, high */
    size_t next;
} tally;

static void add_came(const gw_walked *customer, void *user)
{
    tally *t = user;
    const double *number = t->people->values[0];
    double came = (double)customer->hidden;
    t->judged->customers++;
    t->judged->days.came += came;
    t->judged->paid.came += (double)customer->hidden_paid_e4 / 1e4;
    while (t->next < t->people->n && number[t->next] < (double)customer->customer_no)
        t->next++;
    if (t->next == t->people->n || number[t->next] != (double)customer->customer_no)
        return;
    t->judged->people++;
    t->judged->inside +=
        came >= t->people->values[2][t->next] && came <= t->people->values[3][t->next];
}

static void hold(gw_said *said)
{
    said->inside = said->came >= said->low && said->came <= said->high;
}

static gw_status judge(gw_judged *out, gw_shop *shop, gw_error *err)
{
    gw_columns people = {0};
    gw_value asked[] = {gw_value_int64(out->reckoning), gw_value_int64(out->until_day)};
    gw_status status = gw_columns_read(&people, shop->context, shop->store, "forecasts_of_people",
                                       NULL, 0, asked, 2, err);
    tally t = {out, &people, 0};
    if (status == GW_OK)
        status = gw_history_came(add_came, &t, shop->context, shop->store, out->made_on,
                                 out->until_day, err);
    gw_columns_free(&people);
    hold(&out->days);
    hold(&out->paid);
    return status;
}

static gw_judged forecast_at(const gw_columns *made, size_t i)
{
    double *const *v = made->values;
    return (gw_judged){.reckoning = (int64_t)v[0][i],
                       .made_on = (int32_t)v[1][i],
                       .until_day = (int32_t)v[2][i],
                       .days = {.said = v[3][i], .low = v[4][i], .high = v[5][i]},
                       .paid = {.said = v[6][i], .low = v[7][i], .high = v[8][i]}};
}

static gw_status last_day(int32_t *out, gw_shop *shop, gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    *out = INT32_MIN;
    GW_TRY(gw_query_open(&query, shop->store, gw_sql("purchase_span"), NULL, 0, err));
    gw_status status = gw_query_next(&rows, query, err);
    if (status == GW_OK && rows == 1 && !gw_query_is_null(query, 1, 0))
        *out = (int32_t)gw_query_integer(query, 1, 0);
    gw_query_close(query);
    return status;
}

gw_status gw_record_read(gw_record *out, gw_shop *shop, gw_error *err)
{
    gw_columns made = {0};
    int32_t last = 0;
    gw_record record = {0};
    GW_TRY(last_day(&last, shop, err));
    gw_status status =
        gw_columns_read(&made, shop->context, shop->store, "forecasts_made", NULL, 0, NULL, 0, err);
    for (size_t i = 0; i < made.n && status == GW_OK; i++) {
        gw_judged forecast = forecast_at(&made, i);
        if (forecast.until_day > last) {
            record.waiting++;
            if (record.next_day == 0 || forecast.until_day < record.next_day)
                record.next_day = forecast.until_day;
        } else if (record.n == GW_JUDGED_MAX) {
            record.left_out++;
        } else {
            status = judge(&forecast, shop, err);
            record.judged[record.n++] = forecast;
        }
    }
    gw_columns_free(&made);
    if (status == GW_OK)
        *out = record;
    return status;
}
