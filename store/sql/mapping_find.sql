SELECT mapping FROM mapping WHERE header = $1
