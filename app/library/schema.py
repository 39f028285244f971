"""The names of the schema: its steps, and the tables in which the history takes part.

Every table of HISTORIED has its own integer primary key `key` and a shadow table
`<name>_was` made by `app.library.history.history`.
"""

APPLICATION_ID = 0x4F637456  # "OctV"
DATABASE = "library.db"
STEPS = (
    "m0001_papers",
    "m0002_search",
    "m0003_history",
    "m0004_triage",
    "m0005_bibliography",
    "m0006_signals",
    "m0007_mark_tags",
)
"""The names of the steps of `app.library.database.migrations`, in order."""

HISTORIED_FIRST = (
    "paper",
    "author",
    "identifier",
    "link",
    "tag",
    "provenance",
    "file",
    "note",
    "mark",
    "topic",
    "filing",
)
"""The tables that the history began with."""

HISTORIED_LATER = ("saved_search", "distinct_pair")
"""Those that triage brought."""

HISTORIED_LAST = ("detail",)
"""Those that bibliographies brought."""

HISTORIED_NEWEST = ("signal", "refusal")
"""Those that signals brought, and suggestions refused."""

HISTORIED = (
    *HISTORIED_FIRST,
    *HISTORIED_LATER,
    *HISTORIED_LAST,
    *HISTORIED_NEWEST,
)
"""In an order in which rows may be made; the reverse may remove them."""

PAPER_COLUMNS = {
    "paper": ("key",),
    "topic": (),
    "saved_search": (),
    "distinct_pair": ("paper", "other"),
}
"""Which columns of a historied table name papers, where it is not `paper` alone."""

STAMPS = frozenset({"changed_at"})
"""The columns that only tell when the others of their row were changed."""
