r"""Text in BibTeX fields: TeX source as the text that is kept, and back.

What is kept has its accents and signs in Unicode and no braces that only protect
capitals; maths and the commands that mean something ('\emph{…}') stay as they are.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.formats.symbols import ACCENTS, TEXT_SIGNS
from app.formats.text import clean

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
    }
)
_FONTS = r"emph|text(?:it|bf|sc|tt|sf|sl|superscript|subscript)"
_KEPT = re.compile(
    r"(?<![\\$])\$(?![\s$])([^$]{1,300}?)(?<![\s\\])\$(?!\d)"
    rf"|(\\(?:{_FONTS})\{{)([^{{}}\\$]{{1,300}})\}}"
)
"""Maths, and what stands in another font: written as they are."""
_UNSAFE_IN_MATHS = re.compile(r"(?<!\\)[%#&]")

_AT = re.compile(r"\A([\s\\]*)@")
"""What a reader could take for the next entry: an '@' that opens a line."""
_SPACED = re.compile(r"(?<= ) |\A | \Z")
_BLANK_LINES = re.compile(r"[ \t]*\n[ \t]*\n[ \t\n]*")
_SPACES = re.compile(r"[ \t\n]+")
_ENDS = " \t\n"

_TOKEN = re.compile(
    r"(?P<maths>\$\$[^$]{1,2000}\$\$|\$(?:[^$\\]|\\.){1,2000}?\$)"
    r"|(?P<accent>(?P<open>\{)?\\(?:(?P<sign>[\"'`^~=.])\s?"
    r"|(?P<letter>[uvHcdbkr])(?:\s+|(?=\{)))"
    r"(?:\{\s?(?P<base>\\[ij]|[^\W\d_])\s?\}|(?P<bare>\\[ij](?![a-zA-Z])|[^\W\d_]))"
    r"(?(open)\}))"
    r"|(?P<line>\\\\(?:\[[^\]]{0,9}\])?\ ?)"
    r"|\\(?P<escaped>[&%$#_{}])"
    r"|(?P<switch>\{\\(?P<font>em|it|bf|sc|tt|sl|rm|sf)(?![a-zA-Z])\s*)"
    r"|\\(?P<command>[a-zA-Z]+)(?P<space>[ ]*)(?P<empty>\{\})?"
    r"|\\(?P<gap>[ ,;:!/@-])"
    r"|\\(?P<sign_alone>[\"'`^~=.])\{\}"
    r"|(?P<brace>[{}])|(?P<tie>~)"
)
_VERBATIM_MATHS = re.compile(r"(?<!\\)\$(\\?[^$\\\s]{1,9})\$")
_VERBATIM_SIGNS: Mapping[str, str] = MappingProxyType(
    {r"\backslash": r"\textbackslash{}", r"\sim": "~"}
)
_DOLLAR = re.compile(r"(?<!\\)\$")
_PATH_SIGN = re.compile(
    r"\{?\\([_&%#$])\}?|\{\\[\"'`^~=.]\{?\\?[A-Za-z]\}?\}|\{\\[a-zA-Z]{1,2}\}"
)
_SWITCHES: Mapping[str, str] = MappingProxyType(
    {"em": "emph", "it": "textit", "bf": "textbf", "sc": "textsc", "tt": "texttt"}
)
_UNWRAPPED = frozenset(
    ("mbox", "hbox", "text", "textrm", "textnormal", "textup", "url", "nolinkurl")
)
_MARKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("enquote", "mkbibquote", "textquote"), ("“", "”")),
        "mkbibparens": ("(", ")"),
        "mkbibbrackets": ("[", "]"),
    }
)
"""What commands put before and behind their argument.

Sources: csquotes, 3.1; biblatex, 4.10.4.
"""
_INNER_QUOTES = ("‘", "’")
_BIBLATEX_FONTS: Mapping[str, str] = MappingProxyType(
    {"mkbibemph": "emph", "mkbibitalic": "emph", "mkbibbold": "textbf"}
)
_DROPPED = frozenset(("protect", "relax", "newblock", "null", "noopsort", "bibstring"))
_GAPS: Mapping[str, str] = MappingProxyType(
    {" ": " ", ",": " ", ";": " ", ":": " ", "!": "", "/": "", "@": "", "-": ""}
)
_MARKED = re.compile(r"[\\{}$~]")


def read_tex(value: str) -> str:
    """Return a field's TeX source as the text to keep.

    Line ends of the source are spaces; a blank line and a forced line break stay.
    """
    return _read(value, is_names=False)


def read_names_tex(value: str) -> str:
    """Return a list of names with its accents in Unicode and its braces in place."""
    return _read(value, is_names=True)


def read_verbatim(value: str) -> str:
    """Return an address, path or id from a field, what TeX needed undone."""
    value = one_source_line(value)
    if not value or not _MARKED.search(value):
        return value
    value = _VERBATIM_MATHS.sub(
        lambda match: _VERBATIM_SIGNS.get(match[1], match[1]), value
    )
    value = _DOLLAR.sub(r"\\$", value.replace("~", r"\textasciitilde{}"))
    return _read(value, is_names=False).strip()


def read_paths(value: str) -> str:
    r"""Return a field of paths; the backslashes of '\:' and of folders stay."""
    value = one_source_line(value).replace(r"$\backslash$", "\\")
    return _PATH_SIGN.sub(lambda match: match[1] or read_tex(match[0]), value)


def one_source_line(value: str) -> str:
    """Return TeX source on one line."""
    if "  " in value or "\n" in value or "\t" in value:
        value = _SPACES.sub(" ", value)
    return value.strip(_ENDS)


def split_list(source: str) -> list[str]:
    """Part a list at its ';', else at its ',', outside braces."""
    if "{" not in source and "}" not in source:
        return source.split(";" if ";" in source else ",")
    pieces = re.split(r"([{};,])", source)
    depth, depths = 0, []
    for piece in pieces:
        depth = max(0, depth + (piece == "{") - (piece == "}"))
        depths.append(depth)
    marks = {piece for piece, at in zip(pieces, depths, strict=True) if not at}
    mark = ";" if ";" in marks else ","
    parts: list[list[str]] = [[]]
    for piece, at in zip(pieces, depths, strict=True):
        if piece == mark and not at:
            parts.append([])
        else:
            parts[-1].append(piece)
    return ["".join(part) for part in parts]


def escape(text: str) -> str:
    """Return plain text as BibTeX takes it, on one line, its maths kept."""
    return _escaped(" ".join(clean(text).split()))


def escape_lines(text: str) -> str:
    """Return text as BibTeX takes it, its lines and spaces kept."""
    lines = clean(text).replace("\t", "    ").strip(_ENDS).split("\n")
    return "\\\\\n".join(
        _AT.sub(r"\1{@}", _SPACED.sub(r"\\ ", _escaped(line.rstrip(_ENDS))))
        for line in lines
    )


def is_balanced(source: str) -> bool:
    """Say whether every brace of TeX source has its other one."""
    depth = 0
    for char in source:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _escaped(text: str) -> str:
    parts: list[str] = []
    at = 0
    for match in _KEPT.finditer(text):
        if match[2]:
            kept = match[2] + match[3].translate(_ESCAPES) + "}"
        elif is_balanced(match[1]) and not _UNSAFE_IN_MATHS.search(match[1]):
            kept = match[0]
        else:
            continue
        parts += text[at : match.start()].translate(_ESCAPES), kept
        at = match.end()
    parts.append(text[at:].translate(_ESCAPES))
    return "".join(parts)


def _read(value: str, *, is_names: bool) -> str:
    if "\n" in value:
        value = _BLANK_LINES.sub(r"\\\\\\\\", value.strip(_ENDS))
    value = one_source_line(value)
    if not _MARKED.search(value):
        return value
    if is_names and "\\" not in value:
        return value
    reader = _Reader(is_names=is_names)
    parts: list[str] = []
    at = 0
    for match in _TOKEN.finditer(value):
        between = value[at : match.start()]
        reader.is_argument = reader.is_argument and not between.strip()
        reader.is_after_name = reader.is_after_name and not between
        parts += between, reader.take(match)
        at = match.end()
    return "".join([*parts, value[at:]])


@dataclass(slots=True)
class _Reader:
    """Reads the tokens of one field; holds what closes the braces that are open.

    `is_argument` says that a brace would open a command's argument, `is_after_name`
    that a letter would belong to a command's name; `marks` stand round that argument.
    """

    is_names: bool
    closers: list[str] = field(default_factory=list)
    is_argument: bool = False
    is_after_name: bool = False
    marks: tuple[str, str] | None = None

    def take(self, match: re.Match[str]) -> str:
        """Return what a token stands for."""
        was_argument, self.is_argument = self.is_argument, False
        was_name, self.is_after_name = self.is_after_name, False
        marks, self.marks = self.marks, None
        match match.lastgroup:
            case "brace":
                if marks and was_argument and match["brace"] == "{":
                    return self._marked(*marks)
                closed = self._brace(match["brace"], is_argument=was_argument)
                return "{}" if was_name and not closed else closed
            case "maths":
                return match[0]
            case "line":
                return "\n"
            case "escaped" | "sign_alone":
                return self._kept(match[match.lastgroup])
            case "gap":
                return _GAPS[match["gap"]]
            case "tie":
                return match[0] if self.is_names else " "
        if match["font"]:
            return self._switch(match["font"])
        if match["command"]:
            return self._command(match)
        base = (match["base"] or match["bare"]).removeprefix("\\")
        mark = ACCENTS[match["sign"] or match["letter"]]
        return unicodedata.normalize("NFC", base + mark)

    def _brace(self, brace: str, *, is_argument: bool) -> str:
        if brace == "}":
            closer = self.closers.pop() if self.closers else ""
            self.is_argument = closer == "}" and not self.is_names
            return closer
        is_kept = is_argument or self.is_names
        self.closers.append("}" if is_kept else "")
        return "{" if is_kept else ""

    def _marked(self, opening: str, closing: str) -> str:
        if closing in self.closers and closing == "”":
            opening, closing = _INNER_QUOTES
        self.closers.append(closing)
        return opening

    def _kept(self, sign: str) -> str:
        """Return a sign; among names a brace would be taken for one of the source."""
        return "" if self.is_names and sign in "{}" else sign

    def _switch(self, font: str) -> str:
        name = _SWITCHES.get(font)
        self.closers.append("}" if name or self.is_names else "")
        return f"\\{name}{{" if name else "{" if self.is_names else ""

    def _command(self, match: re.Match[str]) -> str:
        name = match["command"]
        sign = TEXT_SIGNS.get(name)
        if sign is not None:
            return self._kept(sign)
        if name in _DROPPED:
            return ""
        if name in _UNWRAPPED:
            return match["space"]
        self.is_argument = match["empty"] is None
        if not self.is_names and name in _MARKS:
            self.marks = _MARKS[name]
            return ""
        self.is_after_name = self.is_argument and not match["space"]
        if name in _BIBLATEX_FONTS:
            return f"\\{_BIBLATEX_FONTS[name]}"
        return match[0]
