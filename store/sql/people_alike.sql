-- Customers who share what one person has: an id in a system (strong), a phone (likely), a name (weak).
SELECT a.customer_id || ' and ' || b.customer_id || ': the same ' || min(CASE d.what
        WHEN 'id' THEN d.name || ' in ' || d.system ELSE d.name END)
    || CASE WHEN max(CASE WHEN d.what = 'id' THEN 3 WHEN d.name = 'phone' THEN 2 ELSE 1 END) = 1
        THEN ' (weak: many share a name)' ELSE '' END
FROM person_detail_used d
JOIN person_detail_used e ON e.what = d.what AND e.name = d.name AND lower(e.value) = lower(d.value)
    AND (d.what <> 'id' OR e.system = d.system) AND e.customer_no > d.customer_no
JOIN customer a ON a.customer_no = d.customer_no
JOIN customer b ON b.customer_no = e.customer_no
LEFT JOIN person_merged m ON m.from_no = d.customer_no
LEFT JOIN person_merged n ON n.from_no = e.customer_no
WHERE d.what IN ('id', 'contact')
    AND coalesce(m.into_no, d.customer_no) <> coalesce(n.into_no, e.customer_no)
GROUP BY a.customer_id, b.customer_id
ORDER BY max(CASE WHEN d.what = 'id' THEN 3 WHEN d.name = 'phone' THEN 2 ELSE 1 END) DESC, 1 LIMIT 100
