"""Domain rules of the monitoring: pure functions over frames and dataclasses, no I/O, no framework."""
