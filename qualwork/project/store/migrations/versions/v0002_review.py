"""The second version: fields of themes and quotations, what needs review after a revision, when a coding was made."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("theme", sa.Column("differs", sa.String(), nullable=False, server_default=sa.text("''")))
    op.add_column("theme_coding", sa.Column("cuts", sa.String(), nullable=False, server_default=sa.text("'[]'")))
    for table in ("memo", "screened_hit"):
        op.add_column(table, sa.Column("needs_review", sa.Boolean(), nullable=False, server_default=sa.text("0")))
    for name in ("source_name", "source_sha256"):
        op.add_column("revision", sa.Column(name, sa.String(), nullable=True))
    op.add_column("coding", sa.Column("at", sa.String(), nullable=True))
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("listed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
