"""What is broken, huge or meant to do harm: listed or refused, and never a crash."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import InvalidInput
from app.domain.paper import Harvest
from app.formats.bibliographies import (
    bibtex_reading,
    csl_json,
    endnote,
    nbib,
    reference,
    ris,
)
from app.formats.incoming import read_bytes
from app.formats.limits import MAX_ENTRIES

RIS = "TY  - JOUR\nTI  - A Title\nAU  - King, M.\nPY  - 2003/05//\nER  - \n\n"
NBIB = "PMID- 12\nOWN - NLM\nTI  - A Title.\nFAU - King, M\nDP  - 2003 May\n\n"
CSL = '[{"id": "k", "type": "book", "title": "A", "issued": {"date-parts": [[3]]}}]'
XML = (
    '<xml><records><record><ref-type name="Book">6</ref-type><titles><title>A</title>'
    "</titles><dates><year>2003</year></dates></record></records></xml>"
)
TAGGED = "%0 Book\n%T A Title\n%A King, M.\n%D 2003\n"
Reader = Callable[..., Harvest]
FORMATS: list[tuple[str, Callable[[str], bool], Reader]] = [
    (RIS, ris.is_ris, ris.read_ris),
    (NBIB, nbib.is_nbib, nbib.read_nbib),
    (CSL, csl_json.is_csl_json, csl_json.read_csl_json),
    (XML, endnote.is_endnote_xml, endnote.read_endnote_xml),
    (TAGGED, endnote.is_endnote_text, endnote.read_endnote_text),
]
IDS = ["RIS", "PubMed", "CSL-JSON", "EndNote XML", "EndNote text"]
SIZE = 200_000
LINE = 2 * 1024 * 1024


def survives(read: Reader, text: str) -> Harvest | None:
    """Read a text; None where it is refused."""
    with suppress(InvalidInput):
        return read(text, source="x")
    return None


@pytest.mark.parametrize(("sample", "is_it", "read"), FORMATS, ids=IDS)
@given(st.data())
@settings(max_examples=60)
def test_mutated_sample_is_read_or_refused(
    sample: str, is_it: Callable[[str], bool], read: Reader, data: st.DataObject
) -> None:
    text = sample * 3
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 20)))
        text = text[:start] + data.draw(st.text(max_size=8)) + text[end:]

    is_it(text)
    harvest = survives(read, text)

    assert harvest is None or harvest.drafts or harvest.skipped


@pytest.mark.parametrize(("sample", "is_it", "read"), FORMATS, ids=IDS)
@given(text=st.text(st.characters(), max_size=200))
@settings(max_examples=60)
def test_any_text_is_read_or_refused(
    sample: str, is_it: Callable[[str], bool], read: Reader, text: str
) -> None:
    is_it(text)
    survives(read, text)
    survives(read, sample + text)


@given(data=st.binary(max_size=200), sample=st.sampled_from([s for s, *_ in FORMATS]))
@settings(max_examples=100)
def test_any_bytes_behind_a_sample_are_read_or_refused(
    data: bytes, sample: str
) -> None:
    with suppress(InvalidInput):
        read_bytes(sample.encode() + data, name="x")


@pytest.mark.parametrize(("sample", "is_it", "read"), FORMATS, ids=IDS)
def test_one_endless_line_is_read(
    sample: str, is_it: Callable[[str], bool], read: Reader
) -> None:
    text = sample.replace("A Title", "A" * LINE).replace('"A"', '"' + "A" * LINE + '"')
    text = text.replace("<title>A<", f"<title>{'A' * LINE}<")

    harvest = read(text, source="x")

    assert is_it(text)
    assert len(harvest.drafts[0].title) >= LINE


@pytest.mark.parametrize(("sample", "is_it", "read"), FORMATS, ids=IDS)
def test_control_characters_are_left_out(
    sample: str, is_it: Callable[[str], bool], read: Reader
) -> None:
    text = sample.replace("King", "Ki\x00ng").replace("A", "A\x00\ud800\x85")

    harvest = survives(read, text)

    assert harvest is None or "\x00" not in repr(harvest.drafts)
    assert harvest is None or "\\ud800" not in repr(harvest.drafts)


@pytest.mark.parametrize(
    "text",
    [
        "[" + "[" * 100_000,
        "[" + "{" * SIZE,
        "[" + '{"a":' * 100_000 + "1" + "}" * 100_000 + "," + CSL[1:],
        "[" + "{\n" * 20_000,
        "[" + '{"a" 1},\n' * 20_000 + "]",
        "[" + '"' * SIZE,
        "[" + '{"a":"' * 20_000,
        '[{"title": NaN, "type": "book"}, {"title": -Infinity}, {"title": 1e999}]',
        '[{"title": ' + "9" * 10_000 + "}]",
        '[{"title": "\\ud800", "type": "book", "author": [{"family": "\\udfff"}]}]',
        '[{"title": {"a": []}, "author": 5, "issued": [[]], "note": true, "DOI": []}]',
        '[{"issued": {"date-parts": [[99999999999, null, {}], 3]}, "title": 7}]',
    ],
)
def test_hostile_json_is_listed_or_refused(text: str) -> None:
    survives(csl_json.read_csl_json, text)


def test_good_items_around_a_deep_one_are_read() -> None:
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000

    harvest = csl_json.read_csl_json(f"[{CSL[1:-1]},\n{deep},\n{CSL[1:]}", source="x")

    assert [draft.title for draft in harvest.drafts] == ["A", "A"]
    assert [each.where for each in harvest.skipped] == ["x, line 2"]
    assert harvest.skipped[0].why == "JSON nested too deep"


def test_number_is_a_title_and_keeps_its_digits() -> None:
    text = '[{"type": "book", "title": 1984, "volume": 1.10, "edition": 2}]'

    draft = csl_json.read_csl_json(text, source="x").drafts[0]

    assert draft.title == "1984"
    assert (draft.details[0].value, draft.details[1].value) == ("1.10", "2")


def test_second_member_of_one_name_is_kept() -> None:
    text = '[{"type": "book", "title": "First", "title": "Second"}]'

    draft = csl_json.read_csl_json(text, source="x").drafts[0]

    assert draft.title == "First"
    assert [(each.name, each.value) for each in draft.details] == [
        ("csl:title 2", "Second")
    ]


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://a.org/x.dtd"> %a;]>',
    ],
)
def test_xml_that_declares_entities_is_refused(prolog: str) -> None:
    text = '<?xml version="1.0"?>\n' + prolog + XML.replace(">A<", ">&c;&a;<")

    with pytest.raises(InvalidInput, match="entities"):
        endnote.read_endnote_xml(text, source="x")
    with pytest.raises(InvalidInput):
        read_bytes(text.encode(), name="x")


def test_entities_in_a_record_are_listed() -> None:
    bomb = '<record><!DOCTYPE x [<!ENTITY a "b">]><titles/></record>'
    text = XML.replace("<record>", f"{bomb}<record>", 1)

    harvest = endnote.read_endnote_xml(text, source="x")

    assert [draft.title for draft in harvest.drafts] == ["A"]
    assert harvest.skipped[0].why.startswith("broken XML")


def test_deep_xml_is_read_or_listed() -> None:
    deep = "<a>" * 10_000 + "deep" + "</a>" * 10_000
    text = XML.replace("<title>", deep + "<title>", 1)

    harvest = endnote.read_endnote_xml(text, source="x")

    assert [draft.title for draft in harvest.drafts] == ["A"]


@pytest.mark.parametrize(
    "line", ["<record>" * 30_000, "<record><titles>" * 10_000, "<" * SIZE]
)
def test_records_that_never_end_are_listed(line: str) -> None:
    survives(endnote.read_endnote_xml, XML + line)
    survives(endnote.read_endnote_xml, line + XML)


@pytest.mark.parametrize("tail", ["TY  -\n" * 20_000, "A-\n" * 50_000, "-" * SIZE])
def test_endless_ris_is_listed(tail: str) -> None:
    ris.is_ris(tail + RIS)
    survives(ris.read_ris, RIS + tail)
    survives(nbib.read_nbib, NBIB + tail)
    survives(endnote.read_endnote_text, TAGGED + tail)


def test_list_of_too_many_entries_is_refused_at_once() -> None:
    broken = ((line, "", "is broken") for line in range(MAX_ENTRIES + 1))

    with pytest.raises(InvalidInput, match="more than 200,000 entries"):
        reference.harvest(broken, source="x", kind=ris.KIND)
    with pytest.raises(InvalidInput, match="more than 200,000 entries"):
        bibtex_reading.read_bibtex("@a{b}\n" * (MAX_ENTRIES + 1), source="x")


def test_entries_that_all_inherit_a_huge_one_are_read_in_linear_time() -> None:
    part = "@inbook{{k{}, title={{T}}, crossref={{p}}}}\n"
    parts = "".join(map(part.format, range(999)))
    fields = "".join(f"f{n}={{x}}," for n in range(50_000))

    harvest = bibtex_reading.read_bibtex(f"{parts}@book{{p, {fields}}}", source="x")

    assert len(harvest.drafts) == 1_000
    assert "inherit too much" in harvest.skipped[0].why
