"""The session: kept as it was left, and fresh when the file is anything else."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.session import FILE_NAME, Session, load_session, save_session

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
LEFT = Session(
    geometry="AAAA",
    widths=[200, 600, 400],
    is_sidebar_hidden=True,
    place="topic",
    topic="a-topic",
    current={"inbox:": "a-paper"},
    reading="a-paper",
)


def test_session_is_read_as_it_was_left(tmp_path: Path) -> None:
    save_session(tmp_path, LEFT)

    assert load_session(tmp_path, fail) == LEFT
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def fail(words: str) -> None:
    raise AssertionError(words)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b"3", b"{", b"[" * 100_000, b'"' + b"x" * 17_000_000 + b'"'],
)
def test_file_that_is_no_session_is_put_aside_and_told_once(
    tmp_path: Path, data: bytes
) -> None:
    told: list[str] = []
    (tmp_path / FILE_NAME).write_bytes(data)

    for _ in range(2):
        assert load_session(tmp_path, told.append) == Session()

    assert told == [
        "The file window.json could not be read: it was put aside as "
        "window.json.damaged."
    ]
    assert (tmp_path / "window.json.damaged").read_bytes() == data


def test_session_of_a_later_version_holds_as_far_as_it_is_known(tmp_path: Path) -> None:
    later = '{"reading": "a-paper", "hologram": {"depth": 3}}'
    (tmp_path / FILE_NAME).write_text(later, "utf-8")

    assert load_session(tmp_path, fail) == Session(reading="a-paper")


def test_values_of_other_kinds_are_fresh_and_the_rest_holds(tmp_path: Path) -> None:
    odd = {"widths": [1, "2"], "current": {"a": 3}, "place": 7, "reading": "a-paper"}
    odd["places"] = {"a": "p. 3", "b": 7}
    (tmp_path / FILE_NAME).write_text(json.dumps(odd), "utf-8")

    assert load_session(tmp_path, fail) == Session(
        reading="a-paper", places={"a": "p. 3"}
    )


@given(st.dictionaries(st.sampled_from(list(Session.__slots__)), JSON))
def test_any_values_give_a_session_that_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("session")
    (folder / FILE_NAME).write_text(json.dumps(values), "utf-8")

    session = load_session(folder, fail)
    save_session(folder, session)

    assert load_session(folder, fail) == session
    assert all(type(width) is int for width in session.widths)


def test_folder_that_is_gone_loses_only_the_session(tmp_path: Path) -> None:
    save_session(tmp_path / "gone", LEFT)

    assert load_session(tmp_path / "gone", fail) == Session()


def test_file_that_cannot_be_replaced_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()

    save_session(tmp_path, LEFT)

    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize("spoiled", [b"\xff", b"\\ud800"])
def test_session_with_half_a_letter_is_put_aside(
    tmp_path: Path, spoiled: bytes
) -> None:
    (tmp_path / FILE_NAME).write_bytes(b'{"reading": "' + spoiled + b'"}')
    told: list[str] = []

    assert load_session(tmp_path, told.append) == Session()
    assert len(told) == 1
    assert not (tmp_path / FILE_NAME).exists()
