"""The terminal's `metadata`: refresh papers from catalogues, and say what changed."""

from collections.abc import Sequence
from typing import Any

from app.cli.asked import Asked
from app.cli.subcommands import Answer, Terminal
from app.commands.wording import count
from app.domain.errors import InvalidInput
from app.domain.paper import PaperId
from app.domain.query import Place, Query
from app.domain.refreshing import PaperOffers, RefreshOutcome
from app.formats.text import one_line
from app.library import Reader

_GOOD = (RefreshOutcome.CHANGED, RefreshOutcome.UNCHANGED)


async def refresh_details(terminal: Terminal, asked: Asked) -> Answer:
    """Refresh papers, or look for published versions; a dry run changes nothing."""
    if asked.options["what"] == "check":
        found = await terminal.dispatcher.call(
            "metadata.check", is_dry_run=asked.options["dry_run"]
        )
        return _answer(asked, found)
    ids = await _papers(terminal, asked)
    found = await terminal.dispatcher.call("metadata.look-up", ids=ids) if ids else ()
    is_worth = any(paper.taken or paper.confirmed for paper in found)
    if not asked.options["dry_run"] and is_worth:
        await terminal.dispatcher.call("metadata.take", papers=found)
    return _answer(asked, found)


async def _papers(terminal: Terminal, asked: Asked) -> tuple[PaperId, ...]:
    given, is_all = asked.options["ids"], asked.options["all"]
    if bool(given) == is_all:
        raise InvalidInput("No paper is named.", "Give ids, or --all for every paper.")

    def resolve(reader: Reader) -> tuple[PaperId, ...]:
        if is_all:
            keys = reader.keys(Query(place=Place.ALL))
            return tuple(paper.id for paper in reader.papers(keys))
        return tuple(dict.fromkeys(reader.resolve(prefix) for prefix in given))

    return await terminal.context.library.read(resolve)


def _answer(asked: Asked, found: Sequence[PaperOffers]) -> Answer:
    """Tell what came of it; of a whole library some may fail, not all."""
    bad = [paper for paper in found if paper.outcome not in _GOOD]
    is_failed = bool(bad) and (bool(asked.options["ids"]) or len(bad) == len(found))
    n_fields = sum(len(paper.taken) for paper in found)
    n_papers = sum(bool(paper.taken) for paper in found)
    verb = "Would change" if asked.options["dry_run"] else "Changed"
    lines = [f"{verb} {count(n_fields, 'field')} of {count(n_papers, 'paper')}."]
    for paper in found:
        if paper.taken or paper.outcome not in _GOOD:
            lines.append(
                f"{paper.id[:8]}  {paper.outcome.value:<9}  {one_line(paper.title)}"
            )
        lines += [
            f"    {offer.name}: {one_line(offer.old) or '–'} → {one_line(offer.new)} "
            f"({offer.source})"
            for offer in paper.taken
        ]
    first = f" {bad[0].message}" if bad else ""
    return Answer(
        value=[_value(paper) for paper in found],
        lines=tuple(lines),
        exit_code=1 if is_failed else 0,
        problem=f"octavo: {count(len(bad), 'paper')} not refreshed.{first}"
        if bad
        else "",
    )


def _value(paper: PaperOffers) -> dict[str, Any]:
    """Return what became of one paper; `changes` are those that are taken."""
    return {
        "id": paper.id,
        "outcome": paper.outcome.value,
        "changes": [
            {"field": o.name, "old": o.old, "new": o.new, "source": o.source}
            for o in paper.taken
        ],
        "message": paper.message,
    }
