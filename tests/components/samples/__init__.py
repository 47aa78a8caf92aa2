"""Reports with every shape of data that pages must bear: a usual city, none listed, many listed, real data of 2017."""

from tests.components.samples.attention import attention, calm
from tests.components.samples.cases import case, case_report, case_view
from tests.components.samples.effects import effect, effect_refused
from tests.components.samples.objectivity import no_signs, school_signs, signs
from tests.components.samples.orders import order_report
from tests.components.samples.partnership_reports import loads, partnership_report
from tests.components.samples.partnerships import no_proposals, proposals, proposals_of_a_school, registry
from tests.components.samples.records import approved, external, no_records, record_list, totals
from tests.components.samples.road_maps import no_road_map, road_map
from tests.components.samples.schools import card, grounds, results, school, school_with_means
from tests.components.samples.selections import SERIES, YEARS, method, publication, selection
from tests.components.samples.similar import similar, similar_masked, without_passport
from tests.components.samples.simulations import simulation
from tests.components.samples.territories import (
    city,
    city_for_a_school,
    city_without_listing,
    district,
    heat,
    index_rows,
    partner_places,
    plan,
    series,
)

__all__ = [
    "SERIES",
    "YEARS",
    "approved",
    "attention",
    "calm",
    "card",
    "case",
    "case_report",
    "case_view",
    "city",
    "city_for_a_school",
    "city_without_listing",
    "district",
    "effect",
    "effect_refused",
    "external",
    "grounds",
    "heat",
    "index_rows",
    "loads",
    "method",
    "no_proposals",
    "no_records",
    "no_road_map",
    "no_signs",
    "order_report",
    "partner_places",
    "partnership_report",
    "plan",
    "proposals",
    "proposals_of_a_school",
    "publication",
    "record_list",
    "registry",
    "results",
    "road_map",
    "school",
    "school_signs",
    "school_with_means",
    "selection",
    "series",
    "signs",
    "similar",
    "similar_masked",
    "simulation",
    "totals",
    "without_passport",
]
