"""Rules about answers: their length, and code that parses."""

import ast
import json
import re
import textwrap
import warnings
from collections.abc import Iterator

from interview_prep.lint import Remark, Subject
from interview_prep.model import Question

_FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>\w*)[^\n]*\n(?P<code>.*?)^ *(?P=fence)", re.M | re.S
)
_OPENING = re.compile(r"^ *(`{3,}|~{3,})", re.M)
WORDS = {"authored": (30, 120), "document": (10, 600)}  # code not counted
DESIGN = 200  # words of an authored answer to a design question, at most


def code_parses(subject: Subject) -> Iterator[Remark]:
    """Code that a candidate is shown should at least parse: an error where it was written for this bank."""
    for question in subject.questions:
        for language, code in _blocks(question):
            problem = _problem(language, code)
            if problem:
                authored = question.answer_source != "document"
                yield Remark(
                    question, f"the answer's {language} does not parse ({problem})", "mend it", authored, "answer"
                )


def length_of_answer(subject: Subject) -> Iterator[Remark]:
    """An answer is what a strong candidate would say, not a catchword and not a lecture."""
    for question in subject.questions:
        least, most = WORDS.get(question.answer_source, (0, 0))
        most = DESIGN if question.kind == "design" and question.answer_source == "authored" else most
        words = len(_FENCE.sub("", question.answer or "").split())
        if question.answer and (words > most or (words < least and not _FENCE.search(question.answer))):
            cure = f"say it in {least} to {most}"
            yield Remark(question, f"the answer has {words} words", cure, False, "answer")


def fences_close(subject: Subject) -> Iterator[Remark]:
    """A code block that never ends swallows what follows it, and its code is not checked."""
    for question in subject.questions:
        if _OPENING.search(_FENCE.sub("", question.answer or "")):
            cure = "close it with the same fence on a line of its own"
            yield Remark(question, "the answer opens a code block that never ends", cure, False, "answer")


def _blocks(question: Question) -> Iterator[tuple[str, str]]:
    for found in _FENCE.finditer(question.answer or ""):
        yield found["language"].lower(), textwrap.dedent(found["code"])


def _problem(language: str, code: str) -> str | None:
    try:
        if language in ("python", "py", "python3"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an odd escape is a warning, of a category that differs by version
                ast.parse(code)
        elif language == "json":
            json.loads(code)
    except SyntaxError as error:
        return f"line {error.lineno} of the code: {error.msg}"
    except ValueError as error:
        return str(error)
    except (RecursionError, MemoryError):
        return "it is nested too deeply"
    return None
