"""The audit of reading: who was shown, given or refused what. Changes of records stand in ``audit_entry``."""

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, String, Table

from data_access.schema.metadata import metadata

access_entry = Table(
    "access_entry",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("request", String(64), nullable=False, comment="its number, as in the log; «cli» for a command"),
    Column("viewer", String(64), comment="Viewer.code; NULL for who had not signed in and for commands"),
    Column("account_id", Integer, comment="no foreign key: the audit outlives whatever it names"),
    Column("action", String(16), nullable=False, comment="data_access.access_log.ACTIONS"),
    Column("what", String(200), nullable=False, comment="address without its query, or name of the command"),
    Column("school_id", Integer, comment="whose page or records"),
    Column("district_code", String(32)),
    Column("outcome", String(16), nullable=False, comment="data_access.access_log.OUTCOMES"),
    Column("publication_id", Integer, comment="the data version that was shown"),
    Index(None, "at"),
    Index(None, "school_id", "at"),
    comment="append-only: triggers refuse changes",
    info={"append_only": True},
)
