SELECT reason, CAST(sum(n) AS BIGINT), min(first_row) FROM (
    SELECT problem AS reason, count(DISTINCT row_no) AS n, import_sheet_row(min(row_no)) AS first_row
    FROM import_kept WHERE problem IS NOT NULL GROUP BY problem
    UNION ALL
    SELECT 'the line has another number of fields than the header', count(DISTINCT line),
        CAST(min(line) AS BIGINT) FROM reject_errors HAVING count(*) > 0) AS reasons
GROUP BY reason ORDER BY 2 DESC, 1
