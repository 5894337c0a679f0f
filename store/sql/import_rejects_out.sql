COPY (SELECT batch, row_no, reason, content FROM reject ORDER BY batch, row_no)
TO {{file}} (FORMAT csv, HEADER)
