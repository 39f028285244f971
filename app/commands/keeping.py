"""Looking after the library and the jobs."""

from app.commands.command import Command, Group, Menu
from app.commands.context import Context
from app.runtime.supervisor import Progressing


async def doctor(context: Context) -> list[str]:
    """Check the library and its files; each line tells one damage."""

    async def work(_progress: Progressing) -> list[str]:
        return await context.library.read_apart(lambda r: r.check())

    damage: list[str] = await context.jobs.start(
        "Checking the library", work, key="check", is_awaited=True
    )
    if damage:
        context.reporter.notice(f"The library has damage: {damage[0]}")
    else:
        context.reporter.notice("The library is sound.")
    return damage


async def cancel_job(context: Context, *, number: int) -> None:
    """Stop a job."""
    context.jobs.cancel(number)


COMMANDS = (
    Command(
        id="library.check",
        title="Check the library",
        help="Look for damage in the library and its files.",
        group=Group.LIBRARY,
        menu=Menu.LIBRARY,
        handler=doctor,
    ),
    Command(
        id="jobs.cancel",
        title="Stop a job",
        help="Stop what is under way.",
        group=Group.WINDOW,
        handler=cancel_job,
        is_listed=False,
    ),
)
