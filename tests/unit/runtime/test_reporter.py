"""Messages reach whoever listens, also those from before anybody did."""

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
