#include "questions.h"

#include <stdio.h>

#include "columns.h"
#include "date.h"
#include "error.h"
#include "ledger.h"

#define EIGHTY 1.2815515655446004

gw_status gw_questions_read(gw_questions *out, gw_shop *shop, gw_error *err)
{
    gw_current current;
    gw_columns counts = {0};
    char day[GW_DATE_TEXT_SIZE];
    char as_of[32];
    GW_TRY(gw_current_read(&current, shop, err));
    gw_date_format(day, current.as_of);
    snprintf(as_of, sizeof as_of, "DATE '%s'", day);
    const gw_sql_slot slot = {"as_of", as_of};
    gw_status status =
        gw_columns_read(&counts, shop->context, shop->store, "questions", &slot, 1, NULL, 0, err);
    if (status == GW_OK && counts.n == 1) {
        double *const *c = counts.values;
        *out = (gw_questions){gw_net_promoter_score(c[1][0], c[2][0], c[0][0], EIGHTY),
                              gw_share_score(c[4][0], c[3][0], EIGHTY),
                              gw_mean_score(c[6][0], c[7][0], c[5][0], EIGHTY)};
    }
    gw_columns_free(&counts);
    return status;
}
