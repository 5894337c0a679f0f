# See tests/faults/import_kill.sh; `tests/faults/import_kill.sh 50` takes longer.
exec "$GW_SOURCE_DIR/tests/faults/import_kill.sh" 12
