"""Replies that catalogues gave to other programs, as those recorded them."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.errors import BadReply
from app.domain.fetching import WorkRecord
from app.formats.replies import crossref, huggingface, openalex, semanticscholar
from tests.support.cassettes import Recorded, recorded

Read = Callable[[bytes], tuple[WorkRecord, ...]]
SHARED = Path(__file__).parents[4] / "shared/data"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the recorded replies are not beside the checkout"
)
READERS: tuple[tuple[re.Pattern[str], Read], ...] = (
    (
        re.compile(r"https://api\.crossref\.org/(?:v1/)?works(?!.*/(?:tr|ag))[/?].*"),
        crossref.read_works,
    ),
    (
        re.compile(r"https://api\.openalex\.org/works[/?](?!.*select=).*"),
        openalex.read_works,
    ),
    (
        re.compile(
            r"https://api\.semanticscholar\.org/graph/v1/paper/"
            r"(?!.*/(?:authors|references|citations))(?!autocomplete).*"
        ),
        semanticscholar.read_works,
    ),
)
SAMPLE = """interactions:
- request:
    body: null
    method: GET
    uri: https://api.crossref.org/works/10.1234/lamp
  response:
    body:
      string: '{"message":{"DOI":"10.1234/lamp","title":["A Lamp''s
        Light"],"is-referenced-by-count":7}}'
    status:
      code: 200
      message: OK
- request:
    body: null
    method: GET
    uri: https://api.crossref.org/works/10.1234/none
  response:
    body:
      string: Resource not found.
    status:
      code: 404
      message: Not Found
- request:
    uri: https://api.semanticscholar.org/graph/v1/paper/search/match?query=a
  response:
    body:
      string: "{\\"data\\": [{\\"paperId\\": \\"1\\", \\"title\\": \\"\\xC9clairs by
        Night\\", \\"citationCount\\": 2}]}"
    status:
      code: 200
"""


def replies() -> Iterator[tuple[Recorded, Read]]:
    for file in sorted((SHARED / "api").glob("*/*.yaml")):
        for reply in recorded(file):
            for pattern, read in READERS:
                if pattern.fullmatch(reply.uri):
                    yield reply, read


def test_sample_of_a_recording_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SAMPLE, "utf-8")

    good, bad, other = recorded(tmp_path / "a.yaml")

    (work,) = crossref.read_works(good.body)
    assert (work.title, work.signals[0].number) == ("A Lamp's Light", 7)
    with pytest.raises(BadReply):
        crossref.read_works(bad.body)
    (match,) = semanticscholar.read_works(other.body)
    assert (match.title, match.signals[0].number) == ("Éclairs by Night", 2)


@needs_shared
def test_recorded_replies_are_works_or_told_to_be_none() -> None:
    n_works = n_told = 0
    for reply, read in replies():
        try:
            works = read(reply.body)
        except BadReply:
            assert reply.status != 200 or not reply.body.startswith(b"{"), reply.uri
            n_told += 1
            continue
        n_works += len(works)
        for work in works:
            assert work.title
            assert "\n" not in work.title
            assert all(signal.number >= 0 for signal in work.signals)
            assert all(author.name for author in work.authors)

    assert n_works >= 100
    assert n_told >= 3


@needs_shared
def test_recorded_page_of_hugging_face_has_its_numbers() -> None:
    daily = huggingface.read_works(
        (SHARED / "hf/daily_papers_2records.json").read_bytes()
    )
    props = json.loads((SHARED / "hf/paper_page_props_2509.24002.json").read_bytes())
    (page,) = huggingface.read_works(json.dumps(props["paper"]).encode())

    assert all(work.signals for work in daily)
    assert {signal.name.value for signal in page.signals} >= {"upvotes"}
    assert page.identifiers[0].value == "2509.24002"
