"""Zotero's collections as paths of topics."""

from collections.abc import Iterable
from typing import Any

from app.domain.topic import SEPARATOR
from app.formats.text import one_line
from app.library.zotero.queries import text

_INSTEAD = "-"
"""What stands for the separator of paths in a collection's name."""
_MAX_DEPTH = 32


class Shelves:
    """The collections and libraries, and which items lie in them."""

    def __init__(
        self,
        *,
        libraries: Iterable[tuple[Any, ...]],
        groups: Iterable[tuple[Any, ...]],
        collections: Iterable[tuple[Any, ...]],
        deleted: Iterable[tuple[Any, ...]],
        members: Iterable[tuple[Any, ...]],
    ) -> None:
        self._feeds = {library for library, kind in libraries if kind == "feed"}
        self._groups = {library: _name(name) for library, name in groups}
        self._deleted = {collection for (collection,) in deleted}
        self._collections = {
            collection: (_name(name), parent)
            for collection, name, parent in collections
        }
        self._of_item: dict[int, list[str]] = {}
        paths = {each: self._path(each) for each in self._collections}
        for item, collection in members:
            if path := paths.get(collection):
                self._of_item.setdefault(item, []).append(path)

    def is_feed(self, library: int) -> bool:
        """Say whether a library is a feed of news, nothing that the user gathered."""
        return library in self._feeds

    def topics_of(self, item: int, library: int) -> tuple[str, ...]:
        """Return the paths of an item; those of a group begin with its name."""
        group = self._groups.get(library)
        paths = self._of_item.get(item, ())
        if group is None:
            return tuple(dict.fromkeys(paths))
        return tuple(f"{group}{SEPARATOR}{path}" for path in paths) or (group,)

    def _path(self, collection: int) -> str:
        """Return the path of a collection, '' where one above it is in the trash."""
        names: list[str] = []
        at: int | None = collection
        seen: set[int] = set()
        while at is not None and at not in seen and len(names) < _MAX_DEPTH:
            seen.add(at)
            if at in self._deleted:
                return ""
            name, at = self._collections.get(at, ("", None))
            names.append(name)
        return SEPARATOR.join(filter(None, reversed(names)))


def _name(name: object) -> str:
    """Return a collection's name as one part of a path."""
    return one_line(text(name)).replace(SEPARATOR, _INSTEAD).strip() or "(unnamed)"
