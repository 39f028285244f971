"""Citing: the clipboard, and keys that stay."""

from pathlib import Path

import pytest

from app.domain.edit import AddPapers, ChangePapers
from app.domain.fields import Fields
from app.domain.paper import Detail, Draft, Identifier, Provenance
from app.runtime.reporter import Tone
from tests.support.workbench import Workbench, workbench

pytestmark = pytest.mark.asyncio


async def test_citation_is_copied_plain_and_with_italics(bench: Workbench) -> None:
    doi = Identifier("doi", "10.1/x")
    bench.desk.chosen = await bench.add("One", "Two", identifiers=[doi])

    await bench.run("paper.copy-citation")
    await bench.run("paper.cite-ieee")

    (apa, html), (ieee, _) = bench.desk.called("copy_rich")
    assert apa.split("\n")[0] == "One. (n.d.). https://doi.org/10.1/x"
    assert html.count("<p>") == 2
    assert "<i>One</i>" in html
    assert [line[:4] for line in ieee.split("\n")] == ["[1] ", "[2] "]
    assert bench.texts(Tone.NOTICE)[-1] == "Copied 2 papers as IEEE"


async def test_style_is_the_users(tmp_path: Path) -> None:
    async with workbench(tmp_path, citations__style="mla") as bench:
        bench.desk.chosen = await bench.add("One")

        await bench.run("paper.copy-citation")

        assert bench.texts(Tone.NOTICE) == ["Copied “One” as MLA"]


async def test_key_that_was_copied_stays(bench: Workbench) -> None:
    first, second = await bench.add("Tides", "Tides")
    await bench.run("paper.copy-key", ids=(second,))
    await bench.run("paper.copy-key", ids=(first,))
    bench.settings.change("citations.key", "x{word}")
    await bench.run("paper.copy-key", ids=(first, second))
    await bench.run("paper.copy-bibtex", ids=(first,))

    told = [text for (text,) in bench.desk.called("copy_text")]
    assert told[:3] == ["tides", "tidesa", "tidesa, tides"]
    assert told[3].startswith("@misc{tidesa,")
    assert (await bench.paper(first)).detail("citation-key") == "tidesa"


async def test_copying_a_key_is_no_act_and_undo_goes_round_it(
    bench: Workbench,
) -> None:
    (paper,) = await bench.add("Tides")
    await bench.run("paper.copy-key", ids=(paper,))

    assert await bench.labels() == ["Added papers"]
    await bench.library.undo()
    await bench.library.redo()
    await bench.run("paper.copy-key", ids=(paper,))

    assert (await bench.paper(paper)).detail("citation-key") == "tides"


async def test_export_keeps_the_keys_it_wrote(bench: Workbench, tmp_path: Path) -> None:
    one, two = await bench.add("Tides", "Tides")

    await bench.run("library.export", file=tmp_path / "a.bib", format="bibtex")

    keys = [(await bench.paper(id)).detail("citation-key") for id in (one, two)]
    assert sorted(keys) == ["tides", "tidesa"]
    assert all(f"{{{key}," in (tmp_path / "a.bib").read_text() for key in keys)


async def test_undo_brings_back_fields_beside_a_key_made_since(
    bench: Workbench,
) -> None:
    volume = Detail("volume", "7")
    draft = Draft(
        title="Tides",
        details=(volume,),
        provenance=Provenance(source="test", kind="by hand"),
    )
    [paper] = (await bench.library.apply(AddPapers(drafts=(draft,), label="x"))).added
    bare = ChangePapers(ids=(paper,), label="x", fields=Fields(details=()))
    await bench.library.apply(bare)
    await bench.run("paper.copy-key", ids=(paper,))

    await bench.library.undo()

    details = (await bench.paper(paper)).details
    assert set(details) == {volume, Detail("citation-key", "tides")}
