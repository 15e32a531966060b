"""What the sentence encoder made of the base's texts, so that no start works it out again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """From the log of revisions alone."""
    op.create_table(
        "vector",
        sa.Column("encoder", sa.Text, nullable=False, comment="which model made it, by its content"),
        sa.Column("digest", sa.Text, nullable=False, comment="SHA-256 of the text, in hexadecimal"),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("encoder", "digest", name="vector_once"),
    )
