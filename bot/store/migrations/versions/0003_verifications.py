"""Who found which revision still true, and when. From here on a pack may say how long an as-of is good for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From the log of revisions and the vectors."""
    op.create_table(
        "verification",
        sa.Column("sequence", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, comment="the number of the revision that was verified"),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False, comment="ISO 8601 in UTC"),
        sa.Column("review_by", sa.Text, comment="the day to look again, in EDTF; NULL leaves it to the entry"),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="verification_in_order"),
        sa.ForeignKeyConstraint(
            ["scope", "entry_id", "revision"],
            ["revision.scope", "revision.entry_id", "revision.number"],
            name="verification_of_a_revision",
        ),
    )
