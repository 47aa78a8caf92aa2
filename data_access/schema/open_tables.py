"""Tables without row-level security, each with the reason. Every other table has its policies (migration 0013 on).

A new table stands here or is walled by its migration: ``tests/data/test_walls.py`` fails for one that is neither.
"""

_KEY = "a key of what other tables hold: names nobody's figures"
_EVERYBODY = "«name, kind, address, point of any school»: open to every viewer"
_AGGREGATE = "aggregates of city and districts, computed at publication from all schools: open to every viewer"
_VERSION = "which data version readers see and how it was made: asked before anybody is known"

_ACCOUNT = "accounts and sessions: read to find out who it is"

OPEN_TABLES: dict[str, str] = {
    "account": _ACCOUNT,
    "account_session": _ACCOUNT,
    "app_setting": "settings of the data, such as the demo city's today: nothing of schools",
    "assessment": _KEY,
    "benchmark": "shares of country, regions and municipalities from published collections: nothing of schools",
    "column_mapping": "how headings of files are called: nothing of schools",
    "context_fit": _AGGREGATE,
    "context_summary": _AGGREGATE,
    "current_publication": _VERSION,
    "district": _KEY,
    "district_summary": _AGGREGATE,
    "edition": _KEY,
    "effect_summary": _AGGREGATE,
    "group_summary": _AGGREGATE,
    # Also asked before anybody is known: beside real data there is no demo mode.
    "import_batch": "which files came, when, how many rows: nothing of what stands in them",
    "list_flow": _AGGREGATE,
    "method_overlap": _AGGREGATE,
    "method_version": _VERSION,
    "objectivity_summary": _AGGREGATE,
    # A hidden cell's row has to be read for the page to say that it is hidden: data_access.scope masks its figures.
    "procedure_summary": _AGGREGATE,
    "publication": _VERSION,
    "publication_edition": _KEY,
    "publication_method": _VERSION,
    "school": _EVERYBODY,
    "school_building": _EVERYBODY,
    "school_card": _EVERYBODY,
    "share_prior": _AGGREGATE,
    "territory_change": _AGGREGATE,
}
