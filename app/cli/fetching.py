"""The terminal's `fetch`: PDFs of papers, or the newest versions of them."""

from app.cli.asked import Asked
from app.cli.subcommands import Answer, Terminal, resolved
from app.cli.values import fetch_value
from app.commands.wording import count
from app.domain.errors import NotFound
from app.domain.fetching import FetchReport, Outcome
from app.domain.hints import without_keys
from app.domain.paper import PaperId


async def fetch(terminal: Terminal, asked: Asked) -> Answer:
    """Fetch PDFs."""
    ids = await resolved(terminal, asked.options["ids"])
    reports: list[FetchReport] = (
        [await _newest(terminal, paper_id) for paper_id in ids]
        if asked.options["newest"]
        else await terminal.dispatcher.call("paper.fetch", ids=ids)
    )
    missing = [
        r for r in reports if r.outcome not in (Outcome.FETCHED, Outcome.PRESENT)
    ]
    return Answer(
        value=[fetch_value(report) for report in reports],
        lines=tuple(f"{r.outcome.value}  {r.path or r.message}" for r in reports),
        exit_code=1 if missing else 0,
        problem=_missing(missing),
    )


async def _newest(terminal: Terminal, paper_id: PaperId) -> FetchReport:
    """Fetch the newest version of one paper; where there is none, say so of it."""
    try:
        report: FetchReport = await terminal.dispatcher.call(
            "paper.fetch-newest", ids=(paper_id,)
        )
    except NotFound as error:
        return FetchReport(
            id=paper_id,
            outcome=Outcome.NOT_FOUND,
            attempts=(),
            message=error.message,
            hint=error.hint,
        )
    return report


def _missing(reports: list[FetchReport]) -> str:
    if not reports:
        return ""
    first = without_keys(f"{reports[0].message} {reports[0].hint}").strip()
    return f"octavo: {count(len(reports), 'paper')} without a PDF. {first}"
