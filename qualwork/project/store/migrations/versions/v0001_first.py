"""The first version of the project file."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.String()


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("entity", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=True),
        sa.Column("before", TEXT, nullable=True),
        sa.Column("after", TEXT, nullable=True),
        sa.Column("salt", TEXT, nullable=True),
        sa.Column("digest", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("change_row", "change", ["entity", "key"])
    op.create_index("ix_change_decision", "change", ["decision"])

    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("definition", TEXT, nullable=False),
        sa.Column("use_when", TEXT, nullable=False),
        sa.Column("use_not", TEXT, nullable=False),
        sa.Column("colour", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_code_parent_id", "code", ["parent_id"])

    op.create_table(
        "coder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", TEXT, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("colour", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "content",
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("packing", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("coder", TEXT, nullable=False),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("verb", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=True),
        sa.Column("label_salt", TEXT, nullable=True),
        sa.Column("label_digest", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=True),
        sa.Column("why_salt", TEXT, nullable=True),
        sa.Column("why_digest", TEXT, nullable=False),
        sa.Column("batch", TEXT, nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("redoes", sa.Integer(), nullable=True),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("changes_digest", TEXT, nullable=False),
        sa.Column("previous", TEXT, nullable=False),
        sa.Column("hash", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("decision_undoes", "decision", ["undoes"], sqlite_where=sa.text("undoes IS NOT NULL"))
    op.create_index("ix_decision_batch", "decision", ["batch"])

    op.create_table(
        "open_decision", sa.Column("number", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("number")
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", TEXT, nullable=True),
        sa.Column("pseudonym", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pseudonym"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "place",
        sa.Column("coder", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("coder", "name"),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("research_question", TEXT, nullable=False),
        sa.Column("approach", TEXT, nullable=False),
        sa.Column("orientation", TEXT, nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("settings", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "saved_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("configuration", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "term_family",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "theme_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "transcript",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source_name", TEXT, nullable=False),
        sa.Column("source_sha256", TEXT, nullable=False),
        sa.Column("format", TEXT, nullable=False),
        sa.Column("encoding", TEXT, nullable=True),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("title"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_transcript_source_sha256", "transcript", ["source_sha256"])

    op.create_table(
        "word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "family_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["family_id"], ["term_family.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("family_id", "form"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "participant_attribute",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"]),
        sa.PrimaryKeyConstraint("participant_id", "name"),
    )
    op.create_table(
        "reading_place",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("coder", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("furthest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("transcript_id", "coder"),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_sha256", TEXT, nullable=False),
        sa.Column("turns_sha256", TEXT, nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("transcript_id", "number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task", TEXT, nullable=False),
        sa.Column("thing_kind", TEXT, nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"]),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("transcript_id", "label"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_speaker_participant_id", "speaker", ["participant_id"])

    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", TEXT, nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("essence", TEXT, nullable=False),
        sa.Column("scope_in", TEXT, nullable=False),
        sa.Column("scope_out", TEXT, nullable=False),
        sa.Column("story", TEXT, nullable=False),
        sa.Column("narrative", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("colour", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_code_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["theme_draft.id"]),
        sa.ForeignKeyConstraint(["from_code_id"], ["code.id"]),
        sa.ForeignKeyConstraint(["parent_id"], ["theme.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_theme_from_code_id", "theme", ["from_code_id"])
    op.create_index("ix_theme_parent_id", "theme", ["parent_id"])

    op.create_table(
        "transcript_attribute",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"]),
        sa.PrimaryKeyConstraint("transcript_id", "name"),
    )
    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", TEXT, nullable=True),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("extract_hash", TEXT, nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("needs_review", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"]),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code_id", "revision_id", "start", "end", "coder_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coding_revision_id", "coding", ["revision_id"])

    op.create_table(
        "memo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("thing_kind", TEXT, nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("memo_thing", "memo", ["thing_kind", "thing_id"])

    op.create_table(
        "screened_hit",
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"]),
        sa.ForeignKeyConstraint(["family_id"], ["term_family.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"]),
        sa.PrimaryKeyConstraint("family_id", "revision_id", "start", "end"),
    )
    op.create_index("ix_screened_hit_revision_id", "screened_hit", ["revision_id"])

    op.create_table(
        "theme_code",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"]),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"]),
        sa.PrimaryKeyConstraint("theme_id", "code_id"),
    )
    op.create_index("ix_theme_code_code_id", "theme_code", ["code_id"])

    op.create_table(
        "theme_relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["theme.id"]),
        sa.ForeignKeyConstraint(["target_id"], ["theme.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source_id", "target_id", "kind"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_theme_relation_target_id", "theme_relation", ["target_id"])

    op.create_table(
        "word_block",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("ids", sa.LargeBinary(), nullable=False),
        sa.Column("starts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision_id"),
    )
    op.create_table(
        "word_count",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("ids", sa.LargeBinary(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision_id", "label"),
    )
    op.create_table(
        "theme_coding",
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.Integer(), nullable=False),
        sa.Column("mark", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"]),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"]),
        sa.PrimaryKeyConstraint("theme_id", "coding_id"),
    )
    op.create_index("ix_theme_coding_coding_id", "theme_coding", ["coding_id"])
