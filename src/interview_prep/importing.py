"""From a document to its bank, and from a changed document to the same bank without losing what people wrote."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from interview_prep import dialects, keypoints, mixture, topics
from interview_prep.documents import Document
from interview_prep.errors import PrepError
from interview_prep.fingerprints import CONTENT, DERIVED, content_hash, derived_hashes, fingerprint, is_derived
from interview_prep.known import Identity, recognise
from interview_prep.matching import by_text, with_places
from interview_prep.model import Bank, Guidance, Problem, Question, Repair


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says: its title, drafts, guidance and repairs, and the lines that are none of these."""

    dialect: str
    title: str
    drafts: tuple[dialects.Draft, ...]
    guidance: tuple[Guidance, ...]
    repairs: tuple[Repair, ...]
    leftovers: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A bank after an import, and the ids that are new, changed, retired, or keep a person's words for new ones.

    ``changed`` are those whose content the import itself changes; what a person mended before it is not counted.
    """

    bank: Bank
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def understand(document: Document) -> Reading:
    """Read a document in the one dialect that claims it.

    Raises PrepError (exit code 1) where none or several claim it, or where it holds no question.
    """
    names = dialects.detect(document.text)
    if not names:
        raise _bad(document, "no question found; `prep import --help` shows the shapes that are understood")
    if len(names) > 1:
        raise _bad(document, f"two dialects claim it: {', '.join(names)}; make its questions all of one shape")
    items = list(dialects.open_dialect(names[0]).read(document.text))
    items += mixture.passed_over(document.text, names[0], items)
    items = [replace(item, line=document.line(item.line)) for item in items]
    if found := mixture.mixed(names[0], items):
        raise _bad(document, found.message, found.line)
    drafts = tuple(item for item in items if isinstance(item, dialects.Draft))
    if not drafts:
        raise _bad(document, "no question found; `prep import --help` shows the shapes that are understood")
    titles = [item.text for item in items if isinstance(item, dialects.Title)]
    return Reading(
        names[0],
        " ".join(titles[:1]) or re.sub("[_-]", " ", printable(document.path.stem)).strip().capitalize(),
        drafts,
        tuple(replace(i, title=i.title or "Guidance") for i in items if isinstance(i, Guidance) and i.text.strip()),
        document.repairs + tuple(sorted((i for i in items if isinstance(i, Repair)), key=lambda repair: repair.line)),
        tuple(sorted((*document.problems, *(i for i in items if isinstance(i, Problem))), key=lambda left: left.line)),
    )


def _bad(document: Document, message: str, line: int = 1) -> PrepError:
    return PrepError(f"{document.path}:{line}: {message}", exit_code=1)


def identity(reading: Reading, name: str | None = None, prefix: str | None = None) -> Identity:
    """Return the bank's name, prefix and notice: of a known document, as asked for, or made from the title."""
    for option, value in (("--name", name), ("--prefix", prefix)):
        if value is not None and value != slug(value):
            raise PrepError(f"{option} {value!r}: use small letters, digits and hyphens, for example {slug(value)!r}")
    digits = max(3, len(str(len(reading.drafts))))
    known = recognise(reading.title, {draft.section for draft in reading.drafts})
    who = known or Identity(slug(reading.title), slug(reading.title), digits)
    return replace(who, name=name or who.name, prefix=prefix or name or who.prefix)


def slug(text: str) -> str:
    """Return a text as a name of small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "questions"


def build(document: Document, reading: Reading, who: Identity, now: datetime) -> Bank:
    """Make a new bank of what a document says; ``now`` is the UTC time that is kept as the questions' last change."""
    bands = topics.bands(reading.guidance)
    questions = [
        _question(draft, number, who, bands, _stamp(now)) for number, draft in enumerate(reading.drafts, start=1)
    ]
    return Bank(
        name=who.name,
        title=reading.title,
        prefix=who.prefix,
        questions=tuple(questions),
        source=printable(document.path.name),
        sha256=document.sha256,
        dialect=reading.dialect,
        notice=who.notice,
        derived=(("title", fingerprint(reading.title)),),
        guidance=reading.guidance,
        repairs=reading.repairs,
    )


def printable(name: str) -> str:
    """Return the name of a file with a mark for each of its characters that no text can hold or that ends a line."""
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in name)


def _stamp(now: datetime) -> str:
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def _question(
    draft: dialects.Draft, running: int, who: Identity, bands: Sequence[tuple[int, int, str]], stamp: str
) -> Question:
    kind = topics.guess_kind(draft.question, draft.section, draft.subsection)
    band = next((name for first, last, name in bands if first <= (draft.number or running) <= last), None)
    question = Question(
        id=f"{who.prefix}-{running:0{who.digits}d}",
        bank=who.name,
        section=draft.section,
        question=draft.question,
        number=draft.number,
        subsection=draft.subsection,
        kind=kind,
        difficulty=band or topics.guess_difficulty(draft.question, draft.section, draft.subsection, kind),
        topics=topics.guess_topics(draft.question, draft.section, draft.subsection),
        answer=draft.answer,
        answer_source="document" if draft.answer else "none",
        key_points=keypoints.derive(draft.answer, draft.question, kind) if draft.answer else (),
        source_line=draft.line,
        changed=stamp,
    )
    return replace(question, derived=derived_hashes(question))


def merge(old: Bank, fresh: Bank, now: datetime) -> Merge:
    """Carry a bank over to what its document says now.

    Matched questions keep their ids and every field that a person wrote; new ones take the next free numbers;
    vanished ones are retired. Raises PrepError (exit code 1) where the bank came from another document.
    """
    known = by_text(old.questions, fresh.questions)
    if not _same_document(old, fresh, known.values()):
        raise PrepError(
            f"bank {old.name!r} came from another document ({old.source or 'written by hand'}); "
            "choose another name with --name and --prefix, or another file with -o",
            exit_code=1,
        )
    pairs = with_places(old.questions, fresh.questions, known)
    number, stamp = _next_number(old), _stamp(now)
    questions, added, changed, kept = [], [], [], []
    for index, question in enumerate(fresh.questions):
        before = pairs.get(index)
        if before is None:
            whole = replace(question, id=f"{old.prefix}-{number:0{_digits(old)}d}", bank=old.name)
            number += 1
            added.append(whole.id)
        else:
            whole, aside = _carried(before, question, stamp)
            kept += [whole.id] if aside else []
            changed += [whole.id] if any(getattr(whole, name) != getattr(before, name) for name in CONTENT) else []
        questions.append(whole)
    retired = _put_back(questions, old.questions, stamp)
    bank = replace(_headed(old, fresh), name=old.name, prefix=old.prefix, notice=old.notice)
    return Merge(replace(bank, questions=tuple(questions)), tuple(added), tuple(changed), tuple(retired), tuple(kept))


def _put_back(questions: list[Question], old: Sequence[Question], stamp: str) -> list[str]:
    """Insert what the document does not hold after its old neighbour, and return the ids that are retired by it.

    A question that never came from the document was written by a person and stays as it is.
    """
    present = {question.id for question in questions}
    retired = []
    after: str | None = None
    for question in old:
        if question.id not in present:
            gone = _came(question)
            retired += [question.id] if gone else []
            place = next((i + 1 for i, other in enumerate(questions) if other.id == after), 0)
            questions.insert(place, _retired(question, stamp) if gone else question)
        after = question.id
    return retired


def _retired(question: Question, stamp: str) -> Question:
    """Retire a question, with a hash that tells it from one that a person has retired."""
    hashes = dict(question.derived) | {"retired": fingerprint(True)}
    return replace(question, retired=True, changed=stamp, derived=tuple(hashes.items()))


def _headed(old: Bank, fresh: Bank) -> Bank:
    """Return the new bank with the old one's source and title where these stay.

    Both do while the document does, whatever its file is called now; a title that a person wrote, or that cannot be
    told from one, always does. One that was taken out, for which the bank's name stands, never does.
    """
    bare = old.title == old.name
    if old.sha256 == fresh.sha256:
        same = replace(fresh, source=old.source)
        return same if bare else replace(same, title=old.title, derived=old.derived or fresh.derived)
    derived = dict(old.derived).get("title") == fingerprint(old.title)
    return fresh if derived or bare else replace(fresh, title=old.title)


def _same_document(old: Bank, fresh: Bank, matched: Collection[Question]) -> bool:
    """Tell whether a bank came from an earlier state of a document; the texts of ``matched`` are in both.

    Where title and file name are the same, these have to be a quarter of the smaller document's questions; where one of
    them is, half of those that the bank asks, so that no more than half are retired; else nine tenths of the larger
    document's as well; and always one.
    """
    if not old.sha256 or old.sha256 == fresh.sha256:
        return bool(old.sha256)
    came = sum(map(_came, old.questions))
    smaller, larger = sorted((came, len(fresh.questions)))
    same_title = fresh.title == old.title or fresh.derived == old.derived
    alike = same_title + (old.source == fresh.source)
    if alike < 2 and 2 * sum(map(_came, matched)) < came:
        return False
    return len(matched) >= (9 * larger / 10, 1, max(1, smaller / 4))[alike]


def _came(question: Question) -> bool:
    """Tell whether a question came from the document as it was, rather than from a person or a state before."""
    return bool(question.derived) and not question.retired


def _next_number(bank: Bank) -> int:
    numbers = [int(match[1]) for question in bank.questions if (match := re.search(r"(\d+)$", question.id))]
    return max(numbers, default=0) + 1


def _digits(bank: Bank) -> int:
    return max((len(m[1]) for q in bank.questions if (m := re.search(r"(\d+)$", q.id))), default=3)


def _carried(old: Question, new: Question, stamp: str) -> tuple[Question, bool]:
    """Return the question with the document's new fields and the person's own, and whether one was set aside."""
    hashes = dict(new.derived)
    person = {name: getattr(old, name) for name in DERIVED if not is_derived(old, name)}
    aside = any(dict(old.derived).get(name) != hashes.get(name) for name in person)
    person |= {name: getattr(old, name) for name in ("id", "bank", "note", "same_as", "changed")}
    whole = replace(new, retired=old.retired and not is_derived(old, "retired"), **person)
    if content_hash(whole) != dict(old.derived).get("content"):
        whole = replace(whole, changed=stamp)
    hashes["content"] = content_hash(whole)
    return replace(whole, derived=tuple(hashes.items())), aside
