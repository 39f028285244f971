"""Marking: a stream of marks, notes, changes and undos on a few papers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from app.domain.edit import (
    AddMarks,
    AddPapers,
    ChangeMark,
    ChangePapers,
    DeleteMark,
    Edit,
    WriteNote,
)
from app.domain.mark import Mark, MarkKind, Quad
from app.domain.paper import Draft, MarkId, PaperId, Provenance, Sha256, Status
from app.domain.query import Query
from app.library import Library, Reader
from tests.faults.looking import damage, reopened, undo_and_redo
from tests.faults.report import Finding, Harm

N_PAPERS = 8
_STATUSES = tuple(Status)
_FILE = Sha256("5" * 64)
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was done to one paper; the marks in the order of their ids."""

    status: Status = Status.NEW
    is_starred: bool = False
    rating: int = 0
    note: str = ""
    topics: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()


State = tuple[Told, ...]
"""All papers in the order of the list."""


def prepare(folder: Path) -> None:
    """Make a library of papers to mark."""
    library = Library.open(folder)
    drafts = tuple(
        Draft(
            title=f"Paper {index} to mark",
            abstract="Words to mark. " * 20,
            provenance=Provenance(source="a test", kind="by hand"),
        )
        for index in range(N_PAPERS)
    )
    library.apply(AddPapers(drafts=drafts, label="Papers"))
    library.close()


def paper_ids(reader: Reader) -> tuple[PaperId, ...]:
    """Return the papers in the order of the list."""
    return tuple(paper.id for paper in reader.papers(reader.keys(Query())))


def next_edit(number: int, state: State, ids: Sequence[PaperId]) -> Edit:
    """Return the edit of that number; it always changes something."""
    chance = Random(number)
    index = chance.randrange(N_PAPERS)
    told, paper = state[index], ids[index]
    kinds = ["mark", "note", "papers"] + (["recolour", "delete"] if told.marks else [])
    match chance.choice(kinds):
        case "mark":
            return AddMarks((_mark(number, paper, chance),))
        case "note":
            text = f"Note of act{number}. " * chance.randrange(1, 40)
            return WriteNote(paper_id=paper, text=text)
        case "papers":
            others = chance.sample(ids, 3)
            return ChangePapers(
                ids=(paper, *(other for other in others if other != paper)),
                label=f"Act {number}",
                status=chance.choice([None, *_STATUSES]),
                is_starred=chance.choice([None, True, False]),
                rating=(told.rating + 1) % 6,
                file_under=(f"Topic {number % 4}/Below {number % 3}",),
                unfile=(f"Topic {chance.randrange(4)}",),
            )
        case "recolour":
            mark = chance.choice(told.marks)
            return ChangeMark(
                mark_id=mark.id, colour=mark.colour % 8 + 1, comment=f"Said in {number}"
            )
    return DeleteMark(chance.choice(told.marks).id)


def _mark(number: int, paper: PaperId, chance: Random) -> Mark:
    n_lines = chance.randrange(1, 6)
    return Mark(
        id=MarkId(str(uuid.UUID(int=number))),
        paper_id=paper,
        file=_FILE,
        kind=chance.choice(tuple(MarkKind)),
        colour=chance.randrange(1, 9),
        page_index=chance.randrange(20),
        quads=tuple(Quad(72, 12.0 * n, 540, 12.0 * n + 10) for n in range(n_lines)),
        quote=f"Quoted in act{number}",
        created_at=_DAY,
        changed_at=_DAY,
    )


def follow(state: State, edit: Edit, ids: Sequence[PaperId]) -> State:
    """Return what an edit makes of a state, told without the library."""
    return tuple(
        _follow(told, edit, paper) for told, paper in zip(state, ids, strict=True)
    )


def _follow(told: Told, edit: Edit, paper: PaperId) -> Told:
    match edit:
        case AddMarks((mark,)) if mark.paper_id == paper:
            return _with_marks(told, (*told.marks, mark))
        case WriteNote() if edit.paper_id == paper:
            return replace(told, note=edit.text)
        case ChangePapers() if paper in edit.ids:
            return replace(
                told,
                status=told.status if edit.status is None else edit.status,
                is_starred=(
                    told.is_starred if edit.is_starred is None else edit.is_starred
                ),
                rating=told.rating if edit.rating is None else edit.rating,
                topics=told.topics - {*edit.unfile} | {*edit.file_under},
            )
        case ChangeMark(mark_id=id, colour=int(colour), comment=str(comment)):
            marks = [
                replace(m, colour=colour, comment=comment) if m.id == id else m
                for m in told.marks
            ]
            return _with_marks(told, marks)
        case DeleteMark(mark_id):
            return _with_marks(told, [m for m in told.marks if m.id != mark_id])
    return told


def _with_marks(told: Told, marks: Sequence[Mark]) -> Told:
    return replace(told, marks=tuple(sorted(marks, key=lambda mark: mark.id)))


def is_undo(number: int, n_states: int) -> bool:
    """Say whether the act of that number takes the one before it back."""
    return number % 7 == 6 and n_states > 1


def play(n_acts: int, ids: Sequence[PaperId]) -> list[State]:
    """Return the states that so many acts leave, the oldest undo first."""
    states: list[State] = [(Told(),) * N_PAPERS]
    for number in range(n_acts):
        play_one(number, states, ids)
    return states


def play_one(number: int, states: list[State], ids: Sequence[PaperId]) -> Edit | None:
    """Do one act to the states; the edit is returned, None for an undo."""
    if is_undo(number, len(states)):
        states.pop()
        return None
    edit = next_edit(number, states[-1], ids)
    states.append(follow(states[-1], edit, ids))
    return edit


def see(reader: Reader) -> State:
    """Return what was done to the papers as the library tells."""
    paths = {topic.id: topic.path for topic in reader.topics()}
    papers = reader.papers(reader.keys(Query()))
    return tuple(
        _with_marks(
            Told(
                status=paper.status,
                is_starred=paper.is_starred,
                rating=paper.rating,
                note="" if paper.note is None else paper.note.text,
                topics=frozenset(paths[id] for id in paper.topics),
            ),
            [replace(mark, changed_at=_DAY) for mark in reader.marks(paper.id)],
        )
        for paper in papers
    )


def check(folder: Path, n_told: int) -> tuple[int, list[Finding]]:
    """Return how many acts are stored, and what is wrong with them."""
    with reopened(folder) as (library, reader):
        found = damage(reader, folder)
        ids, seen = paper_ids(reader), see(reader)
        states = play(n_told, ids)
        n_stored = n_told
        if seen != states[-1]:
            play_one(n_told, states, ids)
            n_stored = n_told + 1
        if seen != states[-1]:
            found.append(_harm(seen, n_told, ids))
        elif len(states) > 1:
            found += undo_and_redo(library, lambda: see(reader), states[-2], seen)
    return n_stored, found


def _harm(seen: State, n_told: int, ids: Sequence[PaperId]) -> Finding:
    earlier = next((n for n in range(n_told) if play(n, ids)[-1] == seen), None)
    if earlier is not None:
        return Finding(Harm.LOST, f"{n_told} acts told, {earlier} are stored")
    return Finding(Harm.PARTIAL, f"After {n_told} acts: {seen}")
