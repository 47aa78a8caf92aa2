"""Accounts (учётные записи) and the sessions opened under them. No person is named: an account belongs to a post."""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from data_access.schema.metadata import metadata

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True, comment="what is typed at sign-in, in small letters"),
    Column("title", String(200), nullable=False, comment="post and organisation, no person"),
    Column("role", String(16), nullable=False),
    Column("district_code", String(32), ForeignKey("district.code")),
    Column("school_id", Integer, ForeignKey("school.id")),
    Column("organisation", String(16)),
    Column("password_hash", String(255), comment="argon2id; NULL where only the provider signs in"),
    Column("must_change", Boolean, nullable=False, comment="the password is a one-time one"),
    Column("one_time_until", DateTime(timezone=True), comment="after it a one-time password is worth nothing"),
    Column("failures", Integer, nullable=False, comment="wrong passwords since the last right one"),
    Column("not_before", DateTime(timezone=True), comment="no attempt counts before it"),
    Column("locked_at", DateTime(timezone=True)),
    Column("lock_reason", String(200)),
    Column("issuer", String(255), comment="OpenID Connect: who vouches for the subject"),
    Column("subject", String(255)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("signed_in_at", DateTime(timezone=True)),
    UniqueConstraint("issuer", "subject"),
)

account_session = Table(
    "account_session",
    metadata,
    Column("token_sha256", String(64), primary_key=True, comment="the token itself stands in the cookie alone"),
    Column("account_id", Integer, ForeignKey("account.id"), nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("end_reason", String(16), comment="left, everywhere, role, locked, password"),
    Index(None, "account_id"),
    comment="ended, never changed otherwise; rows older than the longest session are swept at sign-in",
)
