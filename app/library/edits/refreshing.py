"""Set the fields of papers to what sources say, but for those the user wrote."""

from datetime import datetime

from app.domain.edit import RefreshPapers
from app.library.driver import Connection
from app.library.edits import signals
from app.library.edits.editing import edited_fields, set_field
from app.library.edits.filing import key_of


def refresh_papers(connection: Connection, edit: RefreshPapers, now: datetime) -> None:
    """Set each field that the user has not edited, and keep the numbers told.

    Raises:
        InvalidInput: a title is empty, or a year is none.
        NotFound: one of the papers is not there.
    """
    for change in edit.changes:
        assert change.field in change.value.names(), change.field
        key = key_of(connection, change.paper_id)
        if change.field not in edited_fields(connection, key):
            set_field(connection, key, change.field, change.value)
    signals.refresh(connection, edit.signals, now)
