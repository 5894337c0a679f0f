/* A shop's store, opened: the file is ours, of a version we know, and nobody else writes it.
 *
 * A store is a DuckDB file whose table `meta` says format = goodwill. Its shape has a number; a
 * file of an older one is copied beside itself (shop.gw.before-N) and brought up to date when it is
 * opened for writing. */
#ifndef GW_SHOP_H
#define GW_SHOP_H

#include <stdbool.h>
#include <stdint.h>

#include <goodwill/base.h>

typedef struct gw_store gw_store;

typedef struct gw_shop {
    gw_context *context;
    gw_store *store;
    gw_store *reader; /* a second connection, to read a long answer while writing */
    char path[4096];
    char currency[8];  /* ISO 4217: "EUR" */
    char timezone[64]; /* IANA: "Europe/Berlin" */
    size_t at_once;    /* customers of a ledger, rows of a file compared: read so many at a time,
                        * about;    0: a million */
} gw_shop;

/* Makes a new store with currency (three capital letters) and time zone ("UTC" when NULL).
 * GW_WRONG_USE when the file exists, or currency or zone are not known. Nothing is left behind on
 * failure. */
GW_MUST_USE gw_status gw_shop_create(gw_shop *out, gw_context *context, const char *path,
                                     const char *currency, const char *timezone, gw_error *err);

/* Opens a store. For writing: brings an old one up to date after a copy, and sweeps away what a
 * reckoning that died has left. GW_NOT_FOUND when there is no such file; GW_BAD_DATA when it is no
 * store of ours, or one of a newer version; GW_BUSY when another program has it. */
GW_MUST_USE gw_status gw_shop_open(gw_shop *out, gw_context *context, const char *path,
                                   bool writing, gw_error *err);

/* Accepts {0}. */
void gw_shop_close(gw_shop *shop);

/* The number of the newest shape this program knows. */
int gw_shop_schema(void);

#endif
