upper({{text}}) AS {{name}}
