"""A briefing as XLSX: every table and the data of every figure, typed, a sheet each."""
