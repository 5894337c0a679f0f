-- What one more late delivery costs of each 1.00 at risk, and what part of that a repair undoes.
SELECT share_soon * (1 - late_effect_soon) + (1 - share_soon) * (1 - late_effect_after), repair_undoes
FROM assumption WHERE late_effect_soon IS NOT NULL AND late_effect_after IS NOT NULL
