"""UTF-8 that was read in another encoding ("â€™" for "’"): restored where that is sure, else pointed out."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from interview_prep.model import Problem, Repair

_OWN_BYTE = "interview_prep.own_byte"
_READ_AS = {"Mac Roman": ("mac_roman", "strict"), "Windows-1252 or Latin-1": ("cp1252", _OWN_BYTE)}
_LEADS = {1: b"\xc2\xc3", 2: b"\xe2", 3: b"\xf0"}  # bytes that begin a character, by how many bytes follow them
_FOLLOWING = bytes(range(0x80, 0xC0))
_PUNCTUATION, _NOTES = "‘’“”›»…•–—\xa0\xad", "¹²³°·†‡®©"  # both stand after a letter in right text
_FEW = 3  # more different characters than these are not restored by chance

_LETTER = r"[^\W\d_]"
# A root or a negation before a mathematical sign, more often than a letter with an accent; within a word it is that.
_FORMULA = "|".join(
    (
        rf"√[π∑]|(?<!{_LETTER})√[±≤≥≠Ω∞∏∫∂µ](?!{_LETTER})",
        rf"(?<!{_LETTER})√[Ω∞∏∫∂µ]|√[Ω∞∏∫∂µ](?!{_LETTER})",
        r"(?<!\w)¬(?:[±≤≥≠∂∏∫π]|∞(?![CF]\b))",
    )
)
_CAPITALS = r"(?<=[A-ZÇĐ])Ã[”…](?!\w)"  # the end of a word in Portuguese or Vietnamese
_QUOTED = r"\"[^\"\n]*\"|`[^`\n]*`|(?<!\w)'[^'\n]*'(?!\w)"
_ASIDE = re.compile(f"{_QUOTED}|{_FORMULA}")  # no evidence for what stands around it


def _own_byte(error: UnicodeError) -> tuple[bytes, int]:
    """Encode what Windows-1252 has no byte for as Latin-1 does, or fail as that does."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error(_OWN_BYTE, _own_byte)


def _following(*encodings: str, without: str = "") -> str:
    """Return a class of what the bytes that end a character in UTF-8 look like in these encodings."""
    found = "".join(_FOLLOWING.decode(encoding, "ignore") for encoding in encodings) + "\ufffd"
    return f"[{re.escape(''.join(char for char in dict.fromkeys(found) if char not in without))}]"


def _sign(*encodings: str) -> str:
    """Return a pattern of what Western letters, punctuation and emoji in UTF-8 look like in these encodings."""
    following = _following(*encodings)
    return "|".join(f"[{leads.decode(encodings[0])}]{following}{{{count}}}" for count, leads in _LEADS.items())


def _foreign_sign() -> str:
    """Return a pattern of other letters and accents: Greek, Cyrillic, of Europe's east, Vietnam, India and East Asia.

    Their first byte looks like a letter that right text has too, so that what may follow a letter there is no sign.
    """
    letters = "ŠšŽžŒœŸ"
    byte, plain, symbol = (
        _following("cp1252", "latin-1", without=those) for those in ("", _PUNCTUATION, _PUNCTUATION + _NOTES + letters)
    )
    return "|".join(
        (
            rf"(?!Å[±{_NOTES}])[ÄÅÌÐÑ]{plain}",
            r"Ï[€\x80-\x8f‚ƒ„†‡ˆ‰Š‹ŒŽ]",
            rf"(?<![«„“‹‘\"'])(?:Î(?![\xa0…–—’]){byte}|(?<!\d)(?<!\d[ \xa0])Å“)",
            rf"áº{byte}|á»{plain}|[àã-é](?:{symbol}{byte}|[{letters}]{plain})|[ã-æ][–—](?![«¿¡€£§]){symbol}",
            rf"[Œœ]{_following('mac_roman')}|[ƒ≈][Ä-Öß-öø-ü]",
        )
    )


_SIGN = re.compile(f"(?!{_FORMULA}|{_CAPITALS})(?:{_sign('mac_roman')}|{_sign('cp1252', 'latin-1')}|{_foreign_sign()})")
_WORD = re.compile(rf"\S{{0,20}}?{_SIGN.pattern}\S{{0,20}}")


def restored(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Undo a wrong decoding of the whole text, or else that of single lines; return the text and what was repaired."""
    whole, name = _plainest(text)
    if whole != text:
        return whole, (_repair(name, first_difference(text, whole)),)
    return _line_by_line(text)


def _line_by_line(text: str) -> tuple[str, tuple[Repair, ...]]:
    lines = text.split("\n")
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        whole, name = _plainest(line)
        if whole != line:
            lines[number - 1] = whole
            first.setdefault(name, number)
    return "\n".join(lines), tuple(_repair(name, number) for name, number in first.items())


def _repair(name: str, line: int) -> Repair:
    return Repair(line, f"UTF-8 that had been read as {name} was restored")


def first_difference(before: str, after: str) -> int:
    """Return the 1-based number of the first line in which two texts differ, 1 where none does."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)


def _plainest(text: str) -> tuple[str, str]:
    """Return the plainest of what a text was before it was read in an encoding, and the name of that encoding."""
    return min(((_undone(text, name), name) for name in _READ_AS), key=lambda reading: _strangeness(reading[0]))


def _undone(text: str, name: str) -> str:
    """Return the UTF-8 that a text was before it was read in an encoding, or the text where that is not sure.

    It is sure where all of it decodes and becomes plainer, and what is neither quoted nor a formula either bears a sign
    or gives several characters.
    """
    if text.isascii():
        return text
    encoding, errors = _READ_AS[name]
    try:
        whole = text.encode(encoding, errors).decode("utf-8")
    except UnicodeError:
        return text
    rest = _ASIDE.sub("", text)
    told = {char for char in rest.encode(encoding, errors).decode("utf-8", "ignore") if ord(char) > 127}
    sure = len(told) > _FEW or _SIGN.search(rest)
    return whole if sure and _strangeness(whole) < _strangeness(text) else text


def _strangeness(text: str) -> tuple[int, int]:
    """Count what is no plain letter of its script, then the accents that stand for themselves."""
    accents = sum("\u0300" <= char <= "\u036f" for char in text)
    odd = sum(ord(char) > 127 and (char in "ªº" or unicodedata.category(char) not in ("Lo", "Mn")) for char in text)
    return odd + accents, accents


def suspected(text: str) -> Iterator[Problem]:
    """Yield a problem for each line that looks like UTF-8 that was read in another encoding."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.isascii() and (word := _WORD.search(line)):
            cure = "mend it, or save the document anew as UTF-8"
            yield Problem(f"{word[0]!r} looks like text in a wrong encoding; {cure}", number)
