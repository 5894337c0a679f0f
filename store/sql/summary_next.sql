CREATE OR REPLACE TABLE summary_next (
    customer_no BIGINT, x BIGINT, first_day BIGINT, last_day BIGINT, first_paid_e4 BIGINT,
    repeat_paid_e4 BIGINT, recent BIGINT)
