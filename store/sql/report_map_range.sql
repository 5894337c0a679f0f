-- How far the two sides of the map reach, and a middling amount on either.
SELECT min(map_to_them) AS low_x, max(map_to_them) AS high_x, min(map_to_us) AS low_y,
    max(map_to_us) AS high_y,
    coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY greatest(abs(map_to_them),
        abs(map_to_us))), 0) AS middling
FROM report_person
