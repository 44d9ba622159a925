"""What a decision can be: one row a verb, with the phase it belongs to, the part of the method log, and its standing.

The log keeps the phrase. A log may hold phrases that are no row here, of a newer program: they stay text.
"""

from __future__ import annotations

from enum import Enum, StrEnum

_CODING = 2


class Part(Enum):
    """The table of the method log in which a verb is told."""

    NONE = 0
    CODEBOOK = 1
    TREE = 2
    BOTH = 3


class Standing(Enum):
    """What undo and erasure make of a verb."""

    PERSONAL = 0  # a person's own, so a target of undo
    HOUSEKEEPING = 1  # made by the program around a person's decision, so no target of undo
    FINAL = 2  # what it took away is gone, so no target of undo either
    FILLING = 3  # final too, and filler stands where the content was; other final ones put other names there


class Verb(StrEnum):
    """Every verb that is given to `Project.decide`, by its phrase; a new one is one row.

    `phase` is the usual one, which gives way to the phase that a project was opened with.
    """

    phase: int
    part: Part
    standing: Standing

    def __new__(
        cls, phrase: str, phase: int = _CODING, part: Part = Part.NONE, standing: Standing = Standing.PERSONAL
    ) -> Verb:
        """The member of a row; all but the phrase have a default."""
        verb = str.__new__(cls, phrase)
        verb._value_ = phrase
        verb.phase, verb.part, verb.standing = phase, part, standing
        return verb

    NEW_PROJECT = "new project", 1, Part.NONE, Standing.HOUSEKEEPING
    ADD_CODER = "add coder", 1, Part.NONE, Standing.HOUSEKEEPING
    CHANGE_PROJECT = "change project", 1
    UNDO = "undo"
    REDO = "redo"

    IMPORT_PROJECT = "import project", 1
    IMPORT_TRANSCRIPT = "import transcript", 1
    EDIT_TRANSCRIPT = "edit transcript", 1
    RENAME_TRANSCRIPT = "rename transcript", 1
    REMOVE_TRANSCRIPT = "remove transcript", 1
    DESCRIBE_TRANSCRIPT = "describe transcript", 1
    SET_SPEAKER = "set speaker", 1
    RENAME_PARTICIPANT = "rename participant", 1
    IMPORT_PARTICIPANTS = "import participants", 1
    RE_READ_TRANSCRIPT = "re-read transcript", 4
    REMOVE_AFTER_REVIEW = "remove after review", 4
    SETTLE_AFTER_REVIEW = "settle after review", 4

    ADD_CODE = "add code", 2, Part.CODEBOOK
    RENAME_CODE = "rename code", 2, Part.CODEBOOK
    DEFINE_CODE = "define code", 2, Part.CODEBOOK
    MOVE_CODE = "move code", 2, Part.CODEBOOK
    MERGE_CODES = "merge codes", 2, Part.CODEBOOK
    SPLIT_CODE = "split code", 2, Part.CODEBOOK
    DELETE_CODE = "delete code", 2, Part.CODEBOOK
    IMPORT_CODEBOOK = "import codebook", 2, Part.CODEBOOK

    APPLY_CODE = "apply code"
    APPLY_CODES = "apply codes"
    ADD_AND_APPLY_CODE = "add and apply code"
    AUTOCODE = "autocode"
    REMOVE_CODING = "remove coding"
    CHANGE_CODE_OF_CODING = "change code of coding"
    MOVE_EDGES_OF_CODING = "move edges of coding"

    ADD_MEMO = "add memo"
    CHANGE_MEMO = "change memo"
    RESOLVE_QUERY = "resolve query"
    REOPEN_QUERY = "reopen query"
    DELETE_MEMO = "delete memo"
    SET_TASK_ASIDE = "set task aside"
    TAKE_TASK_UP = "take task up"

    CHANGE_STOP_WORDS = "change stop words"
    ADD_FAMILY = "add family"
    ACCEPT_FORMS = "accept forms"
    REJECT_FORMS = "reject forms"
    DELETE_FAMILY = "delete family"
    SCREEN_HITS = "screen hits"
    SAVE_TABLE = "save table"
    DELETE_TABLE = "delete table"

    ADD_THEME = "add theme", 3, Part.TREE
    RENAME_THEME = "rename theme", 5, Part.TREE
    DEFINE_THEME = "define theme", 5, Part.TREE
    MOVE_THEME = "move theme", 3, Part.TREE
    MERGE_THEMES = "merge themes", 4, Part.TREE
    DELETE_THEME = "delete theme", 3, Part.TREE
    RELATE_THEMES = "relate themes", 3, Part.TREE
    UNRELATE_THEMES = "unrelate themes", 3, Part.TREE
    PROMOTE_CODE = "promote code", 3, Part.BOTH
    TURN_THEME_INTO_CODE = "turn theme into code", 3, Part.BOTH
    ORDER_THEMES = "order themes", 3
    ORDER_CODES = "order codes", 3
    ASSIGN_CODE = "assign code", 3
    UNASSIGN_CODE = "unassign code", 3
    MOVE_CODE_TO_THEME = "move code to theme", 3
    MARK_CODING = "mark coding", 4
    MOVE_EXTRACT = "move extract", 4
    TRIM_QUOTE = "trim quote", 6

    COPY_DRAFT = "copy draft", 3
    SHOW_DRAFT = "show draft", 3
    RENAME_DRAFT = "rename draft", 3
    DELETE_DRAFT = "delete draft", 3

    WITHDRAW_PARTICIPANT = "withdraw participant", 6, Part.NONE, Standing.FILLING
    ERASE_TRANSCRIPT = "erase transcript", 6, Part.NONE, Standing.FILLING
    ERASE_NAMES = "erase names", 6, Part.NONE, Standing.FINAL
    NOTE_ERASURES = "note erasures", 6, Part.NONE, Standing.HOUSEKEEPING


def told_in(part: Part) -> frozenset[Verb]:
    """The verbs that a table of the method log tells."""
    return frozenset(verb for verb in Verb if verb.part in (part, Part.BOTH))


def phase_of(verb: str) -> int:
    """The usual phase of a verb; coding where a phrase is no row."""
    return verb.phase if isinstance(verb, Verb) else _CODING


HOUSEKEEPING = frozenset(verb for verb in Verb if verb.standing is Standing.HOUSEKEEPING)
FILLING = frozenset(verb for verb in Verb if verb.standing is Standing.FILLING)
FINAL = FILLING | {verb for verb in Verb if verb.standing is Standing.FINAL}
# The only decisions that may say that something was erased.
ERASING = FINAL | {Verb.NOTE_ERASURES}
