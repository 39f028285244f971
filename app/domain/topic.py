"""Topics: the user's own tree of subjects."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.errors import InvalidInput
from app.domain.paper import PaperId, Status, TopicId

SEPARATOR = "/"
N_COLOURS = 8
N_SLOTS = 9
MOST_LEVELS = 50
"""A path of more levels is refused: no undo could take it back in one go."""

_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One subject; `path` is its full name `A/B`, `colour` a slot from 1 to 8.

    `n_papers` counts papers filed directly under it that are not in the trash; `n_new`
    those of them that are new. `slot` is the digit from 1 to 9 that files a paper under
    it, `note` what the user wrote on it.
    """

    id: TopicId
    name: str
    path: str
    parent: TopicId | None
    colour: int
    n_papers: int
    n_new: int
    slot: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSummary:
    """What a topic holds with those below it, papers in the trash apart.

    `statuses` tells how many papers have each status; `key_papers` are starred or rated
    ones, the best first, each with its title.
    """

    topic: Topic
    n_papers: int
    statuses: Mapping[Status, int]
    key_papers: tuple[tuple[PaperId, str], ...]


def split_path(path: str) -> tuple[str, ...]:
    """Split `A/B` into names, trimmed.

    Raises:
        InvalidInput: a part of the path is empty.
    """
    names = tuple(name.strip() for name in path.split(SEPARATOR))
    if not all(names):
        raise InvalidInput(
            f"The topic “{path}” has an empty name.", "Write topics as A or A/B."
        )
    if len(names) > MOST_LEVELS:
        raise InvalidInput(
            f"The topic “{names[0]}” goes more than {MOST_LEVELS} levels down.",
            "Write fewer names.",
        )
    return names


def tidy_path(path: str) -> str:
    """Return another library's path without empty names and spaces around names.

    What goes too deep ends at the last level, and a name of pages at its beginning.
    """
    names = (name.strip()[:_LONGEST_NAME].rstrip() for name in path.split(SEPARATOR))
    return SEPARATOR.join(list(filter(None, names))[:MOST_LEVELS])
