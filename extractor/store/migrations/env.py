"""Run the migrations on the connection that `versions.upgrade` hands over, in its transaction (Alembic loads this file)."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table=context.config.attributes["version_table"])
context.run_migrations()
