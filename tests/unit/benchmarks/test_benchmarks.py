"""Each benchmark works at a tiny size and gives rows of one shape."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as program
from tests.benchmarks.catalogue import BENCHMARKS
from tests.benchmarks.row import Row, at_least, at_most, percentile, times_floor
from tests.benchmarks.words import Corpus

WITHOUT_WINDOW = ("P4", "P7", "P9", "P12", "D1", "F5", "S1")
IN_WINDOW = tuple(name for name in BENCHMARKS if name not in WITHOUT_WINDOW)
SHAPE = {
    "name": str,
    "what": str,
    "unit": str,
    "ours": float,
    "floor": float,
    "ratio": float,
    "goal": str,
    "pass": bool,
}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def assert_rows(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([name, "--papers", "60", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)
    assert rows
    for row in rows:
        assert {key: type(value) for key, value in row.items()} == SHAPE
        assert row["name"] == name
        assert row["ours"] > 0


@pytest.mark.parametrize("name", WITHOUT_WINDOW)
def test_benchmark_gives_rows(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert_rows(name, capsys)


@pytest.mark.ui
@pytest.mark.parametrize("name", IN_WINDOW)
def test_benchmark_of_the_window_gives_rows(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_rows(name, capsys)


def test_unknown_name_is_a_usage_error() -> None:
    with pytest.raises(SystemExit) as left:
        program.main(["P99"])

    assert left.value.code == 2


def test_goals_are_judged_against_the_floor() -> None:
    assert times_floor(2.0, 10.0).is_met(20.0)
    assert not times_floor(2.0, 10.0).is_met(20.1)
    assert times_floor(2.0, 10.0, 5.0).is_met(25.0)
    assert at_most(16.0, floor=10.0).is_met(20.0)
    assert not at_most(16.0, floor=1.0).is_met(16.1)
    assert not at_least(0.8, 100.0).is_met(79.0)


def test_row_without_a_floor_has_no_ratio() -> None:
    row = Row(name="P0", what="", unit="ms", ours=3.0, floor=0.0, goal=at_most(4.0))

    assert row.as_json()["ratio"] == 0.0
    assert row.as_json()["pass"]


def test_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([4, 1, 3, 2], 50) == 2
    assert percentile([4, 1, 3, 2], 95) == 4


def test_corpus_is_the_same_for_the_same_seed() -> None:
    first, again = Corpus(seed=1), Corpus(seed=1)

    assert first.paper(7) == again.paper(7)
    assert first.paper(7) != first.paper(8)
    assert first.paper(7) != Corpus(seed=2).paper(7)
