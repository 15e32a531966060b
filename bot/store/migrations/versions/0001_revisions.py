"""The log of revisions, the packs it was synced from, and the counter that puts it in order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """From nothing."""
    _revisions()
    op.create_table(
        "pack",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False, comment="the pack as JSON, without its entries"),
        sa.PrimaryKeyConstraint("id", name="pack_once"),
    )
    counter = op.create_table(
        "counter",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="counter_once"),
        sa.CheckConstraint("id = 1", name="counter_has_one_row"),
    )
    op.bulk_insert(counter, [{"id": 1, "value": 0}])


def _revisions() -> None:
    op.create_table(
        "revision",
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("follows", sa.Integer, comment="the number before; NULL for the first"),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, comment="the entry as JSON; NULL when retired"),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False, comment="ISO 8601 in UTC"),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("scope", "entry_id", "number", name="revision_once"),
        sa.UniqueConstraint("sequence", name="revision_in_order"),
        sa.ForeignKeyConstraint(
            ["scope", "entry_id", "follows"],
            ["revision.scope", "revision.entry_id", "revision.number"],
            name="revision_without_gaps",
        ),
        sa.CheckConstraint("number = coalesce(follows, 0) + 1", name="revision_follows"),
        sa.CheckConstraint("number > 0", name="revision_counts_from_one"),
    )
