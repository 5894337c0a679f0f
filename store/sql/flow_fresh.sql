INSERT INTO flow_fresh BY NAME
{{rows}}
