"""Briefings as files. ``content`` asks the queries of the pages as the viewer and gives the briefing as data;
``pictures`` draws its figures; ``pdf`` sets it. Further formats take the same ``Briefing``."""
