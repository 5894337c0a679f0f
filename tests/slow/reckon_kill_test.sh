# See tests/faults/reckon_kill.sh; `tests/faults/reckon_kill.sh 50` takes longer.
exec "$GW_SOURCE_DIR/tests/faults/reckon_kill.sh" 12
