#include "cdnow.h"

#include <string.h>

#include "check.h"
#include "csv.h"

/* The log is sorted by customer and date; customers are numbered 1, 2, ... as in the summary. */
static void read_hidden(cdnow *out)
{
    csv *log = csv_read("examples/cdnow/cdnow_sample.csv");
    size_t id = csv_column(log, "customer_id"), date = csv_column(log, "date"),
           dollars = csv_column(log, "dollars");
    for (size_t i = 0; i < log->rows; i++) {
        if (strcmp(csv_text(log, i, date), "1997-09-30") <= 0)
            continue;
        size_t customer = (size_t)csv_number(log, i, id) - 1;
        int same = i > 0 && csv_number(log, i - 1, id) == csv_number(log, i, id) &&
                   strcmp(csv_text(log, i - 1, date), csv_text(log, i, date)) == 0;
        assert_true(customer < CDNOW_CUSTOMERS);
        out->hidden_days[customer] += !same;
        out->hidden_dollars[customer] += csv_number(log, i, dollars);
    }
    csv_free(log);
}

void cdnow_read(cdnow *out)
{
    csv *summary = csv_read("examples/cdnow/cdnow_summary.csv");
    assert_int_equal(summary->rows, CDNOW_CUSTOMERS);
    *out = (cdnow){.x = {0}};
    csv_numbers(out->x, summary, "x");
    csv_numbers(out->t_x, summary, "t_x");
    csv_numbers(out->T, summary, "T");
    csv_numbers(out->mean_spend, summary, "mean_spend");
    csv_free(summary);
    read_hidden(out);
}
