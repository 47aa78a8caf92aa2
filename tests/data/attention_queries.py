"""Queries of the start panel and of the watch list, for the walk of access."""

from collections.abc import Callable
from datetime import date
from typing import Any

from data_access.queries import attention, attention_schools, attention_terms, recent_changes, watched
from data_access.viewer import Viewer
from monitoring.attention import Lack
from monitoring.reports.attention import Awaiting, Due, LackingSchool, MovedSchool, Unreviewed, WatchedSchool
from monitoring.reports.publication import Selection
from monitoring.school_quarters import quarter
from tests.data.access_world import DISTRICTS, World

DAY = date(2022, 10, 15)
"""The day that terms are judged by."""

ATTENTION: dict[str, Callable[[World, Viewer, Selection], Any]] = {
    "attention.attention": lambda w, v, s: attention.attention(w.connection, v, w.publication, s, DAY),
    "attention_schools.list_changes": lambda w, v, s: attention_schools.list_changes(
        w.connection, v, w.publication, s.method
    ),
    "attention_schools.needs": lambda w, v, s: attention_schools.needs(w.connection, v, w.publication, s.method, DAY),
    "attention_terms.awaiting": lambda w, v, s: attention_terms.awaiting(w.connection, v),
    "attention_terms.latest_reviews": lambda w, v, s: attention_terms.latest_reviews(
        w.connection, v, sorted(w.city.school.values())
    ),
    "attention_terms.overdue_count": lambda w, v, s: attention_terms.overdue_count(w.connection, v, DAY),
    "attention_terms.overdue_in_district": lambda w, v, s: [
        attention_terms.overdue_in_district(w.connection, v, DAY, code) for code in DISTRICTS
    ],
    "attention_terms.plan_terms": lambda w, v, s: attention_terms.plan_terms(w.connection, v, DAY),
    "attention_terms.school_terms": lambda w, v, s: attention_terms.school_terms(w.connection, v, DAY),
    "attention_terms.unreviewed": lambda w, v, s: attention_terms.unreviewed(w.connection, v, quarter(DAY)),
    "recent_changes.changed_kinds": lambda w, v, s: recent_changes.changed_kinds(w.connection, v, DAY),
    "watched.watched_schools": lambda w, v, s: watched.watched_schools(w.connection, v, w.publication, s, DAY),
    "watched.watched_since": lambda w, v, s: watched.watched_since(w.connection, v),
}


def attention_in_scope(item: Any, allowed: frozenset[int], viewer: Viewer) -> bool:
    """Whether a part of the panel keeps to the schools that the viewer may see; true of parts of other reports."""
    if isinstance(item, Awaiting):
        return bool(allowed & {item.mentee.id, item.mentor.id})
    if isinstance(item, Due):
        return item.school is None or item.school.id in allowed
    if isinstance(item, Unreviewed | MovedSchool | LackingSchool | WatchedSchool):
        return item.school.id in allowed
    if isinstance(item, Lack):
        return viewer.sees_all or item.district == viewer.district
    return True
