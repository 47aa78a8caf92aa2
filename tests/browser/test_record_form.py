"""The form of a record in a real browser: КО sets an item of the plan done with evidence and a file."""
