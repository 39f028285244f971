"""The feed and the reporter tell every listener, in order, until it goes."""

import logging

import pytest

from app.domain.change import Change
from app.domain.errors import NotFound
from app.runtime.feed import ChangeFeed
from app.runtime.reporter import Message, Reporter, Tone

CHANGE = Change(act=1, label="Did", papers=frozenset(), facets=frozenset())


def test_feed_tells_listeners_in_their_order_until_they_stop() -> None:
    feed = ChangeFeed()
    heard: list[str] = []
    stop = feed.subscribe(lambda change: heard.append(f"first {change.label}"))
    feed.subscribe(lambda change: heard.append(f"second {change.label}"))

    feed.publish(CHANGE)
    stop()
    feed.publish(CHANGE)

    assert heard == ["first Did", "second Did", "second Did"]


def test_listener_may_go_while_it_is_told() -> None:
    feed = ChangeFeed()
    heard: list[str] = []
    stops = [feed.subscribe(lambda _: stops[0]())]
    feed.subscribe(lambda _: heard.append("second"))

    feed.publish(CHANGE)

    assert heard == ["second"]


def test_reporter_tells_done_notice_and_problem() -> None:
    reporter = Reporter()
    heard: list[Message] = []
    reporter.subscribe(heard.append)

    reporter.done("Starred")
    reporter.notice("Nothing to undo.")
    reporter.failure(NotFound("Gone.", "Undo."))

    told = [(m.tone, m.text, m.can_undo) for m in heard]
    assert told == [
        (Tone.DONE, "Starred", True),
        (Tone.NOTICE, "Nothing to undo.", False),
        (Tone.PROBLEM, "Gone. Undo.", False),
    ]


def test_bug_is_logged_with_its_trace(caplog: pytest.LogCaptureFixture) -> None:
    reporter = Reporter()

    with caplog.at_level(logging.ERROR):
        reporter.failure(KeyError("x"))

    assert caplog.records[0].exc_info is not None
