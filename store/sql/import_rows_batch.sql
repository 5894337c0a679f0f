(SELECT day, paid FROM exchange WHERE batch = {{batch}}) AS kept
