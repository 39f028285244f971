"""Names of people and organisations, as bibliographies write them.

The parts follow BibTeX: 'First von Last', 'von Last, First', 'von Last, Jr, First'.
Source: Oren Patashnik, 'BibTeXing', 1988, section 4, rules 13 to 18; the named parts
('family=…, given=…'): the biblatex manual, section 3.5.
"""

import re
from collections.abc import Iterator

from app.domain.paper import Author
from app.formats.text import one_line

_PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "del", "della", "degli", "di", "da", "do"),
        *(
            "dos",
            "das",
            "du",
            "la",
            "le",
            "los",
            "las",
            "el",
            "al",
            "bin",
            "ibn",
            "ben",
        ),
        *("ter", "ten", "te", "zu", "zum", "zur", "af", "av", "y", "vom", "'t", "st."),
    )
)
_SUFFIX = re.compile(
    r"(?:[Jj]n?r|[Ss]n?r|JR|SR|[Jj]unior|[Ss]enior|II|III|IV|MD|M\.D|Ph\.?D)\.?"
)
_ORGANISATION = re.compile(
    r"\b(?:university|institute|team|group|consortium|collaboration|laborator(?:y|ies)"
    r"|labs?|inc|ltd|gmbh|corporation|foundation|society|association|committee|council"
    r"|ministry|department|project|agency|cent(?:er|re)|network|initiative|the|of|for"
    r"|research|organi[sz]ation|academy|company)\b",
    re.IGNORECASE,
)
_OTHERS = ("others", "et al", "et al.")
_NAMED_PART = re.compile(
    r"\s*(family|given|prefix|suffix)(?:-i)?\s*=\s*", re.IGNORECASE
)
_OTHER_PART = re.compile(r"\s*[a-z][a-z-]*\s*=\s*[\w{}]*\s*", re.IGNORECASE)
_CAPITAL = r"[A-Z][A-Za-z.'-]{0,40}+"
_USUAL = re.compile(
    rf"(?P<first>{_CAPITAL}(?: {_CAPITAL}){{0,5}}) (?P<last>{_CAPITAL})"
    rf"|(?P<family>{_CAPITAL}), (?P<given>{_CAPITAL}(?: {_CAPITAL}){{0,5}})"
)
"""Names as most are, which need no rule: 'Ann B. Smith' and 'Smith, Ann B.'."""
_UNBRACED = str.maketrans({"{": None, "}": None, "~": " "})
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af々]+")


def author_of(family: str, given: str = "", suffix: str = "") -> Author:
    """Make an author of known parts; an organisation is a family name alone.

    >>> author_of("King", "Martin Luther", "Jr.").name
    'Martin Luther King, Jr.'
    """
    family, given, suffix = one_line(family), one_line(given), one_line(suffix)
    if not family:
        family, given = given, ""
    if _EAST_ASIAN.fullmatch(family) and _EAST_ASIAN.fullmatch(given):
        name = family + given
    else:
        name = f"{given} {family}".strip()
    if suffix:
        name = f"{name}, {suffix}"
        given = f"{given}, {suffix}" if given else suffix
    return Author(name=name, family=family, given=given)


def read_names(text: str) -> tuple[Author, ...]:
    """Read names that 'and' parts; 'others' is no name (see `has_others`)."""
    names = (_stripped(name) for name in _parted(text))
    return tuple(
        read_name(name) for name in names if name and name.casefold() not in _OTHERS
    )


def has_others(text: str) -> bool:
    """Say whether a list of names says that there are more: 'and others'."""
    folded = text.casefold()
    if not any(word in folded for word in _OTHERS):
        return False
    return any(_stripped(name).casefold() in _OTHERS for name in _parted(text))


def read_name(text: str) -> Author:
    """Read one name; what braces enclose is not taken apart.

    An organisation, or a name in braces as a whole, is a family name alone.
    """
    text = text.strip()
    usual = _USUAL.fullmatch(text)
    if usual is not None and not _SUFFIX.fullmatch(usual["last"] or usual["given"]):
        family, given = (
            usual["family"] or usual["last"],
            usual["first"] or usual["given"],
        )
        return Author(name=f"{given} {family}", family=family, given=given)
    parts = _split(text, ",")
    if len(parts) > 1 and _NAMED_PART.match(text):
        named = _named_parts(parts)
        family = f"{named.get('prefix', '')} {named.get('family', '')}"
        return author_of(family, named.get("given", ""), named.get("suffix", ""))
    parts = [part for part in parts if _plain(part)]
    if not parts:
        return author_of(_plain(text))
    if len(parts) == 1:
        return author_of(*_told_apart(_words(parts[0])))
    family, middle, last = parts[0], "", parts[-1]
    if len(parts) > 2:
        middle = ", ".join(map(_plain, parts[1:-1]))
        if _SUFFIX.fullmatch(_plain(last)) and not _SUFFIX.fullmatch(middle):
            middle, last = _plain(last), middle
    elif _SUFFIX.fullmatch(_plain(last)):
        family, given, _ = _told_apart(_words(family))
        return author_of(family, given, _plain(last))
    return author_of(_plain(family), _plain(last), middle)


def family_given(author: Author) -> tuple[str, str]:
    """Return family and given name; told apart by the words where not known.

    The given name of an organisation is empty; a suffix stands behind a given name,
    parted by a comma ('Martin Luther, Jr.').
    """
    if author.family:
        return author.family, author.given
    name = one_line(author.name)
    if _ORGANISATION.search(name):
        return name, ""
    guess = read_name(name.replace("{", "").replace("}", ""))
    return guess.family, guess.given


def write_name(author: Author) -> str:
    """Write a name as 'Family, Given', 'Family, Given, Suffix', or as it is."""
    family, given = family_given(author)
    return f"{family}, {given}" if given else family


def suffix_of(given: str) -> tuple[str, str]:
    """Part a given name from the suffix behind it ('Martin Luther, Jr.')."""
    given, _, suffix = given.partition(",")
    return given.strip(), suffix.strip()


def _named_parts(parts: list[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for part in parts:
        match = _NAMED_PART.match(part)
        if match:
            named.setdefault(match[1].lower(), _plain(part[match.end() :]))
        elif not _OTHER_PART.fullmatch(part):
            named["given"] = f"{named.get('given', '')} {_plain(part)}"
    return named


def _told_apart(words: list[str]) -> tuple[str, str, str]:
    """Return family, given and suffix of the words of a name without commas."""
    suffix = ""
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    plain = [_plain(word) for word in words]
    if len(words) < 2:
        return "".join(plain), "", suffix
    if all(_EAST_ASIAN.fullmatch(word) for word in plain):
        return plain[0], "".join(plain[1:]), suffix
    small = [index for index, word in enumerate(words[:-1]) if _is_small(word)]
    start = small[0] if small else len(words) - 1
    if start == 0 and words[0] not in _PARTICLES:
        start = small[1] if len(small) > 1 else len(words) - 1
    if 1 < start < len(words) - 1 and plain[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(plain[start:]), " ".join(plain[:start]), suffix


def _is_small(word: str) -> bool:
    """Say whether the first letter of a word is a small one; braces have no case."""
    first = next((char for char in word if char.isalpha() or char == "{"), "")
    return first.islower()


def _parted(text: str) -> Iterator[str]:
    """Go through the names of a list, parted by 'and' outside braces."""
    held: list[str] = []
    for word in _words(text):
        if word.lower() == "and":
            yield " ".join(held)
            held = []
        else:
            held.append(word)
    yield " ".join(held)


def _words(text: str) -> list[str]:
    """Return the words of a text, parted by spaces and '~' outside braces."""
    if "{" not in text and "}" not in text:
        return text.replace("~", " ").split()
    words: list[list[str]] = [[]]
    depth = 0
    for piece in re.split(r"([\s~]+)", text):
        if not depth and piece and (piece[0].isspace() or piece[0] == "~"):
            words.append([])
            continue
        words[-1].append(piece)
        depth = max(0, depth + piece.count("{") - piece.count("}"))
    return [joined for word in words if (joined := "".join(word))]


def _split(text: str, mark: str) -> list[str]:
    """Part a text at a mark outside braces."""
    if "{" not in text and "}" not in text:
        return text.split(mark)
    parts: list[list[str]] = [[]]
    depth = 0
    for piece in re.split(rf"([{{}}{mark}])", text):
        if piece == mark and not depth:
            parts.append([])
            continue
        depth = max(0, depth + (piece == "{") - (piece == "}"))
        parts[-1].append(piece)
    return ["".join(part) for part in parts]


def _stripped(name: str) -> str:
    return name.strip(" \t\n,")


def _plain(text: str) -> str:
    """Return a part of a name without braces and ties."""
    return one_line(text.translate(_UNBRACED))
