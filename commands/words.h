/* Answers as people read them on a terminal. Each adds its text and fails only for want of memory.
 */
#ifndef GW_WORDS_H
#define GW_WORDS_H

#include "fields.h"
#include "import.h"
#include "ledger.h"
#include "ledger_past.h"
#include "next_orders.h"
#include "questions.h"
#include "reckon.h"
#include "record.h"
#include "report.h"
#include "settings.h"
#include "strbuf.h"
#include "truth.h"
#include "why.h"

gw_status gw_receipt_words(gw_strbuf *out, const gw_receipt *receipt, const char *path,
                           const char *currency, bool dry_run);
gw_status gw_reckoning_words(gw_strbuf *out, const gw_reckoning *reckoning);
/* The page of all (customer_id NULL) or of one. */
gw_status gw_ledger_words(gw_strbuf *out, const gw_ledger_page *page, const gw_current *current,
                          const char *currency, const char *customer_id);
gw_status gw_risk_words(gw_strbuf *out, const gw_ledger_page *page, const gw_mistake *mistake);
/* our_share: what the owner wants, NaN when nobody said. */
gw_status gw_trend_words(gw_strbuf *out, const gw_trend *trend, double our_share,
                         const char *currency);
gw_status gw_questions_words(gw_strbuf *out, const gw_questions *questions);
gw_status gw_fields_words(gw_strbuf *out, const gw_fields *fields, const char *currency);
gw_status gw_people_words(gw_strbuf *out, const gw_ledger_person *people, size_t n,
                          const gw_ledger_page *page, gw_ledger_sort sort, const char *currency);
gw_status gw_why_words(gw_strbuf *out, const gw_why *why, const gw_next_orders *next,
                       const char *horizon, const char *currency, const char *exchanges,
                       const char *settings);
/* One customer's orders ahead; nothing where they are not known. */
gw_status gw_next_orders_words(gw_strbuf *out, const gw_next_orders *next, const char *horizon);
gw_status gw_setting_words(gw_strbuf *out, const gw_setting *setting);

gw_status gw_truth_words(gw_strbuf *out, const gw_recovery_table *table);
/* `check`: from gw_report_check. */
gw_status gw_record_words(gw_strbuf *out, const gw_record *record, const gw_report *check);

#endif
