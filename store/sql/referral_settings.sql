SELECT CAST(pass_on AS DOUBLE), CAST(future_pi AS DOUBLE), CAST(refer_after AS DOUBLE) FROM assumption
