"""What Alembic runs: the steps, on the connection and in the transaction that migrate() hands it."""

from __future__ import annotations

from alembic import context

from bot.store.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
