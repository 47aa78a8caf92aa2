"""Measurements: how fast, how much on the wire, how much memory. Printed, never asserted."""
