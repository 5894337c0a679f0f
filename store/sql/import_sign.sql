-- With which currency's sign the amounts of a file are written, when the store's is another; by its first rows.
SELECT sign FROM (
    SELECT regexp_extract({{amount}}, '[$€£¥₹]') AS sign FROM {{source}} AS file LIMIT 1000) AS signs
WHERE sign <> '' AND {{currency}} NOT IN (
    SELECT code FROM (VALUES
        ('$', 'USD'), ('$', 'CAD'), ('$', 'AUD'), ('$', 'NZD'), ('$', 'SGD'), ('$', 'HKD'), ('$', 'TWD'),
        ('$', 'MXN'), ('$', 'ARS'), ('$', 'CLP'), ('$', 'COP'), ('$', 'BRL'), ('$', 'UYU'), ('€', 'EUR'),
        ('£', 'GBP'), ('£', 'EGP'), ('£', 'GIP'), ('¥', 'JPY'), ('¥', 'CNY'), ('₹', 'INR')) AS known(of, code)
    WHERE of = sign)
LIMIT 1
