/* Which column of a file means what. */
#ifndef GW_IMPORT_MAPPING_H
#define GW_IMPORT_MAPPING_H

#include "import_source.h"

typedef struct gw_mapping {
    char customer[128];
    char date[128];
    char amount[128];
    char order[128];    /* "": none */
    char date_order[8]; /* "", "dmy" or "mdy" */
} gw_mapping;

/* Reads "customer=Email,date=Created at,amount=Total[,order=Name][,date_order=dmy]". GW_WRONG_USE
 * names the part that is wrong, and for a column that the file does not have those it has. */
gw_status gw_mapping_parse(gw_mapping *out, const char *text, const gw_import_source *source,
                           gw_error *err);
/* Guesses from the columns' names; false when customer, date or amount has no likely column. What
 * was found is filled in all the same. */
bool gw_mapping_propose(gw_mapping *out, const gw_import_source *source);
/* As gw_mapping_parse reads it. */
void gw_mapping_format(char *out, size_t size, const gw_mapping *mapping);

#endif
