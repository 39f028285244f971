"""Edits of every kind, made at random of what a library holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from hypothesis import strategies as st

from app.domain import edit as kinds
from app.domain.fields import Fields
from app.domain.mark import Mark
from app.domain.paper import (
    Author,
    Detail,
    Identifier,
    Link,
    LinkKind,
    Paper,
    PaperId,
    Sha256,
    Status,
    StoredFile,
    TopicLook,
)
from app.domain.signal import SignalName
from app.library import Reader
from tests.unit.library.building import draft, listed, mark, told

_THEN = datetime(2099, 1, 2, tzinfo=UTC)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """What chance gave one edit to choose by."""

    first: int
    second: int
    word: str
    is_so: bool
    status: Status

    def one(self, of: Sequence[_T]) -> _T:
        """Return one of these; raises LookupError where there is none."""
        if not of:
            raise LookupError
        return of[self.first % len(of)]

    def other(self, of: Sequence[_T]) -> _T:
        """Return one of these, maybe the same; raises LookupError for none."""
        if not of:
            raise LookupError
        return of[self.second % len(of)]


ROLL = st.builds(
    Roll,
    first=st.integers(0, 5),
    second=st.integers(0, 5),
    word=st.sampled_from(["alpha", "Béta", "学习", "naïve tea", ""]),
    is_so=st.booleans(),
    status=st.sampled_from(Status),
)


class Shelf:
    """What a library holds at the moment."""

    def __init__(self, reader: Reader) -> None:
        self.papers = listed(reader)
        self.ids = tuple(paper.id for paper in self.papers)
        self.marks = [m for paper in self.papers for m in reader.marks(paper.id)]
        self.topics = reader.topics()
        self.searches = reader.searches()
        self.acts = [act.number for act in reader.history() if not act.is_off]
        self.trash = reader.trash()


def _file(roll: Roll) -> StoredFile:
    sha256 = Sha256(f"{roll.second:02x}" * 32)
    return StoredFile(sha256=sha256, length_bytes=1, name=f"{roll.word}.pdf")


def _add(roll: Roll, shelf: Shelf) -> kinds.AddPapers:
    word = roll.word
    said: dict[str, Any] = {"kind": word, "details": (Detail("volume", word),)}
    if roll.is_so:
        said |= {"note": "n", "topics": ("D", "N/Own"), "status": Status.QUEUED}
        said |= {"file": _file(roll), "tags": ("new", word)}
    drafts = [
        draft(f"{word} {n}", word[::-1], authors=(Author(word, word, word),), **said)
        for n in range(roll.first % 3)
    ]
    known = shelf.ids[: roll.second % 3]
    more = draft(word, "more", note="also", tags=("told",), year=1900, rating=3)
    return kinds.AddPapers(
        drafts=tuple(drafts),
        label="add",
        topics=("A/B", "D")[: roll.second],
        refile=known,
        updates=tuple((id, more) for id in known) if roll.is_so else (),
        looks=(TopicLook(path="D", colour=2, slot=1, note=word, is_bare=roll.is_so),),
    )


def _change(roll: Roll, shelf: Shelf) -> kinds.ChangePapers:
    ids = (roll.one(shelf.ids), *shelf.ids[: roll.second])
    match roll.second % 4:
        case 0:
            said: dict[str, Any] = {"status": roll.status, "is_starred": roll.is_so}
        case 1:
            under = ("A/B", f"N{roll.word}") if roll.is_so else ()
            said = {"file_under": under, "unfile": ("D",), "rating": roll.first}
        case 2:
            return kinds.ChangePapers(ids=ids[:1], label="bin", is_trashed=roll.is_so)
        case _:
            said = {"fields": _fields(roll)}
    return kinds.ChangePapers(ids=tuple(dict.fromkeys(ids)), label="change", **said)


def _fields(roll: Roll) -> Fields:
    if roll.is_so:
        return Fields(add_tags=("new", roll.word), remove_tags=("alpha",))
    return Fields(
        title=roll.word,
        authors=(Author(roll.word),),
        year=1066,
        kind="book",
        details=(Detail("issue", roll.word),),
    )


def _complete(roll: Roll, shelf: Shelf) -> kinds.CompletePaper:
    id, file = roll.one(shelf.ids), _file(roll)
    return kinds.CompletePaper(
        paper_id=id,
        authors=(Author(roll.word),),
        year=1,
        venue="V",
        kind=roll.word,
        details=(Detail("issue", roll.word),),
        identifiers=(Identifier("doi", f"10.1/{roll.second}"),),
        links=(Link("https://b.org", LinkKind.PAGE),),
        file=file if roll.is_so else None,
        marks=(mark(id, roll.word),) if roll.is_so else (),
        label="complete",
    )


def _refresh(roll: Roll, shelf: Shelf) -> kinds.RefreshPapers:
    id, word = roll.one(shelf.ids), roll.word
    value = Fields(title="Told", kind=word, details=(Detail("x", word),))
    names = ("title", "kind", "details") if roll.is_so else ("details",)
    changes = [
        kinds.FieldChange(paper_id=id, field=name, value=value, source="DBLP")
        for name in names
    ]
    number = told(list(SignalName)[roll.second % 3], roll.first, word or "DBLP")
    return kinds.RefreshPapers(
        changes=tuple(changes), label="refresh", signals=((id, number),)
    )


def _merge(roll: Roll, shelf: Shelf) -> kinds.MergePapers:
    target, other = roll.one(shelf.ids), roll.other(shelf.ids)
    if target == other:
        raise LookupError
    return kinds.MergePapers(mergers=(kinds.Merger(target, (other,)),), label="merge")


def _queued(shelf: Shelf) -> tuple[PaperId, ...]:
    def is_queued(paper: Paper) -> bool:
        return paper.status is Status.QUEUED

    return tuple(paper.id for paper in shelf.papers if is_queued(paper))


def _move_in_queue(roll: Roll, shelf: Shelf) -> kinds.MoveInQueue:
    queued = _queued(shelf)
    before = roll.other(queued) if roll.is_so else None
    ids = tuple(id for id in (roll.one(queued),) if id != before)
    return kinds.MoveInQueue(ids=ids, label="next", before=before)


def _move_topic(roll: Roll, shelf: Shelf) -> kinds.MoveTopic:
    one, other = roll.one(shelf.topics), roll.other(shelf.topics)
    return kinds.MoveTopic(
        topic_id=one.id,
        parent=other.parent if roll.is_so else other.id,
        before=other.id if roll.is_so else None,
        is_last=not roll.is_so and roll.first > 2,
    )


def _mark(roll: Roll, shelf: Shelf) -> Mark:
    return roll.one(shelf.marks)


def _change_mark(roll: Roll, shelf: Shelf) -> kinds.ChangeMark:
    id, word = _mark(roll, shelf).id, roll.word
    match roll.second % 3:
        case 0:
            return kinds.ChangeMark(mark_id=id, colour=1 + roll.first, comment=word)
        case 1:
            return kinds.ChangeMark(mark_id=id, add_tags=("new", word or "Other"))
        case _:
            gone = ("NEW", word) if roll.is_so else (word,)
            return kinds.ChangeMark(mark_id=id, remove_tags=gone)


def _restore(roll: Roll, shelf: Shelf) -> kinds.RestoreDeleted:
    gone = roll.one(shelf.trash)
    return kinds.RestoreDeleted(act=gone.act, kind=gone.kind, key=gone.key)


DRAWN: dict[type, Callable[[Roll, Shelf], kinds.Edit]] = {
    kinds.AddPapers: _add,
    kinds.ChangePapers: _change,
    kinds.FilePapers: lambda r, s: kinds.FilePapers(
        groups=(("E/F", s.ids[: r.first]), (f"G{r.word}", s.ids[r.second :])), label="f"
    ),
    kinds.SnoozePapers: lambda r, s: kinds.SnoozePapers(
        ids=(r.one(s.ids),), label="off", until=_THEN if r.is_so else None
    ),
    kinds.MoveInQueue: _move_in_queue,
    kinds.OpenPaper: lambda r, s: kinds.OpenPaper(id=r.one(s.ids)),
    kinds.WriteNote: lambda r, s: kinds.WriteNote(
        paper_id=r.one(s.ids), text=r.word, session="s" if r.is_so else ""
    ),
    kinds.CompletePaper: _complete,
    kinds.RefreshPapers: _refresh,
    kinds.AddMarks: lambda r, s: kinds.AddMarks(
        tuple(
            replace(mark(id, r.word), tags=(r.word, "new") if r.is_so else ())
            for id in {r.one(s.ids), r.other(s.ids)}
        )
    ),
    kinds.ChangeMark: _change_mark,
    kinds.DeleteMark: lambda r, s: kinds.DeleteMark(_mark(r, s).id),
    kinds.AddTopic: lambda r, _: kinds.AddTopic(
        ("A", "A/New", "a/b/C", "D")[r.first % 4]
    ),
    kinds.ChangeTopic: lambda r, s: kinds.ChangeTopic(
        topic_id=r.one(s.topics).id,
        name=r.word or None,
        colour=3 if r.is_so else None,
        slot=r.second % 3,
    ),
    kinds.MoveTopic: _move_topic,
    kinds.WriteTopicNote: lambda r, s: kinds.WriteTopicNote(
        topic_id=r.one(s.topics).id, text=r.word, session="s" if r.is_so else ""
    ),
    kinds.DeleteTopic: lambda r, s: kinds.DeleteTopic(r.one(s.topics).id),
    kinds.MergePapers: _merge,
    kinds.KeepApart: lambda r, s: kinds.KeepApart(
        ids=s.ids[: 2 + r.first], label="apart"
    ),
    kinds.RefuseTopic: lambda r, s: kinds.RefuseTopic(
        r.one(s.ids), r.other(s.topics).id
    ),
    kinds.AllowTopics: lambda _r, _s: kinds.AllowTopics(),
    kinds.TakeBack: lambda r, s: kinds.TakeBack(r.one(s.acts)),
    kinds.DetachFiles: lambda r, s: kinds.DetachFiles((r.one(s.ids),), "detach"),
    kinds.RestoreDeleted: _restore,
    kinds.AddSearch: lambda r, _: kinds.AddSearch(
        name=f"S{r.first}", text=f"saved:S{r.second} {r.word}"
    ),
    kinds.ChangeSearch: lambda r, s: kinds.ChangeSearch(
        search_id=r.one(s.searches).id, name=f"S{r.second}", text=r.word or None
    ),
    kinds.DeleteSearch: lambda r, s: kinds.DeleteSearch(r.one(s.searches).id),
}
"""How an edit of each kind is made; LookupError where there is nothing to do it on."""
