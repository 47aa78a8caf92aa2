"""Districts, schools (one row an institution), their buildings and conditions, and settings kept in the database."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from data_access.schema.metadata import edition_key, lineage, metadata, school_key
from monitoring.indicators import INDICATORS

district = Table(
    "district",
    metadata,
    Column("code", String(32), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("name", String(64), nullable=False, unique=True),
)

school = Table(
    "school",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ogrn", String(13), unique=True, comment="ОГРН with a valid check digit, else NULL"),
    Column("inn", String(12), comment="ИНН, 10 digits"),
    Column("login", String(32), unique=True, comment="ФИС ОКО login, e.g. edu780123"),
    Column("number", String(16), comment="number in the name, e.g. 118"),
    Column("kind", String(16), nullable=False, comment="code of monitoring.school_kinds"),
    Column("name", String(300), nullable=False, comment="short name as shown"),
    Column("full_name", Text, nullable=False),
    Column("district_code", String(32), ForeignKey("district.code"), nullable=False),
    Column("address", Text),
    Column("lon", Float),
    Column("lat", Float),
    Column("synthetic", Boolean, nullable=False),
    Column("batch_id", Integer, ForeignKey("import_batch.id"), nullable=False, comment="first seen in"),
    Index(None, "inn"),
    Index(None, "district_code", "number"),
)

school_building = Table(
    "school_building",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("school_id", Integer, ForeignKey("school.id"), nullable=False, index=True),
    Column("address", Text, nullable=False),
    Column("municipality", String(120)),
    Column("note", Text),
)

school_year = Table(
    "school_year",
    metadata,
    edition_key(),
    school_key(),
    *(Column(code, Float, comment=indicator.name) for code, indicator in INDICATORS.items()),
    *lineage(),
    comment="social passport of one school year; the year stands in the edition",
)

app_setting = Table(
    "app_setting",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    comment="what belongs to the data rather than to the machine, e.g. the demo city's «сегодня»",
)
