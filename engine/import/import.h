/* Bringing a file into a store: recognised, staged, counted, merged in one transaction, and told in
 * a receipt that adds up. Safe to repeat: what is known already is not kept twice. */
#ifndef GW_IMPORT_H
#define GW_IMPORT_H

#include "progress_fn.h"
#include "shop.h"
#include "spend.h"

typedef struct gw_import_options {
    const char *as;  /* a kind of import_kinds.def; NULL: recognise by the header */
    const char *map; /* "customer=Email,date=Created at,amount=Total"; NULL: remembered, or none */
    bool accept;     /* take a proposed mapping without asking */
    bool dry_run;    /* the receipt only; the store stays as it is */
    gw_progress_fn progress; /* NULL: silence */
    void *user;
} gw_import_options;

#define GW_RECEIPT_REASONS 16
#define GW_RECEIPT_MONTHS 240
#define GW_RECEIPT_PARTS 32

typedef struct gw_receipt {
    int64_t batch; /* 0: nothing was kept */
    char kind[32];
    char words[96];  /* "CDNOW's purchases" */
    bool known_file; /* these bytes were imported before, and are not read again */
    int64_t lines;   /* of a file of a known kind, where an order may have several; else 0 */
    int64_t rows_in; /* = used + known + set_aside */
    int64_t used;
    int64_t known;
    int64_t set_aside;
    int64_t
        orders_again;  /* of those used, by a mapping: known by other rows, so they count twice */
    int64_t changed;   /* known orders that the file tells otherwise, or as cancelled: it counts */
    int64_t customers; /* new ones */
    size_t parts;      /* of used; 0: all are purchases */
    struct {
        char what[32];    /* a kind of exchange, or "dispute": what a bank took back */
        char currency[8]; /* the amounts are in the file's own money */
        int64_t rows;
        int64_t amount_e4;
    } part[GW_RECEIPT_PARTS];
    size_t left_outs; /* what is not in the amounts used */
    struct {
        char
            what[16]; /* "tax", or "crossed_out": above the price asked, and not counted as saved */
        char currency[8];
        int64_t rows;
        int64_t amount_e4;
    } left_out[GW_RECEIPT_PARTS];
    bool is_spend; /* of costs of winning customers: how it stands with all of them */
    gw_spend spend;
    char other_sign[8]; /* amounts are written with it, "$", and it is no sign of the store's
                           currency */
    bool tax_unknown;   /* the file does not say whether tax is in its amounts, nor did anybody */
    size_t reasons;
    struct {
        char reason[160];
        int64_t rows;
        int64_t first_row; /* as a spreadsheet counts: the header is row 1 */
    } reason[GW_RECEIPT_REASONS];
    size_t months;
    struct {
        char month[8];    /* "1997-01" */
        char currency[8]; /* of paid; "": the store's */
        int64_t rows;
        int64_t paid_e4; /* in the file's own money */
    } month[GW_RECEIPT_MONTHS];
    char samples[2048]; /* a line a column of the proposal, with some of its values */
    char mapping[512];  /* as --map takes it; what was used, or is proposed */
    char columns[256];  /* the file's own, by commas; cut when there are many */
    char wrong[640]; /* with needs_mapping: why the file seems to be another than is wanted; "" */
    bool needs_mapping; /* nothing was read: the mapping above is a proposal to confirm */
} gw_receipt;

/* GW_NOT_FOUND, GW_BAD_DATA, GW_FAILED name the file; GW_WRONG_USE for a mapping that does not fit
 * it. With needs_mapping in the receipt the call is GW_OK and has kept nothing. */
GW_MUST_USE gw_status gw_import_file(gw_receipt *out, gw_shop *shop, const char *path,
                                     const gw_import_options *options, gw_error *err);

/* Where the file stands among several of one command, which reads them from the smallest number on:
 * what others look up (orders, for their refunds) comes first. Files of one kind have one number.
 * Errors as gw_import_file. */
GW_MUST_USE gw_status gw_import_rank(int *out, gw_shop *shop, const char *path,
                                     const gw_import_options *options, gw_error *err);

/* Takes a batch out of every number, or brings it back. GW_NOT_FOUND for a number that no batch
 * has, GW_WRONG_USE when it is so already. */
GW_MUST_USE gw_status gw_import_withdraw(gw_shop *shop, int64_t batch, bool withdraw,
                                         gw_error *err);

/* Writes every row that was set aside, with batch, row (the header is row 1) and reason, to a CSV
 * file. */
GW_MUST_USE gw_status gw_import_rejects(gw_shop *shop, const char *path, gw_error *err);

#endif
