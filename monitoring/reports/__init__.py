"""What a page states, as frozen dataclasses: queries return them, layouts show them.

Shares are percents 0–100; ``year`` is the calendar year in which the school year ends; ``None`` means not known or
not applicable; ``district`` is a district's code. A field that the viewer may not see is absent from the report,
never merely hidden by the page.
"""
