#include "stored_clock.h"

#include "columns.h"
#include "error.h"

gw_status gw_stored_clock(gw_clock *out, gw_shop *shop, const gw_current *current, gw_error *err)
{
    gw_columns months = {0};
    gw_season season = {.known = false};
    gw_value asked = gw_value_int64(current->number);
    gw_status status =
        gw_columns_read(&months, shop->context, shop->store, "season_of", NULL, 0, &asked, 1, err);
    season.known = status == GW_OK && months.n == GW_MONTHS;
    for (size_t m = 0; m < GW_MONTHS && season.known; m++)
        season.factor[m] = months.values[0][m];
    gw_columns_free(&months);
    GW_TRY(status);
    return gw_clock_create(out, shop->context, &season, current->as_of - GW_CLOCK_FAR_DAYS,
                           current->as_of + GW_CLOCK_FAR_DAYS, err);
}
