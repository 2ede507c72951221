"""Markdown and simple LaTeX as plain text, and a paragraph as its sentences."""

import re

_FIRST_GREEK = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta")
_SYMBOLS = {
    **{name: chr(0x3B1 + i) for i, name in enumerate(_FIRST_GREEK)},
    **{"lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "omega": "ω"},
    **{"Delta": "Δ", "Sigma": "Σ", "Omega": "Ω", "sum": "Σ", "partial": "∂", "nabla": "∇", "infty": "∞", "in": "∈"},
    **{"cdot": "·", "times": "×", "pm": "±", "approx": "≈", "neq": "≠", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥"},
    **{"ll": "≪", "gg": "≫", "to": "→", "rightarrow": "→", "dots": "…", "ldots": "…", "cdots": "…"},
}
_MATH = re.compile(r"(?<![\\$])\$([^$\n]{1,400}?)(?<!\\)\$(?!\d)")
_LONGEST = 2000  # characters of a sentence
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|no|fig|dr|mr|ms|st)|\b[A-Z])\.$", re.I)


def plain(text: str) -> str:
    """Return one line without Markdown marks; code words, numbers and the words of formulas stay."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[2])
        return f"\0{len(held) - 1}\0"

    text = re.sub(r"(`{1,3})(?!`)(.{1,400}?)(?<!`)\1(?!`)", hold, " ".join(text.split()))
    text = _MATH.sub(lambda match: formula(match[1]), text)
    text = re.sub(r"!?\[([^\[\]]{1,400})\]\([^()\s]{1,400}\)", r"\1", text)
    text = re.sub(r"(?<!\w)(\*\*\*|\*\*|__|\*|_)(?=[^\s*])(.{1,400}?)(?<=\S)\1(?!\w)", r"\2", text)
    text = re.sub(r"(?<!\w)(\*\*|\*)(?=[^\s*])(.{1,400}?)(?<=\S)\1(?!\w)", r"\2", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+.!$<>|~-])", r"\1", text)
    return re.sub(r"\0(\d+)\0", lambda match: held[int(match[1])], text).strip()


def formula(text: str) -> str:
    """Return a LaTeX formula as one can read it: symbols for commands, braces gone."""
    text = re.sub(r"\\(?:text|mathrm|mathbf|mathbb|mathcal|operatorname)\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\sqrt\{([^{}]*)\}", r"√(\1)", text)
    text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)", text)
    text = re.sub(r"\\([A-Za-z]+)", lambda match: _SYMBOLS.get(match[1], match[1]), text)
    text = re.sub(r"\^\{?\(([^()]*)\)\}?", r"^(\1)", text)
    text = re.sub(r"([_^])\{([^{}()]*[^\w{}()][^{}()]*)\}", r"\1(\2)", text)
    return re.sub(r"\{([^{}]*)\}", r"\1", text).replace("\\|", "‖").replace("\\", "").strip()


def sentences(text: str) -> list[str]:
    """Split a paragraph into sentences; not inside brackets or quotes, not after abbreviations, not in code words."""
    found: list[str] = []
    start = 0
    for match in re.finditer(r"[.!?][\"”')\]*]*(?=\s+[\"“'(`*]*[A-Z\d`$])", text):
        piece = text[start : match.end()]
        if len(piece) > _LONGEST or (
            _balanced(piece) and not (match[0][0] == "." and _ABBREVIATION.search(piece[-12:]))
        ):
            found.append(piece.strip())
            start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def _balanced(text: str) -> bool:
    pairs = all(text.count(a) <= text.count(b) for a, b in ("()", "[]", "“”"))
    return pairs and text.count('"') % 2 == 0 and text.count("`") % 2 == 0 and text.count("**") % 2 == 0
