INSERT INTO person_detail (batch, customer_no, system, what, name, value)
SELECT {{batch}}, customer_no, system, what, name, value FROM {{kept}} WHERE problem IS NULL
