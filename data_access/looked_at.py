"""What a rule that compares a school with others saw of it: a document for each school and year of a publication.

For a rule of shares nothing is stored: a school's own results tell it all.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from data_access.summaries import MethodOutcome
from monitoring import conditions, grounds, quartile_list
from monitoring.clusters import Cluster
from monitoring.grounds import ConditionsGround, Ground
from monitoring.method_profiles import ConditionsProfile, QuartileProfile

Row = dict[str, Any]


def rows(found: MethodOutcome) -> list[Row]:
    """Rows of ``school_evidence``; none for a rule of shares."""
    profile, seen = found.profile, found.applied.looked_at
    documents: dict[tuple[int, int], Row] = {}
    if seen is None:
        return []
    keys = list(zip(seen["year"].tolist(), seen["school_id"].tolist(), strict=True))
    if isinstance(profile, ConditionsProfile):
        for key, ground in zip(keys, conditions.grounds_of(seen, profile), strict=True):
            documents[key] = ground.as_dict()
    elif isinstance(profile, QuartileProfile):
        of_school: dict[tuple[int, int], list[Ground]] = defaultdict(list)
        for key, result in zip(keys, quartile_list.grounds_of(seen, profile), strict=True):
            of_school[key].append(result)
        documents = {key: _packed(results) for key, results in of_school.items()}
    return [
        {"method": profile.code, "year": year, "school_id": school, "document": document}
        for (year, school), document in sorted(documents.items())
    ]


def _packed(results: list[Ground]) -> Row:
    """Every result of the city is stored once more here, so without the names of the fields."""
    clusters = list(dict.fromkeys(result.cluster for result in results if result.cluster is not None))
    return {
        "rule": "quartile",
        "clusters": [[item.programme, item.level, item.levels, item.schools] for item in clusters],
        "results": [
            [item.procedure, item.subject, item.grade, item.year, item.value, item.threshold, item.n,
             None if item.cluster is None else clusters.index(item.cluster)]
            for item in results
        ],
    }  # fmt: skip


def read(document: Mapping[str, Any]) -> tuple[Ground, ...] | ConditionsGround:
    """What ``rows`` stored of one school."""
    if document["rule"] == "index":
        found = grounds.read(dict(document))
        assert isinstance(found, ConditionsGround)
        return found
    clusters = [Cluster(*item) for item in document["clusters"]]
    names = ("procedure", "subject", "grade", "year", "value", "threshold", "n")
    return tuple(
        Ground(
            rule="quartile",
            cluster=None if place is None else clusters[place],
            **dict(zip(names, values, strict=True)),
        )
        for *values, place in document["results"]
    )
