"""Assessments and what is known of them: results of schools, benchmarks, comparisons, distributions."""

from sqlalchemy import JSON, Column, Date, Float, Index, Integer, String, Table, UniqueConstraint

from data_access.schema.metadata import edition_key, lineage, metadata, percents, school_key

assessment = Table(
    "assessment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("procedure", String(8), nullable=False),
    Column("subject", String(24), nullable=False),
    Column("grade", Integer, nullable=False, comment="0 where not given"),
    Column("held_on", Date),
    Column("max_score", Integer),
    UniqueConstraint("year", "procedure", "subject", "grade"),
)

result = Table(
    "result",
    metadata,
    edition_key(),
    school_key(),
    Column("participants", Integer, comment="n; NULL where the source gives none"),
    *percents("pct_2", "pct_3", "pct_4", "pct_5"),
    *percents("below_minimum", "band_minimum_60", "band_61_80", "band_81_100"),
    Column("below_minimum_count", Integer),
    Column("count_80_99", Integer),
    Column("count_100", Integer),
    Column("mean_score", Float),
    Column("median_score", Float),
    Column("low_share", Float, comment="percent «2» or below minimum, derived at import; NULL if unknown"),
    *lineage(),
    Index(None, "school_id"),
)

benchmark = Table(
    "benchmark",
    metadata,
    edition_key(),
    Column("group_code", String(64), primary_key=True, comment="country, region or municipality code"),
    Column("level", String(16), nullable=False, comment="country, region, municipality"),
    Column("name", String(200), nullable=False),
    Column("schools", Integer),
    Column("participants", Integer),
    *percents("pct_2", "pct_3", "pct_4", "pct_5"),
)

mark_comparison = Table(
    "mark_comparison",
    metadata,
    edition_key(),
    school_key(),
    Column("participants", Integer, nullable=False),
    *percents("lowered_pct", "confirmed_pct", "raised_pct"),
    *(Column(name, Integer) for name in ("lowered_n", "confirmed_n", "raised_n")),
    *lineage(),
    Index(None, "school_id"),
)

score_distribution = Table(
    "score_distribution",
    metadata,
    edition_key(),
    school_key(),
    Column("participants", Integer, nullable=False),
    Column("shares", JSON, nullable=False, comment="percent at each primary score 0…maximum"),
    *lineage(),
    Index(None, "school_id"),
)
