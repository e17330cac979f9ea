"""How the tables came to be what they are: one module for each version in `versions`, run in order by Alembic."""
