"""How the tables came to be what they are: a file per version, run by Alembic."""
