"""Which encoding bytes are in that are no Unicode: as declared, or as they look."""

import codecs
import re
import unicodedata

_DECLARED = re.compile(
    rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})
    |<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})
    |\A%\s*encoding:\s*([\w.:-]{2,40})""",
    re.IGNORECASE | re.VERBOSE,
)
"""Sources: XML 1.0, 4.3.3; HTML, 4.2.5.4; JabRef's first line of a .bib file."""
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What is read in place of what was declared. Source: WHATWG, Encoding, 4.2."""
_KNOWN = re.compile(
    r"cp125\d|cp(?:437|850|866|932|949)|iso8859-\d{1,2}|koi8-[ru]|mac-roman|gb18030"
    r"|big5hkscs|euc_jp|iso2022_jp|hz"
)
_NAMES = {
    "gb18030": "GB18030 (GBK)",
    "cp932": "Shift-JIS",
    "cp949": "EUC-KR",
    "big5hkscs": "Big5",
    "euc_jp": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "hz": "HZ",
}
MOSTLY_UTF8 = "UTF-8 (mended)"
_UTF8 = re.compile(
    rb"""(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]
    |[\xe1-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}
    |[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})++""",
    re.VERBOSE,
)
"""Whole characters, and surrogates by themselves. Source: RFC 3629, section 4."""
_UTF8_CUT = re.compile(
    rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z"
)
_LEAST_PER_ODD = 4
"""Bytes of UTF-8's long characters for each byte that is none."""
_ESCAPED = {"iso2022_jp": b"\x1b", "hz": b"~{"}
"""Encodings of ASCII bytes alone, by what they cannot do without."""

_PROBE_BYTES = 65_536
_HEAD_BYTES = 4_096
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_GB_PAIR = re.compile(rb"[\xa1-\xfe][\xa1-\xfe]")
_GB_COMMON = re.compile(rb"(?:[\xb0-\xd7][\xa1-\xfe]|[\xa1-\xa3][\xa1-\xfe])")
"""Level 1 of GB 2312, the 3,755 frequent characters, and its punctuation."""
_GB_FREQUENT = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|\xa3\xac|\xa1[\xa1-\xbf]")
_EUC_KANA = re.compile(rb"[\xa4\xa5][\xa1-\xfe]")
_JIS_CHAR = re.compile(rb"[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]|[\x80-\xff]")
_JIS_KANA = re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]|\x81[\x41-\x5b\x75-\x78]")
_JIS_COMMON = re.compile(rb"[\x88-\x97][\x40-\x7e\x80-\xfc]|\x98[\x40-\x72]")
_LEAST_PAIRS = 2
_LEAST_FREQUENT, _MOST_SHARE = 3, 0.6
_MANY_PAIRS = 8
_SURE_SHARE = 0.9
_MANY_SHARE = 0.75
_LEAST_KANA_SHARE = 0.2
_LEAST_HANGUL = 12
_HANGUL_SHARE = 0.97


def declared_in(data: bytes) -> str | None:
    """Return the codec that data says it is in, None where it says none we know."""
    match = _DECLARED.search(data[:_HEAD_BYTES])
    return codec_of((match[1] or match[2] or match[3]).decode()) if match else None


def codec_of(label: str) -> str | None:
    """Return Python's codec for a declared encoding that is no Unicode, or None."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _SUPERSETS.get(name, name)
    return name if _KNOWN.fullmatch(name) else None


def name_of(codec: str) -> str:
    """Return what people call a codec."""
    if codec.startswith("cp125"):
        return f"Windows-{codec[2:]}"
    return _NAMES.get(codec, codec.upper().replace("ISO8859", "ISO-8859"))


def escaped_codec(data: bytes, told: str | None) -> str | None:
    """Return the codec of data that writes all its characters in ASCII, or None."""
    if not data.isascii():
        return None
    if told in _ESCAPED and _ESCAPED[told] in data:
        return told
    return "iso2022_jp" if b"\x1b$B" in data and b"\x1b(B" in data else None


def mostly_utf8(data: bytes) -> str | None:
    """Decode UTF-8 in which some bytes are Windows-1252's; None for anything else.

    So it is where files were put together. Surrogates of a pair become one character.
    """
    pieces: list[str] = []
    n_odd = n_wide = 0
    for line in _UTF8_CUT.sub(b"", data).splitlines(keepends=True):
        at = 0
        for whole in _UTF8.finditer(line):
            odd = line[at : whole.start()]
            text = whole[0].decode("utf-8", "surrogatepass")
            pieces += (odd.decode("cp1252", "replace"), text)
            n_odd += len(odd)
            n_wide += len(whole[0]) - len(text)
            at = whole.end()
        pieces.append(line[at:].decode("cp1252", "replace"))
        n_odd += len(line) - at
    if n_wide < _LEAST_PER_ODD * n_odd:
        return None
    paired = "".join(pieces).encode("utf-16-le", "surrogatepass")
    return paired.decode("utf-16-le", "replace")


def guess(data: bytes) -> str | None:
    """Return the East Asian codec that data is in, None where it looks like none.

    In it most characters are two bytes of those in daily use, while a Western text has
    its accented letters one by one. Data is no UTF-8.
    """
    head = data[:_PROBE_BYTES]
    if _has_common_pairs(head):
        codec = _codec_of_pairs(_GB_PAIR.findall(head))
        return codec if _decodes(data, codec) else None
    if _is_shift_jis(head) and _decodes(data, "cp932"):
        return "cp932"
    return "gb18030" if _is_short_chinese(head) and _decodes(data, "gb18030") else None


def wide_codec(head: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 codec that the zeros of the first bytes tell of."""
    head = head[: len(head) // 4 * 4]
    zeros = [head[at::4].count(0) for at in range(4)]
    n_units = len(head) // 4
    if not n_units or not any(zeros):
        return None
    if zeros[3] == n_units and zeros[2] > zeros[1] // 2 and _is_text(head, "utf-32-le"):
        return "utf-32-le"
    if zeros[0] == n_units and zeros[1] > zeros[2] // 2 and _is_text(head, "utf-32-be"):
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    for codec, most, least in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if most < 2 or least >= most / 4:
            continue
        if most >= 0.6 * n_units or _is_text(head, codec):
            return codec
    return None


def _is_text(head: bytes, codec: str) -> bool:
    """Say whether bytes decode to assigned characters, nearly all words and spaces."""
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(head, final=False)
    except UnicodeDecodeError:
        return False
    n_good = sum(
        each in "\n\r\t " or unicodedata.category(each)[0] in "LNPZ" for each in text
    )
    return bool(text) and n_good >= 0.95 * len(text)


def _codec_of_pairs(pairs: list[bytes]) -> str:
    """Tell Japanese by its kana, Korean by its part of the plane, from Chinese."""
    n_kana = sum(bool(_EUC_KANA.fullmatch(pair)) for pair in pairs)
    if n_kana >= _LEAST_KANA_SHARE * len(pairs):
        return "euc_jp"
    words = [pair for pair in pairs if pair >= b"\xb0"]
    n_hangul = sum(pair < b"\xc9" for pair in words)
    is_korean = len(words) >= _LEAST_HANGUL and n_hangul >= _HANGUL_SHARE * len(words)
    return "cp949" if is_korean else "gb18030"


def _has_common_pairs(head: bytes) -> bool:
    """Say whether high bytes come two by two, as in GB 2312 and EUC."""
    runs = _HIGH_RUN.findall(head)
    if len(head) == _PROBE_BYTES:
        runs = runs[1:-1]
    pairs = [pair for run in runs for pair in _GB_PAIR.findall(run)]
    n_high = sum(map(len, runs))
    n_common = sum(
        bool(_GB_COMMON.fullmatch(pair) or _EUC_KANA.fullmatch(pair)) for pair in pairs
    )
    if len(pairs) < _LEAST_PAIRS:
        return False
    if len(pairs) < _MANY_PAIRS:
        is_even = all(len(run) % 2 == 0 for run in runs)
        return is_even and n_common >= _SURE_SHARE * len(pairs)
    return n_common >= _MANY_SHARE * len(pairs) and 2 * len(pairs) >= 0.9 * n_high


def _is_shift_jis(head: bytes) -> bool:
    """Say whether high bytes are kana and frequent characters of JIS X 0208."""
    chars = _JIS_CHAR.findall(head)
    n_kana = sum(bool(_JIS_KANA.fullmatch(each)) for each in chars)
    n_common = n_kana + sum(bool(_JIS_COMMON.fullmatch(each)) for each in chars)
    return (
        n_kana >= _LEAST_PAIRS
        and n_kana >= _LEAST_KANA_SHARE * len(chars)
        and n_common >= _SURE_SHARE * len(chars)
    )


def _is_short_chinese(head: bytes) -> bool:
    """Say whether few words are Chinese, one or the other rare character among them.

    An accented letter with the one behind it is never a frequent character.
    """
    text = head.decode("gb18030", "ignore")
    wide = [each for each in text if not each.isascii()]
    common = [each for each in wide if _GB_FREQUENT.fullmatch(each.encode("gb18030"))]
    return len(common) >= _LEAST_FREQUENT and len(common) >= _MOST_SHARE * len(wide)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True
