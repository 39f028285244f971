"""Messages reach whoever listens, also those from before anybody did."""

from app.domain.errors import NotFound
from app.runtime.reporter import Message, Reporter


def test_messages_from_before_the_first_listener_reach_it_once() -> None:
    reporter = Reporter()
    first: list[Message] = []
    second: list[Message] = []

    for number in range(30):
        reporter.notice(f"early {number}")
    reporter.subscribe(first.append)
    reporter.subscribe(second.append)
    reporter.notice("late")

    assert [m.text for m in first] == [*(f"early {n}" for n in range(10, 30)), "late"]
    assert [m.text for m in second] == ["late"]


def test_keys_that_a_message_names_are_told_once_they_are_known() -> None:
    keys = {"paper.queue": "w"}
    reporter = Reporter()
    told: list[Message] = []
    reporter.subscribe(told.append)
    empty = NotFound("The queue is empty.", "Press ⟨paper.queue⟩ on a paper.")

    reporter.failure(empty)
    reporter.follow_keys(lambda command_id: keys[command_id])
    reporter.failure(empty)
    keys["paper.queue"] = "b"
    reporter.notice("It came. Press ⟨paper.queue⟩.")

    assert [message.text for message in told] == [
        "The queue is empty.",
        "The queue is empty. Press w on a paper.",
        "It came. Press b.",
    ]
