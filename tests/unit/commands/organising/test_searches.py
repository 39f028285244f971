"""Searches are saved, changed and deleted by commands."""

import pytest

from app.domain.query import Query
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench

pytestmark = pytest.mark.asyncio


async def saved(bench: Workbench) -> dict[str, str]:
    searches = await bench.library.read(lambda r: r.searches())
    return {search.name: search.text for search in searches}


async def test_search_is_saved_renamed_and_deleted(bench: Workbench) -> None:
    await bench.run("search.add", name="Nets", text="nets is:new")
    (search,) = await bench.library.read(lambda r: r.searches())
    await bench.run("search.change", search_id=search.id, name="New nets")
    renamed = await saved(bench)
    bench.desk.listed = Query(text="nets is:new")

    await bench.run("search.delete")

    assert renamed == {"New nets": "nets is:new"}
    assert await saved(bench) == {}
    await bench.run("edit.undo")
    assert await saved(bench) == renamed
    assert bench.texts(Tone.DONE)[:3] == [
        "Saved the search Nets",
        "Renamed the search Nets to New nets",
        "Deleted the search New nets",
    ]


async def test_delete_without_a_saved_search_shown_says_so(bench: Workbench) -> None:
    bench.desk.listed = Query(text="nets")

    await bench.run("search.delete")

    assert bench.texts(Tone.NOTICE) == ["Go to a saved search first."]
