"""Keeping searches under a name."""

from app.commands.acting import act_and_tell
from app.commands.command import LIST, Command, Group, Menu
from app.commands.context import Context
from app.domain.edit import AddSearch, ChangeSearch, DeleteSearch
from app.domain.query import Query, SavedSearch, SearchId


def saved_as(searches: tuple[SavedSearch, ...], query: Query) -> SavedSearch | None:
    """Return the saved search that a query is, None when it is none."""
    wanted = query.text.strip()
    found = (search for search in searches if search.text == wanted)
    return next(found, None) if wanted else None


async def add_search(context: Context, *, name: str, text: str) -> None:
    """Save a search under a name."""
    await act_and_tell(context, AddSearch(name=name, text=text))


async def change_search(
    context: Context,
    *,
    search_id: SearchId,
    name: str | None = None,
    text: str | None = None,
) -> None:
    """Rename or rewrite a saved search."""
    edit = ChangeSearch(search_id=search_id, name=name, text=text)
    await act_and_tell(context, edit)


async def delete_search(context: Context, *, search_id: SearchId | None = None) -> None:
    """Remove a saved search; without one named, the search shown."""
    if search_id is None:
        searches = await context.library.read(lambda r: r.searches())
        shown = saved_as(searches, context.desk.query())
        if shown is None:
            context.reporter.notice("Go to a saved search first.")
            return
        search_id = shown.id
    await act_and_tell(context, DeleteSearch(search_id))


COMMANDS = (
    Command(
        id="search.add",
        title="Save a search",
        help="Save a search under a name.",
        group=Group.FIND,
        handler=add_search,
        is_listed=False,
    ),
    Command(
        id="search.change",
        title="Change a saved search",
        help="Rename or rewrite a saved search.",
        group=Group.FIND,
        handler=change_search,
        is_listed=False,
    ),
    Command(
        id="search.delete",
        title="Delete the saved search",
        help="Remove the saved search shown; its papers stay.",
        group=Group.FIND,
        modes=LIST,
        menu=Menu.VIEW,
        icon="trash",
        handler=delete_search,
    ),
)
