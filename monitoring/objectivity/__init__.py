"""Objectivity of results: signs that results are worth checking. A sign is evidence, never a verdict.

Each kind of sign compares a school with what the city's own spread lets expect of it (``spread``) and is computed for
a school and year over all its works of the kind together: one test instead of ten, and a school whose results are
raised raises more than one of them.
"""
