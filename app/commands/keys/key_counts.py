"""What a number before a key does, in the preset that has counts."""

from app.commands.command import Command

MOST = 999
"""A larger number is taken for this one."""

TO_A_PLACE = frozenset(
    {"reader.start", "reader.end", "list.first-row", "list.last-row"}
)
"""Where a number says which page or row, not how often."""

_REPEATED = frozenset(
    {
        *("list.next-row", "list.previous-row", "list.extend-down", "list.extend-up"),
        *("list.page-down", "list.page-up"),
        *("list.half-page-down", "list.half-page-up"),
        *("list.next-unread", "list.previous-unread"),
        *("list.next-section", "list.previous-section"),
        *("detail.scroll-down", "detail.scroll-up"),
        *("reader.scroll-down", "reader.scroll-up"),
        *("reader.scroll-left", "reader.scroll-right"),
        *("reader.next-page", "reader.previous-page"),
        *("reader.half-down", "reader.half-up"),
        *("reader.screen-down", "reader.screen-up"),
        *("reader.back", "reader.forward"),
        *("reader.next-mark", "reader.previous-mark"),
        *("reader.next-hit", "reader.previous-hit"),
        *("reader.zoom-in", "reader.zoom-out"),
        *("reader.next-tab", "reader.previous-tab"),
        *("caret.left", "caret.right", "caret.down", "caret.up", "caret.word-end"),
        *("caret.next-word", "caret.previous-word"),
        *("caret.next-sentence", "caret.previous-sentence"),
        *("caret.next-paragraph", "caret.previous-paragraph"),
        *("caret.extend-left", "caret.extend-right"),
        *("caret.extend-down", "caret.extend-up", "caret.extend-word-end"),
        *("caret.extend-next-word", "caret.extend-previous-word"),
    }
)


def n_times(command: Command, count: int) -> int:
    """Return how often a command is done after a number; 0 is none typed."""
    return min(max(count, 1), MOST) if command.id in _REPEATED else 1
