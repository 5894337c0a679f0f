SELECT line::BIGINT, error_type::VARCHAR, error_message FROM reject_errors ORDER BY line LIMIT 1
