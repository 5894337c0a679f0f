-- Of a unit of money paid, what goods are worth above it: as shown, at its low and at its high.
SELECT cs, cs_low, cs_high FROM assumption WHERE cs_basis = 'modelled'
