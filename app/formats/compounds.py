"""Words parted at a line's end: which of them are written with a hyphen anyway."""

import re

_HEADS = frozenset(
    (
        *("self", "multi", "non", "semi", "meta", "cross", "large", "low", "high"),
        *("fine", "few", "zero", "one", "two", "real", "time", "long", "short"),
        *("state", "end", "well", "open", "data", "model", "human", "intra"),
        *("post", "anti", "quasi", "pseudo", "graph", "based", "fast", "near"),
        *("first", "second", "third", "half", "single", "double"),
    )
)
"""First parts that are words by themselves, or are set off by a hyphen in any case."""
_TAILS = frozenset(
    (
        *("based", "aware", "free", "level", "wise", "driven", "scale", "shot"),
        *("trained", "training", "tuned", "specific", "dependent", "independent"),
        *("agnostic", "guided", "oriented", "centric", "grained", "supervised"),
        *("efficient", "augmented", "enhanced", "conditioned", "assisted"),
        *("invariant", "equivariant", "sensitive", "friendly", "theoretic"),
        *("optimal", "dimensional", "stage", "hop", "domain", "preserving"),
        *("sharing", "solving", "facing", "related"),
    )
)
"""Last parts that make a compound of any word before them."""
_ENDINGS = frozenset(
    (
        *("able", "al", "ally", "ary", "ation", "ed", "er", "ers", "es", "est"),
        *("ic", "ical", "ies", "ing", "ings", "ion", "ions", "ism", "ist", "ists"),
        *("ity", "ization", "ize", "ized", "izing", "less", "ling", "ly", "ment"),
        *("ments", "ness", "s", "ten", "tic", "ture", "ty", "ure", "y"),
    )
)
"""Last parts that are no word by themselves."""
_WHOLE = frozenset(
    (
        *("otherwise", "likewise", "clockwise", "edgewise", "lengthwise"),
        *("carefree", "database", "databases"),
    )
)
"""Words that look like compounds."""
_HEAD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010\u00ad]\Z")
_TAIL = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 60


def is_compound(before: str, behind: str) -> bool:
    """Say whether the hyphen that ends a line belongs to the word it parts.

    'Corpus-' and 'based methods' are 'Corpus-based', 'trans-' and 'former' are not; a
    part with a hyphen before ('state-of-' and 'the') keeps the next one as well. A soft
    hyphen never belongs to a word.
    """
    head = _HEAD.search(before[-_LONGEST_WORD:])
    tail = _TAIL.match(behind[:_LONGEST_WORD])
    if head is None or tail is None or before.endswith("\u00ad"):
        return False
    word = (head[1] + tail[0]).casefold()
    if word in _WHOLE or tail[0].casefold() in _ENDINGS:
        return False
    has_hyphen = "-" in head[1]
    last = head[1].rpartition("-")[2].casefold()
    return has_hyphen or last in _HEADS or tail[0].casefold() in _TAILS
