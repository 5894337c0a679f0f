nullif(trim({{column}}), '') AS {{name}}_text
