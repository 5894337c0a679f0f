UPDATE audit SET subject = CASE WHEN subject = $1 THEN $2 ELSE subject END, words = replace(words, $1, $2)
WHERE subject = $1 OR contains(words, $1)
