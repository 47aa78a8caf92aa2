"""The audit of reading: what each request showed to whom, kept without slowing the pages down."""
