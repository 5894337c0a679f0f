-- People in hexagons of the map. Both sides are drawn as sign(v) ln(1 + |v| / {{knee}}); a hexagon is
-- {{across}} wide, and sqrt(3) x {{upward}} upward lie between two rows: centres at whole numbers and
-- between four of them, each person with the nearer one.
SELECT CAST(column_no AS DOUBLE) AS x, CAST(row_no AS DOUBLE) AS y,
    CAST(count(*) AS DOUBLE) AS customers
FROM (
    SELECT
        CASE WHEN even THEN round(u) ELSE floor(u) + 0.5 END AS column_no,
        CASE WHEN even THEN round(v) ELSE floor(v) + 0.5 END AS row_no
    FROM (
        SELECT u, v, power(u - round(u), 2) + 3 * power(v - round(v), 2)
            <= power(u - floor(u) - 0.5, 2) + 3 * power(v - floor(v) - 0.5, 2) AS even
        FROM (
            SELECT sign(map_to_them) * ln(1 + abs(map_to_them) / {{knee}}) / {{across}} AS u,
                sign(map_to_us) * ln(1 + abs(map_to_us) / {{knee}}) / {{upward}} / 1.7320508075688772
                    AS v
            FROM report_person) AS scaled) AS nearest) AS hexagons
GROUP BY column_no, row_no ORDER BY row_no, column_no
