"""The synthetic demo city: a deterministic generator, its files in the operators' formats, and its import."""
