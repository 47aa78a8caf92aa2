"""Publications (data versions) and the summaries computed for them.

Readers see one publication at a time. Everything that a page reads beside single results stands here, computed
once at publication: a page reads rows in proportion to what it shows.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from data_access.schema.metadata import metadata, percents, school_key


def _publication_key() -> Column[int]:
    return Column("publication_id", Integer, ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True)


def _mask(name: str = "mask") -> Column[str]:
    return Column(name, String(16), comment="monitoring.masking.Reason by data_access.scope; NULL where open to all")


publication = Table(
    "publication",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("previous_id", Integer, ForeignKey("publication.id")),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("synthetic", Boolean, nullable=False),
    Column("today", Date, nullable=False, comment="the day the publication speaks of"),
    Column("schools", Integer, nullable=False),
    Column("results", Integer, nullable=False),
    Column("sources", JSON, nullable=False, comment="list of source texts"),
    Column("actor", String(64), comment="code of who published (Viewer.code); NULL: by a command or before 0015"),
    Column("undone_at", DateTime(timezone=True)),
    Column("undone_by", String(64), comment="code of who undid it (Viewer.code); NULL: by a command"),
)

current_publication = Table(
    "current_publication",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("publication_id", Integer, ForeignKey("publication.id"), nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    comment="the one row that switches all readers",
)

publication_edition = Table(
    "publication_edition",
    metadata,
    _publication_key(),
    Column("edition_id", Integer, ForeignKey("edition.id"), primary_key=True),
    Index(None, "edition_id"),
)

method_version = Table(
    "method_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(12), nullable=False),
    Column("document", Text, nullable=False, comment="the TOML record as applied"),
    UniqueConstraint("code", "digest"),
)

publication_method = Table(
    "publication_method",
    metadata,
    _publication_key(),
    Column("method_version_id", Integer, ForeignKey("method_version.id"), primary_key=True),
)

school_card = Table(
    "school_card",
    metadata,
    _publication_key(),
    school_key(),
    Column("position", Integer, nullable=False, comment="place in the alphabetical order of names, numbers by value"),
    Column("is_school", Boolean, nullable=False, comment="of general education by kind, or with any result"),
    Column("name", String(300), nullable=False),
    Column("full_name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("number", String(16)),
    Column("district_code", String(32), nullable=False),
    Column("address", Text),
    Column("lon", Float),
    Column("lat", Float),
    Column("ogrn", String(13)),
    Index(None, "publication_id", "district_code"),
)

listing = Table(
    "listing",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    school_key(),
    Column("status", String(12), nullable=False, comment="listed, entered, returned, stayed, left"),
    Column("years_listed", Integer, nullable=False),
    Column("grounds", JSON, nullable=False, comment="list of monitoring.identification.Ground; empty if left"),
    Index(None, "school_id"),
)

district_summary = Table(
    "district_summary",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("district_code", String(32), primary_key=True, comment="district, or city"),
    Column("schools", Integer, nullable=False, comment="cards with is_school"),
    Column("assessed", Integer, nullable=False, comment="with a result that counts for the rule"),
    Column("listed", Integer, nullable=False),
    Column("entered", Integer, comment="NULL where there is no former listing; returned ones included"),
    Column("left_list", Integer),
    Column("sure", Integer, comment="of the listed, by probability: monitoring.confidence; NULL where none is known"),
    Column("border", Integer),
    Column("chance", Integer),
    Column("at_risk", Integer, comment="assessed, not listed, probability of the zone of risk"),
)

procedure_summary = Table(
    "procedure_summary",
    metadata,
    _publication_key(),
    Column("assessment_id", Integer, ForeignKey("assessment.id"), primary_key=True),
    Column("district_code", String(32), primary_key=True, comment="district, or city"),
    Column("schools", Integer, nullable=False, comment="with participants, behind the shares"),
    Column("participants", Integer, nullable=False, comment="Σ n behind the shares"),
    *percents("low_share", "pct_2", "pct_3", "pct_4", "pct_5"),
    Column("mean_score", Float, comment="weighted by participants; plain mean of schools where n is unknown"),
    Column("mean_schools", Integer, nullable=False, comment="schools with a mean score"),
    _mask(),
)

context_summary = Table(
    "context_summary",
    metadata,
    _publication_key(),
    Column("year", Integer, primary_key=True),
    Column("indicator", String(32), primary_key=True, comment="code of monitoring.indicators"),
    Column("value", Float, nullable=False, comment="of the city: percents weighted by pupils, else mean of schools"),
    Column("schools", Integer, nullable=False, comment="schools behind the value"),
)

school_summary = Table(
    "school_summary",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    school_key(),
    Column(
        "counted",
        Integer,
        nullable=False,
        comment="results of the method's procedures in the year that count",
    ),
    Column("low", Integer, nullable=False, comment="of them low"),
    Column("low_share", Float, comment="percent, weighted by participants over the counted ones"),
    Column("participants", Integer, nullable=False, comment="Σ n over the counted ones"),
    Column("assessed", Boolean, nullable=False, comment="a listing was made and the rule had a result that counts"),
    Column("probability", Float, comment="0…1, of truly meeting the rule; NULL unless assessed"),
    Index(None, "school_id"),
)

effect_summary = Table(
    "effect_summary",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("document", JSON, nullable=False, comment="monitoring.support_effect.SupportEffect without its schools"),
)

school_effect = Table(
    "school_effect",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    school_key(),
    Column("start", Integer, nullable=False, comment="list year after which support began"),
    Column("before", Float, nullable=False, comment="low share of the two years of selection, percent"),
    Column("after", Float, nullable=False, comment="mean of the years after, percent"),
    Column("expected", Float, nullable=False, comment="the same without support, percent"),
    Column("years_after", Integer, nullable=False),
    Index(None, "school_id"),
)

school_evidence = Table(
    "school_evidence",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    school_key(),
    Column("document", JSON, nullable=False, comment="data_access.looked_at: what a rule against other schools saw"),
    Index(None, "school_id"),
)

school_group = Table(
    "school_group",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    school_key(),
    Column("group_code", String(16), primary_key=True, comment="monitoring.groups; «other» has no rows"),
    Index(None, "school_id"),
)

group_summary = Table(
    "group_summary",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("district_code", String(32), primary_key=True, comment="district, or city"),
    Column("group_code", String(16), primary_key=True, comment="monitoring.groups; those that could be told"),
    Column("schools", Integer, nullable=False),
)

method_overlap = Table(
    "method_overlap",
    metadata,
    _publication_key(),
    Column("year", Integer, primary_key=True),
    Column("first", String(32), primary_key=True, comment="method"),
    Column("second", String(32), primary_key=True, comment="method"),
    Column("both", Integer, nullable=False, comment="schools of the city in both lists"),
    Column("only_first", Integer, nullable=False),
    Column("only_second", Integer, nullable=False),
    comment="pairs of methods that both have a list of the year",
)

objectivity_sign = Table(
    "objectivity_sign",
    metadata,
    _publication_key(),
    school_key(),
    Column("year", Integer, primary_key=True),
    Column("kind", String(8), primary_key=True, comment="code of monitoring.objectivity.signs"),
    Column("value", Float, nullable=False, comment="percent; meaning by kind: monitoring.objectivity.signs.Sign"),
    Column("reference", Float, nullable=False, comment="what is expected instead, percent"),
    Column("n", Integer, nullable=False, comment="participants behind the value"),
    Column("tail", Float, nullable=False, comment="probability of a value so far off or farther, 0…1"),
    Column("low", Float, nullable=False, comment="usual values of the city's schools, percent, from"),
    Column("high", Float, nullable=False, comment="and to"),
    Column("other", Float, comment="a second share of the school, percent"),
    Column("other_reference", Float, comment="and that of the city"),
    Column("approximate", Boolean, nullable=False),
    Column("works", JSON, nullable=False, comment="list of procedure, subject, grade, year behind the value"),
    Column("before", JSON, nullable=False, comment="the same behind the expectation"),
    Index(None, "school_id"),
)

objectivity_summary = Table(
    "objectivity_summary",
    metadata,
    _publication_key(),
    Column("year", Integer, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("schools", Integer, nullable=False, comment="schools of the city that the kind was computed for"),
)

share_prior = Table(
    "share_prior",
    metadata,
    _publication_key(),
    Column("assessment_id", Integer, ForeignKey("assessment.id"), primary_key=True),
    Column("shape", String(16), nullable=False, comment="beta, logit-normal: monitoring.share_priors"),
    Column("first", Float, nullable=False, comment="mean (a share) of beta, centre (logits) of logit-normal"),
    Column("second", Float, nullable=False, comment="precision of beta, spread of logit-normal"),
    Column("schools", Integer, nullable=False, comment="schools behind it"),
    comment="how the true shares of all schools of an assessment are spread",
)

similar_schools = Table(
    "similar_schools",
    metadata,
    _publication_key(),
    Column("year", Integer, primary_key=True),
    school_key(),
    Column("passport_year", Integer, nullable=False, comment="year of the social passport compared by"),
    Column("neighbours", JSON, nullable=False, comment="ids of the similar schools, the nearest first"),
    Column("means", JSON, nullable=False, comment="by indicator: mean of the similar schools, schools behind it"),
    Index(None, "school_id"),
)

context_fit = Table(
    "context_fit",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("schools", Integer, nullable=False, comment="with a counting result"),
    Column("city_share", Float, nullable=False, comment="low share of all of them, percent, weighted by participants"),
    Column("participants", Integer, nullable=False, comment="Σ n behind it"),
    Column("regressed", Integer, nullable=False, comment="schools that the expectation rests on"),
    Column("refused", String(16), comment="why no expectation is stated; NULL where one is"),
    Column("explained", Float, comment="0…1, variance between schools that conditions take away"),
    _mask(),
)

school_context = Table(
    "school_context",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    school_key(),
    Column("similar_share", Float, comment="low share of the similar schools, percent, weighted by participants"),
    Column("similar_schools", Integer, nullable=False, comment="of them with a counting result"),
    Column("similar_participants", Integer, nullable=False, comment="Σ n behind it"),
    Column("expected", Float, comment="low share to be expected in the school's conditions, percent"),
    Column("difference", Float, comment="observed less expected, percentage points"),
    Column("difference_low", Float, comment="95 % interval of the difference"),
    Column("difference_high", Float),
    Column("reason", String(16), comment="why no expectation is stated; NULL where one is"),
    Index(None, "school_id"),
)

school_change = Table(
    "school_change",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    school_key(),
    Column("before", Float, nullable=False, comment="mean of the earlier years, percent"),
    Column("after", Float, nullable=False, comment="of the year, percent"),
    Column("city", Float, nullable=False, comment="what the difficulty of the years adds, percentage points"),
    Column("change", Float, nullable=False, comment="after − before − city, with its 95 % interval"),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("participants", Integer, nullable=False, comment="of the year"),
    Column("first_year", Integer, nullable=False, comment="the first of the earlier years"),
    Column("earlier", Integer, nullable=False, comment="how many there are"),
    Column("spread", Float, nullable=False, comment="variance between cohorts beyond sampling, logits²; the method's"),
    Index(None, "school_id"),
    comment="monitoring.share_changes over the method's procedures together",
)

list_flow = Table(
    "list_flow",
    metadata,
    _publication_key(),
    Column("method", String(32), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("district_code", String(32), primary_key=True, comment="district, or city"),
    Column("returned", Integer, nullable=False, comment="of the entered those listed before"),
    Column("listed_once", Integer, nullable=False, comment="listed ones by the number of lists up to this one"),
    Column("listed_twice", Integer, nullable=False),
    Column("listed_more", Integer, nullable=False),
    Column("left_compared", Integer, nullable=False, comment="left the list, with a change"),
    Column("left_fell", Integer, nullable=False, comment="of them the share fell distinguishably"),
    Column("compared", Integer, nullable=False, comment="all schools with a change"),
    Column("fell", Integer, nullable=False),
    Column("grew", Integer, nullable=False),
    _mask("left_mask"),
    _mask(),
)

territory_change = Table(
    "territory_change",
    metadata,
    _publication_key(),
    Column("assessment_id", Integer, ForeignKey("assessment.id"), primary_key=True),
    Column("district_code", String(32), primary_key=True, comment="district, or city"),
    Column("schools", Integer, nullable=False),
    Column("change", Float, comment="against the earlier years, percentage points; NULL without any"),
    Column("low", Float, comment="NULL with few schools"),
    Column("high", Float),
    Column("first_year", Integer),
    Column("apart", Float, comment="distance from the city, percentage points"),
    Column("apart_low", Float),
    Column("apart_high", Float),
    _mask(),
    _mask("city_mask"),
    comment="monitoring.territory_changes",
)
