"""Tables of the monitoring database, by topic. Keys are stable codes, not positions."""

from data_access.schema.assessments import (
    assessment,
    benchmark,
    mark_comparison,
    result,
    score_distribution,
)
from data_access.schema.imports import edition, import_batch, login_proposal, quarantine
from data_access.schema.metadata import metadata
from data_access.schema.publications import (
    context_summary,
    current_publication,
    district_summary,
    effect_summary,
    list_flow,
    listing,
    method_version,
    procedure_summary,
    publication,
    publication_edition,
    publication_method,
    school_card,
    school_change,
    school_effect,
    school_summary,
    territory_change,
)
from data_access.schema.schools import app_setting, district, school, school_building, school_year
from data_access.schema.support import partnership, plan_item, plan_progress

__all__ = [
    "app_setting",
    "assessment",
    "benchmark",
    "context_summary",
    "current_publication",
    "district",
    "district_summary",
    "edition",
    "effect_summary",
    "import_batch",
    "list_flow",
    "listing",
    "login_proposal",
    "mark_comparison",
    "metadata",
    "method_version",
    "partnership",
    "plan_item",
    "plan_progress",
    "procedure_summary",
    "publication",
    "publication_edition",
    "publication_method",
    "quarantine",
    "result",
    "school",
    "school_building",
    "school_card",
    "school_change",
    "school_effect",
    "school_summary",
    "school_year",
    "score_distribution",
    "territory_change",
]
