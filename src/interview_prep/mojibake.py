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
_FORMULA = "√[πΩ∞∑∏∫]"  # a root, more often than a letter with an accent
_FEW = 3  # more different characters than these are not restored by chance


def _own_byte(error: UnicodeError) -> tuple[bytes, int]:
    """Encode what Windows-1252 has no byte for as Latin-1 does, or fail as that does."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error(_OWN_BYTE, _own_byte)


def _sign(*encodings: str) -> str:
    """Return a pattern of what Western letters, punctuation and emoji in UTF-8 look like in these encodings."""
    following = re.escape("".join(_FOLLOWING.decode(encoding, "ignore") for encoding in encodings) + "\ufffd")
    return "|".join(f"[{leads.decode(encodings[0])}][{following}]{{{count}}}" for count, leads in _LEADS.items())


_SIGN = re.compile(f"(?!{_FORMULA})(?:{_sign('mac_roman')}|{_sign('cp1252', 'latin-1')})")
_WORD = re.compile(rf"\S{{0,20}}?{_SIGN.pattern}\S{{0,20}}")


def restored(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Undo a wrong decoding of the whole text, or else that of single lines; return the text and what was repaired."""
    for name in _READ_AS:
        whole = _undone(text, name)
        if whole != text:
            return whole, (_repair(name, first_difference(text, whole)),)
    return _line_by_line(text)


def _line_by_line(text: str) -> tuple[str, tuple[Repair, ...]]:
    lines = text.split("\n")
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        for name in _READ_AS:
            if (whole := _undone(line, name)) != line:
                lines[number - 1] = whole
                first.setdefault(name, number)
                break
    return "\n".join(lines), tuple(_repair(name, number) for name, number in first.items())


def _repair(name: str, line: int) -> Repair:
    return Repair(line, f"UTF-8 that had been read as {name} was restored")


def first_difference(before: str, after: str) -> int:
    """Return the 1-based number of the first line in which two texts differ, 1 where none does."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)


def _undone(text: str, name: str) -> str:
    """Return the UTF-8 that a text was before it was read in an encoding, or the text where that is not sure.

    It is sure where all of it decodes and becomes plainer, and either bears a sign or gives several characters.
    """
    if text.isascii():
        return text
    try:
        whole = text.encode(*_READ_AS[name]).decode("utf-8")
    except UnicodeError:
        return text
    several = len({char for char in whole if ord(char) > 127}) > _FEW
    return whole if (several or _SIGN.search(text)) and _strange(whole) < _strange(text) else text


def _strange(text: str) -> int:
    return sum(1 for char in text if ord(char) > 127 and unicodedata.category(char) not in ("Lo", "Mn"))


def suspected(text: str) -> Iterator[Problem]:
    """Yield a problem for each line that looks like UTF-8 that was read in another encoding."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.isascii() and (word := _WORD.search(line)):
            cure = "mend it, or save the document anew as UTF-8"
            yield Problem(f"{word[0]!r} looks like text in a wrong encoding; {cure}", number)
