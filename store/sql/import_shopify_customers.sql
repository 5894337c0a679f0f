-- Shopify's customers: what they agreed to, and the shop's own number for them.  What they spent comes
-- from the orders.
WITH read AS (
    SELECT row_no, is_header, import_id(import_text("Email")) AS email,
        nullif(regexp_replace(coalesce("Phone", ''), '[^0-9+]', '', 'g'), '') AS phone,
        import_id(import_text("Customer ID")) AS number,
        import_text(concat_ws(' ', import_text("First Name"), import_text("Last Name"))) AS full_name,
        lower(coalesce("Accepts Email Marketing", "Accepts Marketing")) AS email_ok,
        lower("Accepts SMS Marketing") AS sms_ok
    FROM {{source}}),
judged AS (
    SELECT *, coalesce(email, phone) AS customer_id,
        CASE WHEN is_header THEN 'the header again, not a row'
             WHEN coalesce(email, phone) IS NULL THEN 'neither e-mail nor phone: nobody to know it of' END
            AS problem
    FROM read)
SELECT row_no, customer_id, 'shopify' AS system, 'consent' AS what, 'email marketing' AS name,
    CASE WHEN email_ok IN ('yes', 'true', '1') THEN 'yes' ELSE 'no' END AS value, problem
FROM judged WHERE email_ok IS NOT NULL OR problem IS NOT NULL
UNION ALL
SELECT row_no, customer_id, 'shopify', 'consent', 'sms marketing',
    CASE WHEN sms_ok IN ('yes', 'true', '1') THEN 'yes' ELSE 'no' END, NULL
FROM judged WHERE sms_ok IS NOT NULL AND problem IS NULL
UNION ALL
SELECT row_no, customer_id, 'shopify', 'id', 'customer id', number, NULL
FROM judged WHERE number IS NOT NULL AND problem IS NULL
UNION ALL
SELECT row_no, customer_id, 'shopify', 'contact', 'phone', phone, NULL
FROM judged WHERE phone IS NOT NULL AND email IS NOT NULL AND problem IS NULL
UNION ALL
SELECT row_no, customer_id, 'shopify', 'contact', 'name', full_name, NULL
FROM judged WHERE full_name IS NOT NULL AND problem IS NULL
