"""Holds that ended before the leg failed are at least so long."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; for filmed holds it follows from why the clock stopped."""
    at_least = sa.Column("at_least", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("holds", at_least)
    holds = sa.table(
        "holds", sa.column("key"), sa.column("document", sa.JSON), sa.column("at_least")
    )
    db = op.get_bind()
    for key, document in db.execute(sa.select(holds.c.key, holds.c.document)).all():
        if document.get("reason", "thigh") != "thigh":
            db.execute(sa.update(holds).where(holds.c.key == key).values(at_least=sa.true()))
