"""UTF-8 that was read in another encoding: what is restored, what stays, and what is pointed out."""

from collections.abc import Callable

import pytest

from interview_prep import mojibake
from interview_prep.model import Problem, Repair

MAC = "UTF-8 that had been read as Mac Roman was restored"
WINDOWS = "UTF-8 that had been read as Windows-1252 or Latin-1 was restored"


def mac(text: str) -> str:
    return text.encode("utf-8").decode("mac_roman")


def latin(text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


def windows(text: str) -> str:
    """Read UTF-8 as Windows-1252, as browsers do: a byte that it has no character for is a control character."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8"))


def test_what_it_looks_like() -> None:
    assert (mac("it’s"), windows("it’s à"), latin("“")) == ("it‚Äôs", "itâ€™s Ã\xa0", "â\x80\x9c")


@pytest.mark.parametrize(
    ("given", "text", "repairs"),
    [
        (mac("# 🎓 Über\n\nit’s “fine”—really"), "# 🎓 Über\n\nit’s “fine”—really", [(1, MAC)]),
        ("plain\n\n" + mac("it’s"), "plain\n\nit’s", [(3, MAC)]),
        ("plain\n" + windows("What’s a café? “À la” Á 🎓"), "plain\nWhat’s a café? “À la” Á 🎓", [(2, WINDOWS)]),
        (latin("What’s a café — à la carte…"), "What’s a café — à la carte…", [(1, WINDOWS)]),
        (mac("Ελληνικά"), "Ελληνικά", [(1, MAC)]),
        (windows("日本語です"), "日本語です", [(1, WINDOWS)]),
        (mac("Müller, über, año, número"), "Müller, über, año, número", [(1, MAC)]),
        (mac("at 20°C, x²"), "at 20°C, x²", [(1, MAC)]),
        (windows("What is α?"), "What is α?", [(1, WINDOWS)]),
        (windows("The heart is cœur."), "The heart is cœur.", [(1, WINDOWS)]),
        (mac("What is α?"), "What is α?", [(1, MAC)]),
    ],
)
def test_a_whole_text_is_restored(given: str, text: str, repairs: list[tuple[int, str]]) -> None:
    assert mojibake.restored(given) == (text, tuple(Repair(*repair) for repair in repairs))


@pytest.mark.parametrize("read_as", [windows, latin])
@pytest.mark.parametrize("beside", ["", "\n日本語"])
@pytest.mark.parametrize(
    "letter", [*"éèêëáàíóúñçãõöåøüßÉÄÖÜ²°½", "Ю", "č", "π", "日", "e\u0301", "नमस्ते", "Việt Nam: ồ"]
)
def test_the_plainest_reading_is_taken(read_as: Callable[[str], str], letter: str, beside: str) -> None:
    """What Windows-1252 or Latin-1 makes of UTF-8 can be read as Mac Roman too: as accents without a letter."""
    assert mojibake.restored(read_as(f"a{letter}o") + beside) == (f"a{letter}o{beside}", (Repair(1, WINDOWS),))


def test_single_lines_are_restored_where_the_others_are_right() -> None:
    """Each line is read for itself, and each wrong encoding is said once, with its first line."""
    given = [
        "naïve — café",
        windows("it’s"),
        "日本語",
        mac("“über”"),
        latin("it’s"),
        "it’s " + windows("é"),
        "MENÜ–Leiste",
    ]
    text, repairs = mojibake.restored("\n".join(given))
    assert text.split("\n") == [given[0], "it’s", given[2], "“über”", "it’s", given[5], given[6]]
    assert repairs == (Repair(2, WINDOWS), Repair(4, MAC))


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "MENÜ–Leiste",
        "naïve — café",
        "Zürich, √2 ≈ 1.41, naïve",
        "The area is √π, and √∞ is none.",
        "in this mode—à la carte",
        "‚Ähnlich‘ – ‚Übung‘",
        "NÃO, MAÇÃ, PÂTÉ, ÂGE",
        "αβγ — Ωμέγα",
        "日本語、“中文”",
        "é\n日本語\nMENÜ–Leiste\n√π",
        "What is √µ in statistics?",
        "√≤",
        "¬±",
        "¬∞",
        "¬∂x",
        "√≈",
        "√µ, √≤, ¬±, ¬∞, ¬∂x, 2√∫x, √±3, √∏",
        "Île-de-France, L’Île, NAÎTRE, «Î»",
        "5 Å–6 Å, in Å², 1.54 Å±0.02, 3 Å“",
        "Ångström, ŁÓDŹ, ESPAÑ…, JÄ…",
        "NÍŽE",
        "VÝŠE A NÍŽE, PÍŠTE",
        "AMANHÃ…",
        "COMO DIZER “MAÇÃ”?",
        "ĐÂY LÀ “MÃ”",
        "cœur, Œuvre, société¹²",
        "“Café”®—so: café—¿qué?, též…, cité\xa0§ 3, está»…, «SÌ…»",
        "Tiếng Việt: ế ộ ữ; नमस्ते; Việt".replace("ệ", "e\u0323\u0302"),
        "Привет, ΑΛΦΑ",
    ],
)
def test_a_right_text_stays_and_is_not_suspected(text: str) -> None:
    assert mojibake.restored(text) == (text, ())
    assert not list(mojibake.suspected(text))


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("it’s " + windows("it’s so"), windows("it’s")),
        ("it’s " + mac("it’s so"), mac("it’s")),
        ("日本語 " + latin("café"), latin("café")),
        ("â€\ufffd", "â€\ufffd"),
        ('Why does a page show "Ã©" or "â€™"?', '"Ã©"'),
        ('Why "Ã©", "Ã¼", "Ã¶" or `Ã±` and `â€™`?', '"Ã©",'),
        *((f"日本語 {windows(letter)}", windows(letter)) for letter in ("α", "λ", "œ", "š", "日", "π", "П", "नाम")),
        *((f"日本語 {windows(word)}", windows(word)) for word in ("DÉPÔT", "PÂTÉ", "SMÅLAND", "Ô")),
    ],
)
def test_what_cannot_be_restored_is_pointed_out(line: str, word: str) -> None:
    assert mojibake.restored(line) == (line, ())
    cure = "mend it, or save the document anew as UTF-8"
    assert list(mojibake.suspected(f"right\n{line}")) == [
        Problem(f"{word!r} looks like text in a wrong encoding; {cure}", 2)
    ]
