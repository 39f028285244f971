r"""Titles and abstracts as people read them: TeX and Markdown as plain text.

A small reading of what abstracts hold in practice, in time linear to the text: not
TeX. A general converter takes a bare `%` for a comment and `_` for an index, which in
plain abstracts loses words.
"""

import re
import unicodedata

from app.formats.symbols import ACCENTS, LETTERS, SUBSCRIPTS, SUPERSCRIPTS, SYMBOLS

MAX_LENGTH = 100_000
"""Longer text is left as it is, in characters."""

MOST_OF_TITLE = 2_000
"""So many characters of a title are shown; one of megabytes would stop the window."""

_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Embeddings, overrides and isolates: they show words and file names backwards."""

_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_MAX_MATHS = 400
_MAX_DEPTH = 4

_ACCENT = re.compile(
    r"\\(?:([\"'`^~=.])\s?|([uvHcdbkr])(?:\s+|(?=\{)))"
    r"(?:\{\s?(\\?[^\W\d_])\s?\}|(\\[ij](?![a-zA-Z])|[^\W\d_]))"
)
_MATHS = re.compile(
    rf"\$\$([^$]{{1,{_MAX_MATHS}}})\$\$|(?<![\\$])\$(\\[^$]{{1,{_MAX_MATHS}}})\$"
    rf"|(?<![\\$\w])\$(?![\s$])([^$]{{1,{_MAX_MATHS}}})(?<![\s\\])\$(?!\d)"
    rf"|\\\(([^$]{{1,{_MAX_MATHS}}}?)\\\)"
)
_FONT_GROUP = re.compile(
    r"\{\s?\\(?:it|em|bf|sl|sc|tt|rm|sf|small|scriptsize|tiny|large|itshape|bfseries)"
    r"(?![a-zA-Z])\s{0,3}([^{}]*)\}"
)
_FONT_COMMAND = re.compile(
    r"\\(?:emph|text(?:it|bf|sc|tt|rm|sf|sl|up|normal)?|math(?:rm|bf|it|sf|tt|bb|cal"
    r"|frak|scr)|operatorname\*?|boldsymbol|bm|mbox|underline|url|href\{[^{}]*\})"
    r"\s?\{([^{}]*)\}"
)
_QUOTED = re.compile(r"\\(?:enquote|mkbibquote|textquote)\s?\{([^{}]*)\}")
_FRACTION = re.compile(r"\\[dt]?frac\s?\{([^{}]*)\}\s?\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s?\{([^{}]*)\}")
_HAT = re.compile(r"\\(hat|tilde|bar|vec|dot|overline|widehat|widetilde)\s?\{(\w)\}")
_HATS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "vec": "\u20d7",
    "dot": "\u0307",
}
_COMMAND = re.compile(r"\\([a-zA-Z]+)(?:\{\}|( ?))")
_GROUPED_COMMAND = re.compile(r"\{(\\[a-zA-Z]+)\}")
_GROUP = re.compile(r"(?<![\\\w^])\{([A-Za-z][^{}\\]* [^{}\\]*)\}")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]{1,60})\}|(\\?[^\s{}\\]))")
_BARE_SCRIPT = re.compile(r"(?<=[A-Za-z0-9)])\^(?:\{([0-9+\-n]{1,4})\}|([0-9]))(?!\w)")
_ESCAPED = re.compile(r"\\([%&#_{}$])")
_SPACING = re.compile(
    r"\\(?:[,;:! ]|quad(?![a-zA-Z])|qquad(?![a-zA-Z]))|(?<=\w)~(?=\w)"
)
_BOLD = re.compile(r"(?<![\w*])\*\*(?![\s*])([^*\n]{1,300})(?<![\s*])\*\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?![\s*])([^*\n]{1,300})(?<![\s*])\*(?![\w*])")
_DOUBLE_QUOTE = re.compile(r"``([^`]{1,300}?)(?:''|\")")
_SINGLE_QUOTE = re.compile(r"(?<![\w`])`([^`'\n]{1,120})'(?!\w)")
_CODE = re.compile(r"(?<![\w`])`([^`'\n]{1,120})`(?![\w`])")


def shown_title(title: str) -> str:
    """Return a title as people read it, cut where it goes on without an end."""
    if len(title) > MOST_OF_TITLE:
        title = title[:MOST_OF_TITLE].rstrip() + "…"
    return readable(title)


def apart(text: str) -> str:
    """Return words that stand with others, whose directions turn none of those."""
    if text.isascii():
        return text
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}"


def readable(text: str) -> str:
    r"""Return a title or an abstract as plain text to be read.

    `na\"ively` becomes `naïvely`, `$\ell_2$` becomes `ℓ₂`, `{\it x}` and `*x*` become
    `x`, ``q''` becomes “q”. What is not understood stays as it is; characters that
    turn the direction of what follows are left out.
    """
    if not text.isascii():
        text = text.translate(_TURNS)
    if len(text) > MAX_LENGTH:
        return text
    if "\\" in text or "$" in text or "^" in text:
        text = _read_tex(text)
    if "*" in text:
        text = _EMPHASIS.sub(r"\1", _BOLD.sub(r"\1", text))
    if "`" in text:
        text = _DOUBLE_QUOTE.sub(r"“\1”", text)
        text = _CODE.sub(r"\1", _SINGLE_QUOTE.sub(r"‘\1’", text))
    return text


def _read_tex(text: str) -> str:
    has_commands = "\\" in text
    text = _ACCENT.sub(_accented, text)
    text = _MATHS.sub(lambda match: _maths(match[match.lastindex or 0]), text)
    for _ in range(_MAX_DEPTH):
        plain = _FONT_COMMAND.sub(r"\1", _FONT_GROUP.sub(r"\1", text))
        plain = _QUOTED.sub("“\\1”", plain)
        if plain == text:
            break
        text = plain
    if has_commands:
        text = _GROUP.sub(r"\1", text)
    text = _COMMAND.sub(_symbol, _GROUPED_COMMAND.sub(r"\1{}", text))
    text = _BARE_SCRIPT.sub(lambda match: _script("^", match[1] or match[2]), text)
    return _ESCAPED.sub(r"\1", _SPACING.sub(" ", text))


def _maths(inner: str) -> str:
    """Return the inside of maths in Unicode, as far as it is simple."""
    text = _HAT.sub(lambda match: match[2] + _HATS[match[1]], inner)
    text = re.sub(r"\\(?:left|right|big|Big|displaystyle)(?![a-zA-Z])\s?", "", text)
    text = re.sub(r"\\mathbb\s?\{([A-Z])\}", _blackboard, text)
    for _ in range(_MAX_DEPTH):
        plain = _FONT_COMMAND.sub(r"\1", _FONT_GROUP.sub(r"\1", text))
        plain = _FRACTION.sub(_fraction, _ROOT.sub(_root, plain))
        if plain == text:
            break
        text = plain
    text = _COMMAND.sub(_symbol_in_maths, text)
    text = _SCRIPT.sub(
        lambda match: _script(match[1], match[2] or match[3]), _SPACING.sub(" ", text)
    )
    if "\\" not in text:
        text = re.sub(r"(?<!\\)[{}]", "", text)
    return " ".join(text.split())


def _accented(match: re.Match[str]) -> str:
    letter = (match[3] or match[4]).removeprefix("\\")
    mark = ACCENTS[match[1] or match[2]]
    return unicodedata.normalize("NFC", letter + mark)


def _blackboard(match: re.Match[str]) -> str:
    return LETTERS.get(match[1], match[1])


def _fraction(match: re.Match[str]) -> str:
    return "/".join(
        part if len(part) == 1 or part.isalnum() else f"({part})"
        for part in (match[1].strip(), match[2].strip())
    )


def _root(match: re.Match[str]) -> str:
    inner = match[1].strip()
    return f"√{inner}" if inner.isalnum() else f"√({inner})"


def _symbol(match: re.Match[str]) -> str:
    """Return a command's sign; a space behind it in running text stays."""
    sign = SYMBOLS.get(match[1])
    return match[0] if sign is None else sign + (match[2] or "")


def _symbol_in_maths(match: re.Match[str]) -> str:
    """Return a command's sign; the space behind it only ended its name."""
    sign = SYMBOLS.get(match[1])
    if sign is None:
        return match[0]
    if len(sign) == 1 and unicodedata.category(sign) == "Sm":
        return f" {sign} " if sign not in "∂∇∞∑∏∫√¬∀∃±∓∥" else sign
    return sign if not match[2] else sign + match[2]


def _script(mark: str, inner: str) -> str:
    """Return an index or exponent in small signs where each has one."""
    table = SUBSCRIPTS if mark == "_" else SUPERSCRIPTS
    inner = inner.strip()
    if inner and all(char in table for char in inner):
        return "".join(table[char] for char in inner)
    return f"{mark}{inner}" if len(inner) == 1 else f"{mark}({inner})"
