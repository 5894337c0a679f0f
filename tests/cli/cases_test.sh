# All cases of the program, each in a folder of its own.
exec "$GW_SOURCE_DIR/tests/cli/run"
