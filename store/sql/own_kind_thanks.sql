SELECT row_no, customer_id, at_day AS day, at_time AS occurred_at,
    CASE WHEN lower(what) IN ('gift', 'reward') THEN lower(what) ELSE 'thanks' END AS kind,
    CASE WHEN lower(what) NOT IN ('gift', 'reward', 'thanks') THEN lower(what) END AS topic, cost AS cost_to_us, worth AS worth_to_them, problem
FROM ({{fields}}) AS f
