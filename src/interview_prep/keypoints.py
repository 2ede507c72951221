"""The key points of a reference answer, derived from its shape: what an answer is graded by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interview_prep import prose
from interview_prep.plaintext import plain, sentences
from interview_prep.prose import ITEM

MOST = 12
_FRAGMENT = 5  # a sentence of so many words may be no claim for itself; one of a single word never is
_BOLD_LABEL = re.compile(r"^(\*\*|__)(?P<label>[^*]+?)(?::\1|\1(?P<more>[^:*.]{0,40}):)\s*(?P<rest>.*)$", re.S)
_PLAIN_LABEL = re.compile(r"^(?P<label>[A-Z][^:.!?`$\"]{1,48}?):\s+(?P<rest>\S.*)$", re.S)
_GENERIC = re.compile(
    r"^(?:(?:key|main|other|common|debugging|immediate|long-term|technical|appropriate|optimal|standard|prevention"
    r"|mentoring|best|your|my) )*"
    r"(?:differences?|points?|principles?|practices?|improvements?|considerations?|steps?|solutions?|approach(?:es)?"
    r"|answers?|implementation|examples?|fix|fixes|techniques?|components?|strateg(?:y|ies)|framework|actions?|options?"
    r"|response|process|mechanisms?|trade-?offs?|formula|format|objective|definition|optimi[sz]ation|specifics"
    r"|investigation|architecture|overview)$",
    re.I,
)
# Words of a title that a claim need not repeat to stand for itself.
_DULL = frozenset(
    {"mechanism", "overview", "explained", "challenges", "implementation", "architecture", "process", "strategy"}
    | {"problem", "problems", "considerations", "approach", "approaches", "solution", "solutions", "technique"}
    | {"techniques", "example", "components", "key", "core", "optimization", "specifics", "system", "structure"}
    | {"method", "methods", "model", "models", "a", "an", "the", "of", "for", "and", "or", "with", "in", "to", "vs"}
)
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the", "to", "using"}
    | {"via", "vs", "with"}
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, the label it has itself or from the items above it, and the list it stands in.

    ``title`` heads the list, ``group`` numbers it; ``lead`` is the sentence that led in where there is no title.
    """

    text: str
    label: str = ""
    title: str = ""
    lead: str = ""
    group: int = 0
    item: bool = True

    @property
    def named(self) -> str:
        """Return the claim after its label."""
        return f"{self.label}: {self.text}" if self.label else self.text


def derive(answer: str, question: str = "", kind: str = "knowledge") -> tuple[str, ...]:
    """Derive the key points of a reference answer: plain strings, at most twelve.

    Where a person's own story is asked, they are the elements of a good story for the question, not the answer's own.
    """
    if kind == "behavioral":
        return story(question)
    points = _points(answer, _FRAGMENT)
    return points if len(points) > 1 else _points(answer, 1)


def _points(answer: str, fragment: int) -> tuple[str, ...]:
    claims = _without_crumbs(_without_strays(list(_claims(answer, fragment))))
    return tuple(dict.fromkeys(_texts(_divided(claims))))


def story(question: str) -> tuple[str, ...]:
    """Return what a good story for a question needs: situation, task, own action, result, a number, what was learnt."""
    asked = (sentences(question) or ["the case asked for"])[0].rstrip(".?! ")
    return (
        f"Situation: Sets the scene of one real case that answers “{asked}”: where, when and who was involved.",
        "Task: Says what the speaker was responsible for, and what was at stake or stood in the way.",
        "Action: Tells in the first person which steps the speaker took, and why these rather than others.",
        "Result: Says how it ended for the users, the team or the business as a consequence of those steps.",
        "Number: Gives at least one figure for the result, such as a time, a rate, a cost or a count.",
        "Lesson: Says what the speaker learnt from it or has done differently since then.",
    )


def _claims(answer: str, fragment: int) -> Iterator[Claim]:
    """Read the answer from top to bottom: items and sentences are claims; labels and lead-ins stand above them."""
    title, lead, group, listed = "", "", 0, False
    above: list[tuple[int, str]] = []
    for line in prose.lines(answer):
        item = ITEM.match(line)
        if item:
            depth = len(item[1].expandtabs(4))
            above = [entry for entry in above if entry[0] < depth]
            label, texts = _parted(item[2], fragment)
            outer = next((name for _, name in reversed(above) if name), "")
            inner = f"{outer}: {label}" if outer and label else outer or label
            yield from (Claim(text, inner, title, lead, group) for text in texts)
            listed = True
            above.append((depth, label if not texts else ""))
        elif line and (head := _head(line)) is not None:
            title, lead, group, above, listed = head, "", group + 1, [], False
        elif line:
            label, texts = _parted(line, fragment)
            group += 1
            title = "" if listed else title
            bold = line.lstrip().startswith(("**", "__"))
            yield from (
                Claim(text, label if bold or not n else "", title, "", group, item=False)
                for n, text in enumerate(texts)
            )
            lead, above = _lead(line), []
            group += 1


def _head(line: str) -> str | None:
    """Return the label that a line is, or None where it is anything else; a lead-in is no label."""
    text = plain(line.strip().lstrip("#").strip())
    bold = re.fullmatch(r"\s*(?:\*\*|__)[^*]{1,200}(?:\*\*|__)\s*:?\s*", line)
    if bold or line.startswith("#"):
        return text.rstrip(": ")
    short = len(text) <= 60 and not re.search(r"[.!?;,]$", text) and ": " not in text
    return text.rstrip(": ") if short and _is_name(text.rstrip(": ")) else None


def _is_name(text: str) -> bool:
    """Tell whether the words are written as a title: all but small words with a capital, and it is no lead-in."""
    words = [word for word in re.sub(r"\(.*?\)|\$.*?\$", "", text).split() if word.lower() not in _SMALL]
    if (
        not words
        or (len(words) == 1 and words[0].lower().endswith("ed"))
        or re.match(r"(?:Created|Used|Configured)\b", text)
    ):
        return False
    return all(word[0].isupper() or not word[0].isalpha() or re.search("[A-Z]", word) for word in words)


def _lead(line: str) -> str:
    """Return the last sentence of a paragraph if it leads in to what follows."""
    last = (sentences(line) or [""])[-1]
    return plain(last).rstrip(": ") if last.rstrip("* ").endswith(":") else ""


def _parted(text: str, fragment: int) -> tuple[str, list[str]]:
    """Return the label of an item or a paragraph, and its sentences that claim something, as plain text."""
    match = _BOLD_LABEL.match(text) or _PLAIN_LABEL.match(text)
    if match is None and re.fullmatch(r"(\*\*|__)?[^.!?:]{2,60}:\1?", text):
        return plain(text).rstrip(": "), []
    label, rest = "", text
    if match and len(match["label"].split()) <= 7:
        more = match.groupdict().get("more") or ""
        label, rest = plain(match["label"] + more), match["rest"]
    told = [sentence for sentence in sentences(rest) if _claims_something(sentence)]
    return label, [plain(sentence) for sentence in _without_fragments(told, fragment)]


def _claims_something(sentence: str) -> bool:
    """Tell whether a sentence is neither a lead-in nor a formula."""
    if sentence.rstrip("* ").endswith(":") or not _WORD.search(sentence):
        return False
    outside = re.sub(r"\$[^$]*\$", "", sentence)
    return not ("=" in sentence and "$" in sentence and len(_WORD.findall(outside)) < 2)


def _without_fragments(told: Sequence[str], most: int) -> list[str]:
    """Put a sentence of a few words, at most so many, before the one that goes on from it."""
    found: list[str] = []
    for sentence in told:
        goes_on = re.match(r"(?:This|These|It|Its|They|If this|Then)\b", sentence)
        if found and len(found[-1].split()) <= (most if goes_on else min(most, 2)):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _without_strays(claims: list[Claim]) -> list[Claim]:
    """Leave out words that stand alone between paragraphs, where more than that is said."""
    said = [claim for claim in claims if claim.item or claim.label or " " in claim.text]
    return said or claims


def _without_crumbs(claims: list[Claim]) -> list[Claim]:
    """Make one claim of a list of names (items of one or two words) after the sentence that leads in to it."""
    found: list[Claim] = []
    for group in _groups(claims):
        bare = [claim for claim in group if claim.item and not claim.label]
        words = sum(len(claim.text.split()) for claim in bare)
        if len(bare) == len(group) > 1 and words <= 2 * len(bare) and (group[0].lead or group[0].title):
            text = "; ".join(claim.text for claim in group)
            found.append(replace(group[0], text=text, label=group[0].title or group[0].lead, title="", lead=""))
        else:
            found += group
    return found


def _groups(claims: Sequence[Claim]) -> list[list[Claim]]:
    groups: list[list[Claim]] = []
    for claim in claims:
        if groups and groups[-1][0].group == claim.group:
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def _divided(claims: list[Claim]) -> list[Claim]:
    """Put the sentences of one item together again where every sentence for itself would be too many."""
    if len(claims) <= MOST:
        return claims
    found: list[Claim] = []
    for claim in claims:
        last = found[-1] if found else None
        if last and claim.item and claim.label and (last.label, last.group) == (claim.label, claim.group):
            found[-1] = replace(last, text=f"{last.text} {claim.text}")
        else:
            found.append(claim)
    return found


def _texts(claims: list[Claim]) -> list[str]:
    """Write the claims out, with the title of their list where it is needed, and merge siblings above twelve."""
    several = len({claim.title for claim in claims}) > 1
    places = {(claim.label, claim.group) for claim in claims if claim.label}
    labels = [label for label, _ in places]
    written = [_titled(group, several, labels) for group in _groups(claims)]
    heads = [_shared(group) for group in _groups(claims)]
    merged: set[int] = set()
    while sum(map(len, written)) > MOST:
        wide = [i for i, group in enumerate(written) if len(group) > 1 and heads[i] and i not in merged]
        if not wide:
            return _paired([text for group in written for text in group])
        least = min(wide, key=lambda i: sum(len(text) for text in written[i]))
        written[least] = _siblings(heads[least], [claim.named for claim in _groups(claims)[least]])
        merged.add(least)
    return [text for group in written for text in group]


def _siblings(head: str, named: Sequence[str]) -> list[str]:
    """Merge siblings under their label, five or six to a point."""
    size = 6 if len(named) <= 6 else 5
    texts = [text.rstrip(".") for text in named]
    return [f"{head}: {'; '.join(texts[i : i + size])}" for i in range(0, len(texts), size)]


def _titled(group: Sequence[Claim], several: bool, labels: Sequence[str]) -> list[str]:
    """Put the title of a list before its claims where they need it: all of a list, or none."""
    title = group[0].title
    if not title:
        return [claim.named for claim in group]
    bare = [claim for claim in group if not claim.label]
    wanted = several and not _GENERIC.match(title) and not all(_says(claim.text, title) for claim in bare)
    return [
        f"{title}: {claim.named}" if (labels.count(claim.label) > 1 if claim.label else wanted) else claim.named
        for claim in group
    ]


def _says(text: str, title: str) -> bool:
    """Tell whether a text already has most words of a title, or those that stand in its brackets."""
    stems = {word.lower()[:5].rstrip("s") for word in _WORD.findall(text)}
    outside, inside = re.sub(r"\(.*?\)", "", title), " ".join(re.findall(r"\((.*?)\)", title))
    words = [[w.lower() for w in _WORD.findall(part) if w.lower() not in _DULL] for part in (outside, inside)]
    has = [sum(word[:5].rstrip("s") in stems for word in part) for part in words]
    most = has[0] > len(words[0]) / 2 or (has[0] > 1 and 2 * has[0] >= len(words[0])) or not words[0]
    return most or (bool(words[1]) and has[1] == len(words[1]))


def _shared(group: Sequence[Claim]) -> str:
    label = group[0].label if len({claim.label for claim in group}) == 1 else ""
    return group[0].title or label or group[0].lead


def _paired(texts: list[str]) -> list[str]:
    """Join neighbours, the shortest pair first, until there are twelve."""
    while len(texts) > MOST:
        least = min(range(len(texts) - 1), key=lambda i: len(texts[i]) + len(texts[i + 1]))
        texts[least : least + 2] = [f"{texts[least].rstrip('.')}; {texts[least + 1]}"]
    return texts
