"""The exact words of a text: content words by their stems, names and code words, numbers with their units."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

_STOP = frozenset(
    [
        "a",
        "about",
        "above",
        "after",
        "again",
        "against",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "below",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "done",
        "down",
        "during",
        "each",
        "etc",
        "even",
        "every",
        "few",
        "for",
        "from",
        "further",
        "get",
        "gets",
        "getting",
        "give",
        "go",
        "goes",
        "going",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "keep",
        "kept",
        "let",
        "like",
        "made",
        "make",
        "makes",
        "making",
        "many",
        "may",
        "me",
        "might",
        "more",
        "most",
        "much",
        "must",
        "my",
        "need",
        "needs",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "ours",
        "out",
        "over",
        "own",
        "per",
        "put",
        "really",
        "same",
        "say",
        "see",
        "set",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "such",
        "take",
        "takes",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "us",
        "use",
        "used",
        "uses",
        "using",
        "very",
        "via",
        "was",
        "way",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yes",
        "you",
        "your",
        "im",
        "ive",
        "dont",
        "doesnt",
        "didnt",
        "cant",
        "wont",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "id",
        "youre",
        "thats",
        "theres",
        "lets",
    ]
)
_ALIASES = {
    "k8s": "kubernetes", "kube": "kubernetes", "postgres": "postgresql", "pg": "postgresql", "psql": "postgresql",
    "js": "javascript", "ts": "typescript", "py": "python", "db": "database", "dbs": "database", "env": "environment",
    "envs": "environment", "config": "configuration", "configs": "configuration", "repo": "repository",
    "auth": "authentication", "authn": "authentication", "authz": "authorization", "params": "parameter",
    "param": "parameter", "perf": "performance", "infra": "infrastructure", "ml": "machine-learning",
    "ai": "artificial-intelligence", "knn": "k-nn", "ann": "approximate-neighbor", "tf": "terraform", "tfidf": "tf-idf",
    "docs": "document", "doc": "document", "prod": "production", "dev": "development", "ops": "operation",
    "mins": "minute", "dynamo": "dynamodb", "ddb": "dynamodb", "es": "elasticsearch", "cfn": "cloudformation",
    "sm": "sagemaker", "apigw": "gateway", "creds": "credential", "perms": "permission", "msg": "message",
    "msgs": "message", "async": "asynchronous", "sync": "synchronous", "comms": "communication", "attrs": "attribute",
    "deps": "dependency", "dep": "dependency", "di": "injection", "tok": "token", "toks": "token", "vec": "vector",
    "vecs": "vector", "emb": "embedding", "embs": "embedding", "hist": "history", "conv": "conversation",
    "convo": "conversation", "convos": "conversation", "img": "image", "imgs": "image", "behaviour": "behavior",
    "colour": "color", "centre": "center", "licence": "license", "favour": "favor", "optimise": "optimize",
    "analyse": "analyze", "catalogue": "catalog", "grey": "gray", "labelled": "label", "modelling": "model",
}  # fmt: skip
_UNITS: dict[str, tuple[str, float]] = {}
for _names, _dimension, _factor in (
    ("ns nanosecond nanoseconds", "s", 1e-9), ("us µs μs microsecond microseconds", "s", 1e-6),
    ("ms msec millisecond milliseconds millis", "s", 1e-3), ("s sec secs second seconds", "s", 1.0),
    ("m min mins minute minutes", "s", 60.0), ("h hr hrs hour hours", "s", 3600.0), ("d day days", "s", 86400.0),
    ("w wk week weeks", "s", 604800.0), ("month months", "s", 2592000.0), ("quarter quarters", "s", 7776000.0),
    ("y yr year years", "s", 31536000.0),
    ("b byte bytes", "B", 1.0), ("kb kib", "B", 1e3), ("mb mib meg megs megabyte megabytes", "B", 1e6),
    ("gb gib gig gigs gigabyte gigabytes", "B", 1e9), ("tb tib terabyte terabytes", "B", 1e12), ("pb", "B", 1e15),
    ("% percent pct", "%", 1.0), ("$ usd dollar dollars", "$", 1.0), ("€ eur euro euros", "€", 1.0),
    ("x times fold", "x", 1.0), ("hz", "Hz", 1.0), ("khz", "Hz", 1e3), ("mhz", "Hz", 1e6), ("ghz", "Hz", 1e9),
    ("bit bits", "bit", 1.0),
):  # fmt: skip
    for _name in _names.split():
        _UNITS[_name] = (_dimension, _factor)
_SCALES = {"k": 1e3, "thousand": 1e3, "million": 1e6, "mio": 1e6, "billion": 1e9, "bn": 1e9, "hundred": 100.0}
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_COUNTS = {word: float(i) for i, word in enumerate(_ONES)} | {
    "seventeen": 17.0, "eighteen": 18.0, "nineteen": 19.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0,
    "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0, "hundred": 100.0, "thousand": 1000.0,
    "million": 1e6, "dozen": 12.0,
}  # fmt: skip
_COUNT_WORD = re.compile(
    rf"(?<![\d.])(?<!\d\s)\b(?:(?P<tens>{'|'.join(w for w, v in _COUNTS.items() if 20 <= v < 100)})[ -](?P<ones>{'|'.join(_ONES[1:10])})"
    rf"|(?P<one>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}))(?P<scale> (?:hundred|thousand|million|billion))?\b",
    re.I,
)
_QUANTITY = re.compile(
    r"(?<![\w.])(?P<money>[$€])?(?P<number>\d++(?:[.,]\d++)*+)"
    r"(?:[\s-]?(?P<scale>thousand|million|mio|billion|bn|hundred|[kKM](?![A-Za-z])|[kK](?=\s?(?:tok|req|row|user|doc))))?"
    r"(?:[\s-]?(?P<unit>%|[A-Za-zµμ]+))?"
)
_RANGE = re.compile(r"\s?(?:-|–|to|and|or|→|->)\s?$")
_WORD = re.compile(r"[^\W_]+(?:[-'’.+#/_]*[^\W_]+)*[+#]*")
_NAME = re.compile(r"\b[A-Za-z]+[A-Z][\w.-]*|\b[A-Z]{2,}s?\b|\b\w+_\w+|\b[A-Za-z-]+\d[\w-]*|\w+\(\)|`[^`]+`")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|without|cannot|can['’]?t|neither|nor|hardly|instead of|rather than|\w+n['’]t|"
    r"dont|doesnt|didnt|isnt|wont|arent|avoid(?:s|ed)?|skip(?:ped)?|unnecessary|impossible|disabled?|pointless)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the base unit of its dimension: 100 ms is 0.1 of "s", a bare number has the dimension ""."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text holds: stems of content words, exact names (lower case), quantities, how many negations."""

    words: frozenset[str]
    names: frozenset[str]
    quantities: frozenset[Quantity]
    negations: int


@lru_cache(maxsize=4096)
def terms(text: str) -> Terms:
    """Read the terms of a text; spellings that mean the same (k8s, Kubernetes) give the same term."""
    found = words(text)
    names = {stem(part) for match in _NAME.finditer(text) for part in words(match[0])}
    content = frozenset(stem(word) for word in found if word not in _STOP and not _is_number(word))
    return Terms(content, frozenset(names) & content, quantities(text), len(_NEGATION.findall(text)))


def words(text: str) -> list[str]:
    """Return the words of a text in order: lower case, accents and apostrophes gone, short forms written out."""
    plain = _folded(text)
    found: list[str] = []
    for match in _WORD.finditer(plain):
        word = match[0].replace("'", "").replace("’", "")
        if word in _ALIASES:
            found.append(_ALIASES[word])
            continue
        for part in re.split(r"[-/._]+", word):
            if part:
                found.append(_ALIASES.get(part, part))
    return found


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return a light stem: plural, -ing, -ed, -ly, -ion and British spellings fall together."""
    word = word.replace("isation", "ization").replace("ising", "izing").replace("ised", "ized")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ization", "ational", "ations", "ation", "ition", "izing", "ized", "ments", "ment", "ness", "ings",
                   "ing", "edly", "ed", "ions", "ion", "ally", "ly", "ers", "er", "or", "able", "ible", "ance", "ence",
                   "ency", "ity", "ive", "al", "ize", "ise", "ate", "e", "y"):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


def content(text: str) -> list[str]:
    """Return the stems of the content words of a text, in order."""
    return [stem(word) for word in words(text) if word not in _STOP]


def is_stop(word: str) -> bool:
    """Tell whether a normalised word carries no content of its own."""
    return word in _STOP


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _COUNTS


@lru_cache(maxsize=4096)
def quantities(text: str) -> frozenset[Quantity]:
    """Return the numbers of a text in base units: "twenty" is 20, "1k" 1000, "100 ms" and "0.1 s" the same."""
    spelt = _COUNT_WORD.sub(_digits, text)
    found: list[tuple[float, str]] = []
    end = 0
    for match in _QUANTITY.finditer(spelt):
        dimension, base = _UNITS.get((match["money"] or match["unit"] or "").lower(), ("", 1.0))
        scale = _SCALES.get((match["scale"] or "").lower(), 1.0) if match["scale"] != "M" else 1e6
        if found and not found[-1][1] and dimension and _RANGE.fullmatch(spelt[end : match.start()]):
            found[-1] = (found[-1][0] * base, dimension)  # "20 to 50 GB": the unit belongs to both
        found.append((_float(match["number"]) * scale * base, dimension))
        end = match.end() if dimension or not match["unit"] else match.start("unit")
    return frozenset(Quantity(float(f"{value:.6g}"), dimension) for value, dimension in found)


def _digits(match: re.Match[str]) -> str:
    value = _COUNTS[match["tens"].lower()] + _COUNTS[match["ones"].lower()] if match["tens"] else None
    if value is None:
        value = _COUNTS[match["one"].lower()]
        if value == 1:
            return match[0]  # "one" is a pronoun more often than a number
    if match["scale"]:
        value *= _SCALES[match["scale"].strip().lower()]
    return f"{value:g}" if value < 1e6 else str(int(value))


def _float(text: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    head = text.replace(",", ".").split(".")
    return float(head[0] + "." + "".join(head[1:]) if len(head) > 1 else head[0])


def shared(wanted: frozenset[str], told: frozenset[str]) -> frozenset[str]:
    """Return the wanted stems that a text holds, a typo in a word of five letters and more forgiven."""
    found = set(wanted & told)
    long = [word for word in told if len(word) >= 5]
    for word in wanted - found:
        if len(word) >= 5 and long and process.extractOne(word, long, scorer=fuzz.ratio, score_cutoff=84):
            found.add(word)
    return frozenset(found)


def same_quantity(wanted: Quantity, told: Quantity) -> bool:
    """Tell whether two quantities agree within two percent; a number without a unit may stand for one with it."""
    if wanted.unit != told.unit and wanted.unit and told.unit:
        return False
    return abs(wanted.value - told.value) <= 0.02 * max(abs(wanted.value), abs(told.value))
