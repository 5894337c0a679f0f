-- Said once on every connection: no answer depends on the time zone of the machine.
SET TimeZone = 'UTC'
