#include "own_events.h"

#include "columns.h"
#include "error.h"
#include "own_fields.h"
#include "sql.h"

/* What an event has, and the columns that may hold it: Segment's, PostHog's, CloudEvents'. */
enum { EVENT, USER, TIME, MESSAGE, PROPERTIES, PARTS };

static const struct {
    const char *slot;
    const char *columns[6];
} parts[PARTS] = {
    [EVENT] = {"event", {"event", NULL}},
    [USER] = {"user", {"userId", "user_id", "distinct_id", "subject", "anonymousId", NULL}},
    [TIME] = {"time", {"timestamp", "originalTimestamp", "time", "sentAt", "receivedAt", NULL}},
    [MESSAGE] = {"message", {"messageId", "message_id", "uuid", "id", NULL}},
    [PROPERTIES] = {"properties", {"properties", "data", NULL}},
};

static bool is_cloud(const gw_import_source *source)
{
    return gw_import_source_column(source, "specversion") != NULL &&
           gw_import_source_column(source, "type") != NULL;
}

bool gw_own_is_events(const gw_import_source *source)
{
    return (gw_import_source_column(source, "event") != NULL &&
            gw_import_source_column(source, "properties") != NULL) ||
           is_cloud(source);
}

/* The first column that is filled. A CloudEvent's name is its type. */
static void add_part(gw_strbuf *out, const gw_import_source *source, int part)
{
    gw_strbuf_puts(out, "coalesce(CAST(NULL AS VARCHAR)");
    for (size_t i = 0; parts[part].columns[i] != NULL; i++) {
        const char *wanted = part == EVENT && is_cloud(source) ? "type" : parts[part].columns[i];
        const char *name = gw_import_source_column(source, wanted);
        if (name == NULL)
            continue;
        gw_strbuf_puts(out, ", ");
        gw_sql_identifier(out, name);
    }
    gw_strbuf_puts(out, ")");
}

gw_status gw_own_events_keep(gw_shop *shop, const gw_import_source *source, gw_error *err)
{
    enum { CURRENCY = PARTS, PRICED, TEXTS, SOURCE = TEXTS, SLOTS };
    gw_strbuf texts[TEXTS];
    gw_sql_slot slots[SLOTS];
    gw_status status = GW_OK;
    for (int i = 0; i < TEXTS; i++)
        texts[i] = (gw_strbuf)GW_STRBUF_INIT(shop->context);
    for (int i = 0; i < PARTS; i++)
        add_part(&texts[i], source, i);
    gw_sql_literal(&texts[CURRENCY], shop->currency);
    gw_own_events_priced(&texts[PRICED]);
    for (int i = 0; i < TEXTS; i++) {
        slots[i] = (gw_sql_slot){i < PARTS       ? parts[i].slot
                                 : i == CURRENCY ? "currency"
                                                 : "priced",
                                 gw_strbuf_text(&texts[i])};
        if (slots[i].text == NULL)
            status = gw_error_no_memory(err, "events");
    }
    slots[SOURCE] = (gw_sql_slot){"source", gw_strbuf_text(&source->numbered)};
    if (status == GW_OK)
        status =
            gw_run_sql(shop->context, shop->store, "own_events_keep", slots, SLOTS, NULL, 0, err);
    for (int i = 0; i < TEXTS; i++)
        gw_strbuf_free(&texts[i]);
    return status;
}
