"""A full-text index over the clauses, kept up to date by the database itself."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

SQLITE = (
    # The words lie in the table of clauses only; the index points there. Porter's stemmer knows English, as PostgreSQL's does.
    """CREATE VIRTUAL TABLE clause_words USING fts5(
        heading, text, content='clause', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    "INSERT INTO clause_words(clause_words) VALUES ('rebuild')",
    """CREATE TRIGGER clause_words_in AFTER INSERT ON clause BEGIN
        INSERT INTO clause_words(rowid, heading, text) VALUES (new.id, new.heading, new.text); END""",
    """CREATE TRIGGER clause_words_out AFTER DELETE ON clause BEGIN
        INSERT INTO clause_words(clause_words, rowid, heading, text) VALUES ('delete', old.id, old.heading, old.text); END""",
    """CREATE TRIGGER clause_words_new AFTER UPDATE ON clause BEGIN
        INSERT INTO clause_words(clause_words, rowid, heading, text) VALUES ('delete', old.id, old.heading, old.text);
        INSERT INTO clause_words(rowid, heading, text) VALUES (new.id, new.heading, new.text); END""",
)
POSTGRESQL = (
    # A tsvector has room for a megabyte; a clause of more than 100,000 characters is a document without structure, indexed as far.
    """ALTER TABLE clause ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', left(coalesce(heading, ''), 10000)), 'A') ||
        setweight(to_tsvector('english', left(text, 100000)), 'B')) STORED""",
    "CREATE INDEX clause_words ON clause USING gin (words)",
)


def upgrade() -> None:
    """Make the index and fill it."""
    for statement in SQLITE if op.get_context().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
