COPY (SELECT * FROM read_csv({{csv}})) TO {{parquet}} (FORMAT parquet)
