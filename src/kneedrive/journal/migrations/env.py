"""Alembic's entry: runs the migrations in the transaction that `journal.migrate` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
