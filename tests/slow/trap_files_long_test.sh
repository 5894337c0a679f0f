# Two thousand files of everything that goes wrong in files: see tests/engine/trap_files_test.c.
GW_TRAP_FILES=2000 exec "$GW_BUILD_DIR/tests/trap_files_test"
