"""Citing papers elsewhere: their citations, BibTeX and keys on the clipboard."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.commands.command import Command, Group, Menu
from app.commands.context import Context
from app.commands.selecting import chosen
from app.commands.wording import subject
from app.domain.paper import Detail, Paper, PaperId
from app.formats.bibliographies.bibtex import write_bibtex
from app.formats.citations.citing import as_html, plain
from app.formats.citations.keys import KEY, citation_key, fresh_keys, own_key
from app.formats.citations.styles import STYLES, cite, style


async def keyed(
    context: Context, papers: Sequence[Paper], *, keeps: bool = True
) -> list[Paper]:
    """Return the papers, each with its citation key among its details.

    A paper that has none gets one that no other has, and keeps it with `keeps`: what
    was cited once is cited so from then on.
    """
    if await asyncio.to_thread(_have_keys, papers):
        return list(papers)
    pattern = context.settings.text("citations.key")
    async with context.library.acting:
        taken = await context.library.read(lambda r: r.citation_keys())
        fresh = await asyncio.to_thread(fresh_keys, papers, taken, pattern)
        if keeps:
            await context.library.keep_keys(tuple(fresh.items()))
    return await asyncio.to_thread(_with_keys, papers, fresh)


async def copy_citation(
    context: Context, *, ids: Sequence[PaperId], style_name: str = ""
) -> None:
    """Copy citations in a style, '' for the user's own, with italics where they go."""
    papers = await chosen(context, ids)
    wanted = style(style_name or context.settings.text("citations.style"))
    texts = await asyncio.to_thread(cite, papers, wanted)
    lines = "\n".join(plain(text) for text in texts)
    context.desk.copy_rich(lines, as_html(texts))
    context.reporter.notice(f"Copied {subject(papers)} as {wanted.title}")


async def copy_bibtex(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Copy BibTeX of the papers."""
    papers = await keyed(context, await chosen(context, ids))
    context.desk.copy_text(await asyncio.to_thread(write_bibtex, papers))
    context.reporter.notice(f"Copied BibTeX of {subject(papers)}")


async def copy_key(context: Context, *, ids: Sequence[PaperId]) -> None:
    """Copy the citation keys of the papers."""
    papers = await keyed(context, await chosen(context, ids))
    keys = ", ".join(citation_key(paper) for paper in papers)
    context.desk.copy_text(keys)
    context.reporter.notice(f"Copied {keys}")


def _have_keys(papers: Sequence[Paper]) -> bool:
    return all(own_key(paper) for paper in papers)


def _with_keys(papers: Sequence[Paper], fresh: Mapping[PaperId, str]) -> list[Paper]:
    return [
        replace(paper, details=(Detail(KEY, fresh[paper.id]), *_others(paper)))
        if paper.id in fresh
        else paper
        for paper in papers
    ]


def _others(paper: Paper) -> Iterator[Detail]:
    """Go through the details but for a key that cannot be one."""
    return (detail for detail in paper.details if detail.name != KEY)


COMMANDS = (
    *(
        Command(
            id=f"paper.copy-{name}",
            title=title,
            help=what,
            group=Group.READ,
            keys=(f"y {key}",),
            menu=Menu.PAPER,
            icon="cite",
            handler=handler,
            takes_papers=True,
        )
        for name, title, what, key, handler in (
            ("bibtex", "Copy BibTeX", "Copy BibTeX of the papers.", "b", copy_bibtex),
            (
                "citation",
                "Copy the citation",
                "Copy citations in the style of the settings.",
                "c",
                copy_citation,
            ),
            ("key", "Copy the citation key", "Copy the key.", "k", copy_key),
        )
    ),
    *(
        Command(
            id=f"paper.cite-{each.name}",
            title=f"Copy the citation: {each.title}",
            help=f"Copy citations of the papers in the style {each.title}.",
            group=Group.READ,
            icon="cite",
            handler=copy_citation,
            takes_papers=True,
            arguments={"style_name": each.name},
        )
        for each in STYLES
    ),
)
