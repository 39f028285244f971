"""The words of a paper, as one learns from them."""

from dataclasses import dataclass

from app.domain.paper import PaperId


@dataclass(frozen=True, slots=True)
class PaperText:
    """A paper's title and abstract; `key` tells its place among the others."""

    key: int
    id: PaperId
    title: str
    abstract: str
