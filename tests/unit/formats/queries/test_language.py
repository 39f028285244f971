"""The language of searches: every text means something, and is written back alike."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.wanted import All, Either, Filter, Key, Not, Wanted, Words
from app.formats.queries.language import (
    KEYS,
    Sort,
    parse,
    plain_words,
    quoted,
    write,
)
from app.formats.queries.values import Period, is_value, period, span

NOW = datetime(2026, 3, 11, 15, 30, tzinfo=UTC)  # a Wednesday


def w(text: str) -> Words:
    return Words(text=text)


def pattern(text: str) -> Words:
    return Words(text=text, is_pattern=True)


def phrase(text: str, *, is_open: bool = False) -> Words:
    return Words(text=text, is_phrase=True, is_open=is_open)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", All()),
        ("deep nets", All((w("deep"), w("nets")))),
        ('"deep nets', phrase("deep nets", is_open=True)),
        ("status:new", Filter(Key.STATUS, w("new"))),
        ("STATUS:New", Filter(Key.STATUS, w("New"))),
        ("by:lee", Filter(Key.AUTHOR, w("lee"))),
        ('topic:"A B"', Filter(Key.TOPIC, phrase("A B"))),
        ('topic:"the ""why"""', Filter(Key.TOPIC, phrase('the "why"'))),
        ('tag:"5"" disk', Filter(Key.TAG, phrase('5" disk', is_open=True))),
        ('"a""b"', All((phrase("a"), phrase("b")))),
        ("topic:f(x)", Filter(Key.TOPIC, w("f(x)"))),
        ("note:~a|b", Filter(Key.NOTE, pattern("a|b"))),
        ("-marks:~(a|b)", Not(Filter(Key.MARK, pattern("(a|b)")))),
        (
            'title:~"a b"',
            Filter(Key.TITLE, Words(text="a b", is_phrase=True, is_pattern=True)),
        ),
        ("-nets", Not(w("nets"))),
        ("-(a b)", Not(All((w("a"), w("b"))))),
        ("--nets", w("--nets")),
        ("- nets", All((w("-"), w("nets")))),
        ("a or b c", Either((w("a"), All((w("b"), w("c")))))),
        ("(a OR b) c", All((Either((w("a"), w("b"))), w("c")))),
        ("a AND b", All((w("a"), w("b")))),
        ("a Not b", All((w("a"), Not(w("b"))))),
        ("a and not b", All((w("a"), Not(w("b"))))),
        ("a or not b", Either((w("a"), Not(w("b"))))),
    ],
)
def test_parse_reads_operators_and_filters(text: str, wanted: Wanted) -> None:
    assert parse(text).wanted == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("and nets", All((w("and"), w("nets")))),
        ("not all", All((w("not"), w("all")))),
        ("nets or", All((w("nets"), w("or")))),
        ("or", w("or")),
        ('a "or" b', All((w("a"), phrase("or"), w("b")))),
        ("a and and b", All((w("a"), w("and"), w("b")))),
        ("(a or) b", All((w("a"), w("or"), w("b")))),
        ("-and b", All((Not(w("and")), w("b")))),
        ("status:lost", w("status:lost")),
        ("year:soon", w("year:soon")),
        ("status:", w("status:")),
        ("nokey:3", w("nokey:3")),
        ("(a", w("a")),
        ("a)", w("a")),
        ("()", All()),
        ("O(n)", w("O(n)")),
        ("\\and", w("and")),
        ("\\status:new", w("status:new")),
    ],
)
def test_parse_takes_what_is_no_operator_or_filter_as_text(
    text: str, wanted: Wanted
) -> None:
    assert parse(text).wanted == wanted


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("status:lost a", ["status:lost"]),
        ("nokey:3", ["nokey:3"]),
        ("(a", ["("]),
        ("note:~(a b", ["note:~(a"]),
        ('note:~"(a b" c', ["note:~"]),
        ("year:~2 b", ["year:~2"]),
        ("https://a.org/b status:new", []),
        ("a: b", []),
    ],
)
def test_parse_tells_what_it_could_not_read(text: str, lost: list[str]) -> None:
    pieces = [p for p in parse(text).pieces if p.sort is Sort.LOST]

    assert [text[p.start : p.end] for p in pieces] == lost


ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
_KEYED = ["~", "nokey:", "year:>=2020", "is:new", "added:<7d"]
_KEYED += [f"{key}:" for key in KEYS]
_PARTS = [*'ab "()-\\:.\0é学', " and ", " OR ", " not ", " ", "status:new", *_KEYED]
SYNTAX = st.lists(st.sampled_from(_PARTS), max_size=24).map("".join)


@settings(max_examples=600)
@given(text=st.one_of(ANY_TEXT, SYNTAX, st.binary().map(lambda b: b.decode("latin1"))))
@example(text="(" * 10_000 + "a" + ")" * 10_000)
@example(text="-" * 1_000 + "a")
@example(text="a or " * 5_000)
@example(text="x" * 1_000_000)
def test_parse_of_any_text_is_written_back_alike(text: str) -> None:
    search = parse(text)

    assert parse(write(search.wanted)).wanted == search.wanted
    ends = [0]
    for piece in search.pieces:
        assert ends[-1] <= piece.start < piece.end <= len(text)
        ends.append(piece.end)


WORDS = st.builds(
    Words, text=st.text(st.characters(exclude_characters='" \t\n'), min_size=1)
)
FILTERS = st.builds(
    Filter, st.sampled_from([Key.TITLE, Key.TOPIC]), st.sampled_from([w("a"), w("b-c")])
)


@settings(max_examples=300)
@given(
    parts=st.lists(
        st.one_of(FILTERS, FILTERS.map(Not), st.sampled_from([w("or"), phrase("or")])),
        min_size=2,
        max_size=6,
    ),
    is_either=st.booleans(),
)
def test_write_of_a_tree_is_read_as_that_tree(
    parts: list[Wanted], is_either: bool
) -> None:
    made = Either(tuple(parts)) if is_either else All(tuple(parts))
    inside = All((Not(made), w("end")))

    assert parse(write(made)).wanted == made
    assert parse(write(inside)).wanted == inside


@given(value=st.text(st.characters(codec="utf-8")))
def test_quoted_value_is_read_as_one(value: str) -> None:
    plain = value.strip()
    if not plain:
        return

    (piece,) = parse(f"topic:{quoted(value)}").pieces

    assert isinstance(piece.term, Filter)
    assert piece.term.value.text == plain


def test_plain_words_are_those_without_filters_and_what_is_left_out() -> None:
    wanted = parse('a (b or "c d") -e year:2020 author:f title:g').wanted

    assert [word.text for word in plain_words(wanted)] == ["a", "b", "c d", "g"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", 2020, 2020),
        (">=2020", 2020, None),
        (">2020", 2021, None),
        ("<2020", None, 2019),
        ("<=2020", None, 2020),
        ("2019..2021", 2019, 2021),
        ("..2021", None, 2021),
    ],
)
def test_span_reads_numbers(text: str, first: int | None, last: int | None) -> None:
    found = span(text)

    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("text", ["", "..", ">", "20x", "९", "1" * 30, ">=>=1"])
def test_span_refuses_what_is_no_number(text: str) -> None:
    found = span(text)

    assert found is None or text == "९"


def day(month: int, of_month: int, year: int = 2026) -> datetime:
    return datetime(year, month, of_month, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("today", day(3, 11), day(3, 12)),
        ("Last  Week", day(3, 2), day(3, 9)),
        ("this month", day(3, 1), day(4, 1)),
        ("last year", day(1, 1, 2025), day(1, 1)),
        ("2026-02", day(2, 1), day(3, 1)),
        ("2026-02-03", day(2, 3), day(2, 4)),
        (">=2026-02-03", day(2, 3), None),
        ("<2026", None, day(1, 1)),
        ("2026-01..2026-02-03", day(1, 1), day(2, 4)),
        ("<7d", datetime(2026, 3, 4, 15, 30, tzinfo=UTC), None),
        (">1w", None, datetime(2026, 3, 4, 15, 30, tzinfo=UTC)),
        ("last 7 days", datetime(2026, 3, 4, 15, 30, tzinfo=UTC), None),
    ],
)
def test_period_reads_dates(
    text: str, start: datetime | None, end: datetime | None
) -> None:
    assert period(text, NOW) == Period(start, end)


@given(text=st.one_of(ANY_TEXT, st.from_regex(r"[<>=]*\d{1,5}[-.dwmy\d]*")))
@example(text="2999-12..2999")
@example(text="<9999y")
@example(text="last 9999 years")
@example(text="2026-02-30")
def test_values_of_any_text_are_read_or_refused(text: str) -> None:
    for key in Key:
        is_value(key, text)
    period(text, NOW)
