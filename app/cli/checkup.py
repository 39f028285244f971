"""The terminal's `doctor`: what is damaged in the library, and what is unused."""

import asyncio
import contextlib
from collections.abc import Iterable
from pathlib import Path

from app.cli.asked import Asked
from app.cli.subcommands import Answer, Terminal
from app.commands.wording import count


async def doctor(terminal: Terminal, asked: Asked) -> Answer:
    """Check the library and its files."""
    damage: list[str] = await terminal.dispatcher.call("library.check")
    unused = await terminal.context.library.read(lambda r: r.orphans())
    n_bytes = await asyncio.to_thread(_size_of, unused)
    told = (
        f"{count(len(unused), 'stored PDF')} that nothing refers to, {n_bytes:,} bytes:"
        " emptying the trash removes them an hour after they came.",
    )
    value = {"sound": not damage, "damage": damage}
    if unused:
        value["unused"] = {"files": len(unused), "bytes": n_bytes}
    return Answer(
        value=value,
        lines=(*(damage or ["The library is sound."]), *(told if unused else ())),
        exit_code=1 if damage else 0,
        problem=f"octavo: {count(len(damage), 'damage')} found." if damage else "",
    )


def _size_of(files: Iterable[Path]) -> int:
    """Return the bytes of files, those that are gone apart."""
    n_bytes = 0
    for file in files:
        with contextlib.suppress(OSError):
            n_bytes += file.stat().st_size
    return n_bytes
