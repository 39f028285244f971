"""Keep searches under a name."""

from collections.abc import Iterable

from app.domain.edit import AddSearch, ChangeSearch, DeleteSearch
from app.domain.errors import Conflict, InvalidInput, NotFound
from app.domain.paper import NamedSearch, new_id
from app.domain.query import SavedSearch, SearchId
from app.domain.wanted import Filter, Key
from app.formats.queries.language import parse, quoted
from app.library.driver import Connection
from app.library.folding import fold, storable

_SEARCHES = "select uuid, name, text from saved_search order by position, key"
_ADD = """
    insert into saved_search(uuid, name, text, position)
    values (?, ?, ?, (select coalesce(max(position), 0) + 1 from saved_search))
"""
_RENAME = "update saved_search set name = ? where uuid = ? and name <> ?"
_REWRITE = "update saved_search set text = ? where uuid = ? and text <> ?"
_LONGEST_NAME = 200


def searches(connection: Connection) -> tuple[SavedSearch, ...]:
    """Return the saved searches by name."""
    found = (
        SavedSearch(id=SearchId(uuid), name=name, text=text)
        for uuid, name, text in connection.execute(_SEARCHES)
    )
    return tuple(sorted(found, key=lambda search: (fold(search.name), search.name)))


def add_search(connection: Connection, edit: AddSearch) -> str:
    """Save a search; the label is returned.

    Raises:
        InvalidInput: the name or the search is empty.
        Conflict: the name is another's.
    """
    name, text = _name(edit.name), _text(edit.text)
    _refuse_twin(connection, name, None)
    connection.execute(_ADD, (new_id(), name, text))
    return f"Saved the search {name}"


def take_searches(connection: Connection, told: Iterable[NamedSearch]) -> None:
    """Save searches of another library, in its order.

    One whose name is another search's here gets a number, also where others name it.
    """
    used = {search.name.casefold() for search in searches(connection)}
    renamed: dict[str, str] = {}
    taken: list[tuple[str, str]] = []
    for each in told:
        try:
            name, text = _name(each.name), _text(each.text)
        except InvalidInput:
            continue
        free = _free_name(name, used)
        used.add(free.casefold())
        taken.append((free, text))
        if free != name:
            renamed[name] = free
    for name, text in taken:
        for old, new in renamed.items():
            text = _renamed(text, old, new)
        connection.execute(_ADD, (new_id(), name, text))


def change_search(connection: Connection, edit: ChangeSearch) -> str:
    """Rename or rewrite a search; the label is returned.

    Raises:
        NotFound: it is not there.
        InvalidInput: the name or the search is empty.
        Conflict: the name is another's.
    """
    search = _find(connection, edit.search_id)
    if edit.text is not None:
        text = _text(edit.text)
        connection.execute(_REWRITE, (text, search.id, text))
    if edit.name is None:
        return f"Changed the search {search.name}"
    name = _name(edit.name)
    _refuse_twin(connection, name, search.id)
    connection.execute(_RENAME, (name, search.id, name))
    for other in searches(connection):
        text = _renamed(other.text, search.name, name)
        connection.execute(_REWRITE, (text, other.id, text))
    return f"Renamed the search {search.name} to {name}"


def delete_search(connection: Connection, edit: DeleteSearch) -> str:
    """Remove a search; the label is returned.

    Raises:
        NotFound: it is not there.
    """
    search = _find(connection, edit.search_id)
    connection.execute("delete from saved_search where uuid = ?", (search.id,))
    return f"Deleted the search {search.name}"


def _name(given: str) -> str:
    name = " ".join(storable(given).replace('"', " ").split())[:_LONGEST_NAME]
    if not name:
        raise InvalidInput("A search needs a name.", "Type one.")
    return name


def _text(given: str) -> str:
    text = storable(given).strip()
    if not text:
        raise InvalidInput("There is no search to save.", "Search for something first.")
    return text


def _free_name(name: str, used: Iterable[str]) -> str:
    free, number = name, 1
    while free.casefold() in used:
        number += 1
        free = f"{name} {number}"
    return free


def _refuse_twin(connection: Connection, name: str, besides: SearchId | None) -> None:
    wanted = name.casefold()
    for search in searches(connection):
        if search.name.casefold() == wanted and search.id != besides:
            raise Conflict(
                f"There is a search “{search.name}” already.", "Choose another name."
            )


def _find(connection: Connection, search_id: SearchId) -> SavedSearch:
    for search in searches(connection):
        if search.id == search_id:
            return search
    raise NotFound("This search is no longer there.", "Undo may bring it back.")


def _renamed(text: str, old: str, new: str) -> str:
    """Return a search that names another by its new name."""
    for piece in reversed(parse(text).pieces):
        match piece.term:
            case Filter(Key.SEARCH, value) if value.text.casefold() == old.casefold():
                filtered = f"{Key.SEARCH.value}:{quoted(new)}"
                text = text[: piece.start] + filtered + text[piece.end :]
    return text
