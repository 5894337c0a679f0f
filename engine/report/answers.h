/* Answers as JSON: what the program prints with --json, and what the server will answer. Each adds
 * one object and a newline; GW_NO_MEMORY. A number that does not exist is null. */
#ifndef GW_ANSWERS_H
#define GW_ANSWERS_H

#include "import.h"
#include "ledger.h"
#include "next_orders.h"
#include "reckon.h"
#include "record.h"
#include "report.h"
#include "truth.h"
#include "why.h"

gw_status gw_receipt_to_json(gw_strbuf *out, const gw_receipt *receipt, const char *path,
                             gw_error *err);
gw_status gw_reckoning_to_json(gw_strbuf *out, const gw_reckoning *reckoning, gw_error *err);
gw_status gw_ledger_to_json(gw_strbuf *out, const gw_ledger_page *page, const gw_current *current,
                            const char *currency, const char *customer_id,
                            const gw_next_orders *next, const gw_ledger_person *people,
                            size_t people_count, gw_error *err);
gw_status gw_why_to_json(gw_strbuf *out, const gw_why *why, const gw_next_orders *next,
                         const char *currency, const char *exchanges, const char *settings,
                         gw_error *err);
/* `check`: from gw_report_check. */
gw_status gw_record_to_json(gw_strbuf *out, const gw_record *record, const gw_report *check,
                            gw_error *err);
gw_status gw_truth_to_json(gw_strbuf *out, const gw_recovery_table *table, gw_error *err);
/* The settings first .. end-1. */
gw_status gw_settings_to_json(gw_strbuf *out, gw_shop *shop, size_t first, size_t end,
                              gw_error *err);

#endif
