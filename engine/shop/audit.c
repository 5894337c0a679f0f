#include "audit.h"

#include <stdlib.h>

#include "sql.h"
#include "store.h"

gw_status gw_audit(gw_shop *shop, const char *what, const char *subject, const char *words,
                   gw_error *err)
{
    const char *user = getenv("USER"); /* NOLINT(concurrency-mt-unsafe): nobody sets */
    const gw_value values[] = {gw_value_text(user != NULL && user[0] != '\0' ? user : "somebody"),
                               gw_value_text(what), gw_value_text(subject), gw_value_text(words)};
    return gw_store_execute_with(NULL, shop->store, gw_sql("audit_keep"), values, 4, err);
}
