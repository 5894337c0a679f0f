/* Which column of a file means what. */
#ifndef GW_IMPORT_MAPPING_H
#define GW_IMPORT_MAPPING_H

#include <stdbool.h>

#include "import_source.h"

typedef struct gw_mapping {
    char customer[128];
    char date[128];
    char amount[128];
    char order[128];      /* "": none */
    char currency[128];   /* "": the store's */
    char tax[128];        /* the column of the tax that is in the amount; "": none */
    char tax_percent[16]; /* of the price without it, where no column says: "19"; "": none */
    bool comma;           /* the decimal sign is a comma: "1.234" is a thousand */
    char date_order[8];   /* "", "dmy" or "mdy" */
} gw_mapping;

/* Reads "customer=Email,date=Created at,amount=Total[,order=Name][,currency=Currency]
 * [,tax=Tax or tax=19%][,date_order=dmy|mdy][,decimal=comma|point]". GW_WRONG_USE names the part
 * that is wrong, and for a column that the file does not have those it has. */
gw_status gw_mapping_parse(gw_mapping *out, const char *text, const gw_import_source *source,
                           gw_error *err);
/* Reads "tax=19%" alone, for files of a known kind that may hold tax and do not say it. */
gw_status gw_mapping_parse_tax(gw_mapping *out, const char *text, gw_error *err);
/* Whether a mapping says only the tax: the rest is known. */
bool gw_mapping_is_tax_only(const char *text);
/* As gw_mapping_parse reads it; of a known kind only the tax. */
void gw_mapping_format(char *out, size_t size, const gw_mapping *mapping);

#endif
