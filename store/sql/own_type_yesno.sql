CASE WHEN lower({{text}}) IN ('yes', 'y', 'true', 't', '1') THEN TRUE
     WHEN lower({{text}}) IN ('no', 'n', 'false', 'f', '0') THEN FALSE END AS {{name}}
