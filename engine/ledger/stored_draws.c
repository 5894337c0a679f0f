#include "stored_draws.h"

#include <string.h>

#include "error.h"
#include "memory.h"
#include "query.h"
#include "sql.h"

static gw_status place_of_parameter(size_t *out, const gw_model *model, gw_span name, gw_error *err)
{
    for (size_t p = 0; p < gw_model_parameter_count(model); p++) {
        const char *own = gw_model_parameter_name(model, p);
        if (strlen(own) == name.length && memcmp(own, name.bytes, name.length) == 0) {
            *out = p;
            return GW_OK;
        }
    }
    return gw_error_set(err, GW_BAD_DATA, "the stored draws of %s have a parameter it does not",
                        gw_model_name(model));
}

gw_status gw_stored_draws(gw_draws *out, gw_shop *shop, const gw_model *model, int64_t reckoning,
                          gw_error *err)
{
    gw_query *query = NULL;
    size_t rows = 0;
    size_t k = gw_model_parameter_count(model);
    size_t capacity = 0;
    size_t values = 0;
    gw_value asked[] = {gw_value_int64(reckoning), gw_value_text(gw_model_name(model))};
    gw_status status = gw_query_open(&query, shop->store, gw_sql("why_draws"), asked, 2, err);
    while (status == GW_OK && (status = gw_query_next(&rows, query, err)) == GW_OK && rows > 0) {
        size_t needed = values + rows + k;
        if (needed > capacity) {
            double *grown = gw_resize(shop->context, out->values, 2 * needed, sizeof *grown);
            if (grown == NULL) {
                status = gw_error_no_memory(err, "the stored draws");
                break;
            }
            out->values = grown;
            capacity = 2 * needed;
        }
        for (size_t i = 0; i < rows && status == GW_OK; i++) {
            size_t parameter = 0;
            size_t draw = (size_t)gw_query_integer(query, 0, i);
            status = place_of_parameter(&parameter, model, gw_query_text(query, 1, i), err);
            if (status == GW_OK && draw * k + parameter < capacity)
                out->values[draw * k + parameter] = gw_query_double(query, 2, i);
            values++;
        }
    }
    gw_query_close(query);
    out->n = values / k;
    out->parameters = k;
    return status;
}
