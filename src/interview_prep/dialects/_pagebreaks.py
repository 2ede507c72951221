"""Text taken from a PDF: join what page breaks cut, put code back into its fence; never a word more or less."""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview_prep.dialects._text import lines_of
from interview_prep.model import Repair

_LIST = re.compile(r"\s*(?:[-*+•]|\d+[.)])\s")
_FORMULA = re.compile(r"^[A-Za-z_]\w* = [^$]*\w\*\w[^$]*$")
_INDENTS = (0, 4, 8, 12, 16, 2, 6)
_LONGEST_CODE = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a paragraph or list, or a code block without its fence; ``line`` is 1-based.

    ``fallen`` code had no fence in the document.
    """

    line: int
    lines: tuple[str, ...]
    code: bool = False
    fence: str = "```"
    fallen: bool = False

    @property
    def marks(self) -> str:
        """Return the marks that close the fence: those that open it, without the language."""
        return "".join(re.findall(r"^`+|^~+", self.fence))

    @property
    def text(self) -> str:
        """Return the block as Markdown."""
        return "\n".join([self.fence, *self.lines, self.marks] if self.code else self.lines)


def blocks_of(text: str) -> list[Block]:
    """Split a text into blocks at blank lines and code fences."""
    blocks: list[Block] = []
    held: list[str] = []
    start, fence = 1, None
    for line in [*lines_of(text), *lines_of("")]:
        inside = fence is not None
        if (line.fence or (not inside and not line.text)) and (held or inside):
            blocks.append(Block(start, tuple(held), inside, fence or "```"))
        if line.fence:
            fence, held, start = (None if inside else line.text.strip()), [], line.number
        elif line.text or inside:
            start = start if held or inside else line.number
            held.append(line.text)
        else:
            held = []
    if held:
        blocks.append(Block(start, tuple(held), fence is not None, fence or "```"))
    return blocks


def mended(blocks: Sequence[Block]) -> tuple[list[Block], list[Repair]]:
    """Return the blocks with cut sentences, lists and code joined, and what was repaired."""
    found: list[Block] = []
    repairs: list[Repair] = []
    for block in blocks:
        whole, repair = _into_fence(block) if not block.code else _trimmed(block)
        if repair:
            repairs.append(repair)
        last = found[-1] if found else None
        together = _together(last, whole) if last else None
        if together:
            found[-1] = together[0]
            repairs.append(together[1])
        else:
            found.append(whole)
    return found, repairs


def _together(first: Block, second: Block) -> tuple[Block, Repair] | None:
    """Join two neighbouring blocks that a page break cut, or return None."""
    if first.code and second.code:
        apart = first.fallen or second.fallen or second.fence != first.marks  # a language begins another block
        return None if apart else _joined_code(first, second)
    if first.code or second.code:
        return None
    if _one_list(first, second):
        whole = replace(first, lines=first.lines + second.lines)
        return whole, Repair(second.line, "a list cut in two by a page break was joined")
    if _cut(first.lines[-1], second.lines[0]):
        hyphen = re.search(r"\w-$", first.lines[-1])
        line = first.lines[-1] + ("" if hyphen else " ") + second.lines[0]
        whole = replace(first, lines=(*first.lines[:-1], line, *second.lines[1:]))
        return whole, Repair(second.line, f"a sentence cut by a page break was joined: {_around(first, second)}")
    return None


def _one_list(first: Block, second: Block) -> bool:
    """Tell whether two blocks are the halves of a bullet list; a list with a blank line after every item is not cut."""
    bullets = [re.match(r"\s*([-*+•])\s", line) for line in (first.lines[-1], second.lines[0])]
    same = bullets[0] and bullets[1] and bullets[0][1] == bullets[1][1]
    return bool(same) and len(first.lines) + len(second.lines) > 2


def _cut(before: str, after: str) -> bool:
    """Tell whether a sentence goes on in the next block: no end here, and no beginning there."""
    return not re.search(r"[.!?:;)\]}`*$\"”]$", before) and bool(re.match(r"[a-z]", after)) and " " in before


def _around(first: Block, second: Block) -> str:
    return f"“… {' '.join(first.lines[-1].split()[-2:])} | {' '.join(second.lines[0].split()[:2])} …”"


def _joined_code(first: Block, second: Block) -> tuple[Block, Repair]:
    lines = second.lines
    what = "a code block cut in two by a page break was joined"
    indent = _indent(first.lines, second.lines)
    if indent:
        lines = tuple(" " * indent + line if line else line for line in lines)
        what += f", and its second part indented again by {indent}"
    return replace(first, lines=first.lines + lines), Repair(second.line, what)


def _indent(first: Sequence[str], second: Sequence[str]) -> int:
    """Return by how many blanks the second part has to be indented for the whole to be Python, or 0."""
    for indent in _INDENTS:
        if _is_python("\n".join([*first, *(" " * indent + line for line in second)])):
            return indent
    return 0


def _is_python(code: str) -> bool:
    if len(code) > _LONGEST_CODE:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "<document>", "exec", dont_inherit=True)  # compiled, never run
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    return True


def _trimmed(block: Block) -> tuple[Block, Repair | None]:
    lines = list(block.lines)
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    if len(lines) == len(block.lines):
        return block, None
    return replace(block, lines=tuple(lines)), Repair(
        block.line, "blank lines at the edge of a code block were removed"
    )


def _into_fence(block: Block) -> tuple[Block, Repair | None]:
    """Put lines that fell out of their fence back into one: indented lines, or a formula with `*` between names."""
    lines = block.lines
    indented = len(lines) > 2 and all(re.match(r" {1,8}\S", line) for line in lines[1:]) and not _LIST.match(lines[0])
    if indented and not any(_LIST.match(line) for line in lines):
        return replace(block, code=True, fallen=True), Repair(
            block.line, "lines that had fallen out of their code block were put back"
        )
    if len(lines) == 1 and _FORMULA.match(lines[0]):
        return replace(block, code=True, fallen=True), Repair(
            block.line, "a formula was put into a code block, which keeps its `*`"
        )
    return block, None
