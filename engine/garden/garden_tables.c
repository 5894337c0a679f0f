#include "garden_tables.h"

#include <stdio.h>

#include "error.h"
#include "garden_text.h"

static void add(gw_garden_folder *folder, int which, gw_garden_file file, gw_garden_text *row)
{
    row->bytes[row->length++] = '\n';
    gw_garden_folder_add(folder, which, file, row->bytes, row->length);
    row->length = 0;
}

/* Seeds, tools, beds, greenhouse and course as far as they are on sale, or the one basket. */
static bool is_sold(const gw_garden_world *world, int product)
{
    if (world->settings.basket == 0.0)
        return product == GW_BASKET;
    return product == GW_SEEDS || (product != GW_BASKET && world->settings.ladder != 0.0);
}

static void add_products(gw_garden_folder *folder, const gw_garden_world *world)
{
    gw_garden_text row;
    row.length = 0;
    for (int product = 0; product < GW_GARDEN_PRODUCTS; product++) {
        const gw_garden_product *about = &GW_GARDEN_PRODUCT[product];
        if (!is_sold(world, product))
            continue;
        for (int which = 0; which < GW_GARDEN_FOLDERS; which++) {
            gw_garden_put(&row, about->id);
            gw_garden_put(&row, about->name);
            if (about->rung > 0)
                gw_garden_put_whole(&row, about->rung);
            else
                gw_garden_put(&row, "");
            gw_garden_put_cents(&row, about->list_cents);
            gw_garden_put_cents(&row, about->list_cents * 55 / 100);
            add(folder, which, GW_FILE_PRODUCTS, &row);
        }
    }
}

static void add_prices(gw_garden_folder *folder, const gw_garden_world *world,
                       const gw_garden_run *run)
{
    gw_garden_text row;
    row.length = 0;
    for (int product = 0; product < GW_GARDEN_PRODUCTS; product++)
        for (int region = 0; is_sold(world, product) && region < 2; region++)
            for (int day = 0; day <= world->last; day++) {
                bool begins = day % GW_GARDEN_PERIOD == 0 || day == GW_GARDEN_LAST + 1;
                if (!begins)
                    continue;
                gw_garden_put(&row, GW_GARDEN_PRODUCT[product].id);
                gw_garden_put(&row, GW_GARDEN_REGION[region]);
                gw_garden_put_day(&row, world, day);
                gw_garden_put_cents(&row, gw_garden_price_cents(world, run, product, region, day));
                add(folder, day <= GW_GARDEN_LAST ? GW_GARDEN_NOW : GW_GARDEN_LATER, GW_FILE_PRICES,
                    &row);
            }
}

static void add_costs(gw_garden_folder *folder, const gw_garden_arrivals *arrivals)
{
    gw_garden_text row;
    char text[16];
    row.length = 0;
    for (int channel = 0; channel < GW_GARDEN_CHANNELS; channel++)
        for (int month = 0; month < GW_GARDEN_MONTHS; month++) {
            int64_t cents =
                (int64_t)arrivals->came[month][channel] * GW_GARDEN_CHANNEL[channel].cost_cents;
            if (cents == 0)
                continue;
            snprintf(text, sizeof text, "%d-%02d", 2022 + month / 12, month % 12 + 1);
            gw_garden_put(&row, GW_GARDEN_CHANNEL[channel].name);
            gw_garden_put(&row, text);
            gw_garden_put_cents(&row, cents);
            add(folder, GW_GARDEN_NOW, GW_FILE_COSTS, &row);
        }
}

gw_status gw_garden_tables(gw_garden_folder *folder, gw_context *context,
                           const gw_garden_world *world, const gw_garden_run *run,
                           const gw_garden_arrivals *arrivals, gw_error *err)
{
    (void)context;
    if (arrivals->referrals.failed)
        return gw_error_no_memory(err, "the referrals");
    add_products(folder, world);
    add_prices(folder, world, run);
    add_costs(folder, arrivals);
    gw_garden_folder_add(folder, GW_GARDEN_NOW, GW_FILE_REFERRALS, arrivals->referrals.bytes,
                         arrivals->referrals.length);
    return GW_OK;
}

/* ---- Incidents ------------------------------------------------------------------------------ */

void gw_garden_table_incidents(gw_garden_folder *folder, const gw_garden_world *world,
                               const gw_garden_incident *incidents, size_t n)
{
    gw_garden_text row;
    row.length = 0;
    for (size_t i = 0; i < n; i++) {
        const gw_garden_incident *one = &incidents[i];
        int which = one->day <= GW_GARDEN_LAST ? GW_GARDEN_NOW : GW_GARDEN_LATER;
        gw_garden_put_part(&row, 'o', one->number, one->order_no);
        gw_garden_put_id(&row, 'c', one->number);
        gw_garden_put(&row, GW_GARDEN_CAUSE[one->cause]);
        gw_garden_put_day(&row, world, one->day);
        gw_garden_put_whole(&row, one->size);
        gw_garden_put_fixed(&row, one->jump, 2);
        gw_garden_put_day(&row, world, one->known_on);
        gw_garden_put_day(&row, world, one->repaired_on);
        if (one->has_effect) {
            gw_garden_put_fixed(&row, one->money, 4);
            gw_garden_put_fixed(&row, one->money_se, 4);
            gw_garden_put_fixed(&row, one->orders, 6);
            gw_garden_put_fixed(&row, one->orders_se, 6);
        } else {
            for (int field = 0; field < 4; field++)
                gw_garden_put(&row, "");
        }
        add(folder, which, GW_FILE_TRUE_INCIDENTS, &row);
    }
}

/* ---- Settings ------------------------------------------------------------------------------- */

gw_status gw_garden_settings_json(gw_strbuf *out, const gw_garden_world *world, int32_t customers,
                                  gw_error *err)
{
    gw_strbuf_printf(out,
                     "{\n  \"garden\": 1,\n  \"customers\": %d,\n  \"seed\": \"%llu\",\n"
                     "  \"first_day\": \"%s\",\n  \"last_day\": \"%s\",\n"
                     "  \"last_day_of_the_future\": \"%s\",\n  \"truth\": \"%s\",\n"
                     "  \"settings\": {\n",
                     customers, (unsigned long long)world->seed, gw_garden_date_of(world, 0)->text,
                     gw_garden_date_of(world, GW_GARDEN_LAST)->text,
                     gw_garden_date_of(world, GW_GARDEN_FUTURE)->text,
                     !world->settings.full_truth  ? "basic"
                     : world->settings.no_effects ? "value"
                                                  : "full");
    for (size_t i = 0; gw_garden_setting_at(i) != NULL; i++) {
        const gw_garden_setting *about = gw_garden_setting_at(i);
        gw_strbuf_printf(out, "    \"%s\": %.15g%s\n", about->name,
                         gw_garden_setting_value(&world->settings, about),
                         gw_garden_setting_at(i + 1) != NULL ? "," : "");
    }
    gw_strbuf_printf(out,
                     "  },\n  \"world\": {\n"
                     "    \"lambda\": {\"law\": \"gamma\", \"shape\": 0.9, \"mean\": %.17g},\n"
                     "    \"mu\": {\"law\": \"gamma\", \"shape\": 1.2, \"mean\": 0.002},\n"
                     "    \"elasticity\": %.15g,\n    \"choke_multiple\": %.15g,\n"
                     "    \"goods\": 0.55,\n    \"fulfilment_per_order\": %.15g,\n"
                     "    \"minute_of_support\": %.15g,\n    \"message\": %.15g\n  },\n",
                     1.0 / 60.0, GW_GARDEN_ELASTICITY, GW_GARDEN_CHOKE,
                     0.01 * GW_GARDEN_POSTAGE_CENTS, 0.01 * GW_GARDEN_MINUTE_CENTS,
                     0.01 * GW_GARDEN_MESSAGE_CENTS);
    gw_strbuf_printf(
        out,
        "  \"ledger\": {\n    \"rate\": %.15g,\n    \"value_of_hour\": %.15g,\n"
        "    \"value_of_day_late\": %.15g,\n    \"seconds_per_message\": %.15g\n  }\n}\n",
        GW_GARDEN_RATE, GW_GARDEN_VALUE_OF_HOUR, GW_GARDEN_VALUE_OF_DAY_LATE,
        GW_GARDEN_SECONDS_A_MESSAGE);
    return gw_strbuf_text(out) != NULL ? GW_OK : gw_error_no_memory(err, "settings.json");
}
