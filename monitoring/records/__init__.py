"""Records of carrying out the order: what is kept of plan, partnerships and a school's case, by kind and field.

One description of a kind serves its table, its form, its xlsx template and the checks of what is typed or imported.
"""
