-- Where others' exchanges name the person: a referral.
UPDATE exchange_rich SET other_id = $2 WHERE other_id = $1
