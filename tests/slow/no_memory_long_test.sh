# Every allocation in turn fails: see tests/faults/no_memory_test.c, which by itself takes a sample.
set -eu
GW_EACH=1 "$GW_BUILD_DIR/tests/no_memory_test"
