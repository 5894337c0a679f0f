INSERT INTO flow_next BY NAME
{{rows}}
