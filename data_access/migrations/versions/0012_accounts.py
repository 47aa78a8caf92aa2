"""Accounts and their sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False, comment="what is typed at sign-in, in small letters"),
        sa.Column("title", sa.String(length=200), nullable=False, comment="post and organisation, no person"),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("district_code", sa.String(length=32), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(length=16), nullable=True),
        sa.Column(
            "password_hash",
            sa.String(length=255),
            nullable=True,
            comment="argon2id; NULL where only the provider signs in",
        ),
        sa.Column("must_change", sa.Boolean(), nullable=False, comment="the password is a one-time one"),
        sa.Column(
            "one_time_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="after it a one-time password is worth nothing",
        ),
        sa.Column("failures", sa.Integer(), nullable=False, comment="wrong passwords since the last right one"),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True, comment="no attempt counts before it"),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lock_reason", sa.String(length=200), nullable=True),
        sa.Column(
            "issuer", sa.String(length=255), nullable=True, comment="OpenID Connect: who vouches for the subject"
        ),
        sa.Column("subject", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["district_code"], ["district.code"], name=op.f("fk_account_district_code")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_account_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_account_issuer_subject")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
    )
    op.create_table(
        "account_session",
        sa.Column(
            "token_sha256", sa.String(length=64), nullable=False, comment="the token itself stands in the cookie alone"
        ),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "end_reason", sa.String(length=16), nullable=True, comment="left, everywhere, role, locked, password"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_session_account_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_account_session")),
        comment="ended, never changed otherwise; rows older than the longest session are swept at sign-in",
    )
    op.create_index(op.f("ix_account_session_account_id"), "account_session", ["account_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_account_session_account_id"), table_name="account_session")
    op.drop_table("account_session")
    op.drop_table("account")
