"""What curators are writing, so that it outlives a restart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """From revisions, vectors and verifications."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False, comment="ISO 8601 in UTC"),
        sa.Column("looked_at", sa.Text, nullable=False, comment="the revision that it began from; empty if new"),
        sa.Column("typed", sa.Text, nullable=False, comment="what was typed, as JSON"),
        sa.PrimaryKeyConstraint("id", name="draft_once"),
    )
