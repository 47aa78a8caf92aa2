"""All kinds of records by their code."""

from monitoring.records import school_case, support, work
from monitoring.records.kind import Kind

KINDS: dict[str, Kind] = {
    # Kinds that others refer to stand before them: the order in which tables are made.
    kind.code: kind
    for kind in (*support.KINDS, *school_case.KINDS, *work.KINDS)
}
