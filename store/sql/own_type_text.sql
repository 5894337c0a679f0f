{{text}} AS {{name}}
