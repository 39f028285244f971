"""Printing: nothing a terminal obeys, one JSON value, one line for a problem."""

import io
import json
import sys

import pytest

from app.cli.output import escaped, print_problem, print_text, write_output
from app.domain.errors import InvalidInput


def test_what_a_terminal_obeys_is_spelled_out() -> None:
    shown = escaped("a\x1b[31m\rb\x9bc\u202ed\te\nf\udce9")

    assert shown == "a\\x1b[31m\\x0db\\x9bc\\u202ed\te\nf\ufffd"


def test_json_keeps_its_value_and_obeys_nothing() -> None:
    value = {"a\x1b": "é\x9b\x7f\n“x”"}

    text = write_output(value)

    assert json.loads(text) == value
    assert not set(text) & {"\x1b", "\x9b", "\x7f"}
    assert "é" in text


def test_json_has_no_half_characters() -> None:
    assert write_output("caf\udce9") == '"caf\ufffd"'


def test_problem_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_problem("octavo: a\nb \x1b[2J c")

    assert capsys.readouterr().err == "octavo: a b \\x1b[2J c\n"


def test_closed_output_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)

    with pytest.raises(InvalidInput, match="closed"):
        print_text("x")


def test_closed_problems_go_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)

    print_problem("x")

    assert out.getvalue() == ""
