"""Train the model of words: which words of an answer say what a reference's do, each in its own text.

MiniLM's first layers stay as they are; a low-rank adapter is trained over them, so that what ships is small and what
MiniLM knows is kept. The grade of an answer is learnt from nothing but the likeness of its words to the reference's.
"""

import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from interview_prep.grading._encoder import packaged, quiet_libraries
from interview_prep.grading._pairnet import LIMITS
from interview_prep.grading._vocabulary import CLS, SEP, vocabulary
from interview_prep.grading._words import weights_of
from training import words_graph
from training.examples import PUBLIC, Example
from training.fit import fast_dtype
from training.material import Data
from training.relations import Relation

EPOCHS = 2
RANK = 16
RATE, TELLING_RATE, LINE_RATE = 2e-4, 1e-3, 2e-2  # of the adapter, of what each word tells, of the line
ROWS = 32  # in one batch
WARM_UP = 50  # steps
LONGEST = 500  # characters of a reference
MISPLACED = 0.3  # what an answer to something else counts, against one that keeps to the question
# What an answer counts: school science is as far from our banks as anything; sentences on points keep the rest in view.
WEIGHTS = {"sciEntsBank_train": 1.0, **dict.fromkeys(("beyond", "sides"), 0.2)}
WEIGHT = 0.5
START = (8.0, -4.5)  # the line from likeness to log-odds: what fits MiniLM as it is


class Row(NamedTuple):
    """One answer to learn from, as token ids, with its grade (0..1) and what it counts."""

    question: list[int]
    reference: list[int]
    answer: list[int]
    grade: float
    weight: float


class Read(NamedTuple):
    """What is read of texts' tokens, (texts, longest, 384), and which of them are words, (texts, longest)."""

    hidden: Tensor
    words: Tensor


class Adapted(nn.Module):
    """A linear part of MiniLM with what a low-rank adapter adds to it, nothing at first."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Linear(linear.in_features, RANK, bias=False)
        self.up = nn.Linear(RANK, linear.out_features, bias=False)
        nn.init.normal_(self.down.weight, std=1 / math.sqrt(linear.in_features))
        nn.init.zeros_(self.up.weight)

    def forward(self, hidden: Tensor) -> Tensor:
        """Return what both say."""
        said: Tensor = self.linear(hidden) + self.up(self.down(hidden))
        return said


class TrainedWords(nn.Module):
    """What `interview_prep.grading._words` reads with, in PyTorch, how telling each word is, and a line to log-odds."""

    def __init__(self) -> None:
        super().__init__()
        quiet_libraries()
        from transformers import BertModel

        self.bert = BertModel.from_pretrained(packaged(), add_pooling_layer=False)
        self.bert.encoder.layer = self.bert.encoder.layer[: words_graph.LAYERS]
        self.bert.requires_grad_(False)
        for layer in self.bert.encoder.layer:
            for name in words_graph.LINEAR:
                parent, _, own = name.rpartition(".")
                place = layer.get_submodule(parent)
                setattr(place, own, Adapted(getattr(place, own)))
        self.telling = nn.Linear(self.bert.config.hidden_size, 1)
        nn.init.zeros_(self.telling.weight)
        nn.init.zeros_(self.telling.bias)
        self.drop = nn.Dropout(0.1)
        self.line = nn.Parameter(torch.tensor(START))

    def forward(self, rows: Sequence[Row]) -> Tensor:
        """Return the log-odds of each answer's grade, (rows,)."""
        wanted, told = (self.read([getattr(row, name) for row in rows]) for name in ("reference", "answer"))
        return self.odds(rows, wanted, told)

    def odds(self, rows: Sequence[Row], wanted: Read, told: Read) -> Tensor:
        """Return the log-odds, (rows,), that the texts ``told`` say what the rows' references, ``wanted``, do."""
        alike = unit(wanted.hidden) @ unit(told.hidden).transpose(1, 2)
        likest = alike.masked_fill(told.words[:, None] == 0, -1).max(2).values
        weight = torch.zeros(likest.shape)
        for place, row in zip(weight, rows, strict=True):
            place[1 : len(row.reference) + 1] = torch.from_numpy(weights_of(row.question, row.reference))
        weight = weight * self.telling(self.drop(wanted.hidden)).squeeze(-1).exp()
        return self.line[0] * (likest * weight).sum(1) / weight.sum(1) + self.line[1]

    def read(self, texts: Sequence[list[int]]) -> Read:
        """Read texts, each on its own."""
        longest = -(-(max(map(len, texts)) + 2) // 8) * 8
        ids, read, words = torch.zeros(3, len(texts), longest, dtype=torch.long)
        for number, text in enumerate(texts):
            size = len(text) + 2
            ids[number, :size] = torch.tensor([CLS, *text, SEP])
            read[number, :size] = 1
            words[number, 1 : size - 1] = 1
        dtype = fast_dtype()
        with torch.autocast("cpu", dtype=dtype, enabled=self.training and dtype != torch.float32):
            hidden = self.bert(input_ids=ids, attention_mask=read).last_hidden_state
        return Read(hidden.float(), words)


def unit(vectors: Tensor) -> Tensor:
    """Return the vectors brought to length 1."""
    return nn.functional.normalize(vectors, dim=-1)


def learn(data: Data, seed: int) -> TrainedWords:
    """Return MiniLM's first layers with an adapter trained on graded answers and on sentences about key points."""
    torch.manual_seed(seed)
    rng, net, rows = random.Random(seed), TrainedWords(), list(material(data))
    adapted = [parameter for parameter in net.bert.parameters() if parameter.requires_grad]
    groups = [
        {"params": adapted, "lr": RATE},
        {"params": net.telling.parameters(), "lr": TELLING_RATE},
        {"params": [net.line], "lr": LINE_RATE, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    plan = [batch for _ in range(EPOCHS) for batch in batches(rows, rng)]
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(0.0, 1 - step / len(plan)))
    )
    net.train()
    for batch in plan:
        loss = loss_of(net, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return net.eval()


def loss_of(net: TrainedWords, rows: Sequence[Row]) -> Tensor:
    """Return the weighted cross-entropy; a grade between 0 and 1 counts as both in its proportions.

    Each reference meets the answer to another row's as well, and that reference itself: they are worth nothing. All
    answers of people keep to the question, so nothing else tells how alike words are that say nothing of it.
    """
    wanted, told = (net.read([getattr(row, name) for row in rows]) for name in ("reference", "answer"))
    grade, weight = (torch.tensor([getattr(row, name) for row in rows]) for name in ("grade", "weight"))
    before = (rows[-1], *rows[:-1])
    other = torch.tensor([own.reference != one.reference for own, one in zip(rows, before, strict=True)])
    loss = _cross_entropy(net.odds(rows, wanted, told), grade, weight)
    for text in (told, wanted):
        turned = Read(*(part.roll(1, 0) for part in text))
        loss = loss + MISPLACED * _cross_entropy(net.odds(rows, wanted, turned), 0 * grade, weight * other)
    return loss


def _cross_entropy(odds: Tensor, grade: Tensor, weight: Tensor) -> Tensor:
    return (nn.functional.binary_cross_entropy_with_logits(odds, grade, reduction="none") * weight).mean()


def material(data: Data) -> Iterator[Row]:
    """Yield the public answers to short references, and right and false sentences on single key points."""
    for example in data.public:
        if example.source in PUBLIC and len(example.point) <= LONGEST and example.answer.strip():
            yield _row(example.source, example.question, example.point, example.answer, _grade(example))
    for source, told in (("beyond", data.beyond), ("sides", data.sides)):
        for relation in told:
            yield from _of_point(source, relation)


def _grade(example: Example) -> float:
    """Return the share of the marks that an answer earned: one that is only known to be wrong earned none."""
    return 0.0 if example.any_of else example.target[0] + example.target[1] / 2


def _of_point(source: str, relation: Relation) -> Iterator[Row]:
    point, *right = relation.right
    for grade, texts in ((1.0, right), (0.0, relation.false)):
        for text in texts:
            yield _row(source, relation.question, point, text, grade)


def _row(source: str, question: str, reference: str, answer: str, grade: float) -> Row:
    asked, wanted, told = vocabulary(packaged()).tokens([question, reference, answer])
    return Row(asked, wanted[: LIMITS[1]], told[: LIMITS[2]], grade, WEIGHTS.get(source, WEIGHT))


def batches(rows: Sequence[Row], rng: random.Random) -> list[list[Row]]:
    """Return batches of answers of like length, shuffled."""
    mixed = rng.sample(rows, len(rows))
    found = []
    for start in range(0, len(mixed), 32 * ROWS):
        alike = sorted(mixed[start : start + 32 * ROWS], key=lambda row: len(row.answer))
        found += [alike[at : at + ROWS] for at in range(0, len(alike), ROWS)]
    rng.shuffle(found)
    return found


def save(net: TrainedWords, path: Path, about: dict[str, str]) -> None:
    """Write the graph that `Words` reads; ``about`` goes into its header."""
    words_graph.write(adapter(net), path, about)


def adapter(net: TrainedWords) -> dict[str, "words_graph.Array"]:
    """Return the trained weights, by the names that `words_graph.write` knows them by."""
    telling = {f"telling.{name}": value.detach().numpy() for name, value in net.telling.named_parameters()}
    return telling | {
        f"encoder.layer.{number}.{name}.{part}": getattr(layer.get_submodule(name), part).weight.detach().numpy()
        for number, layer in enumerate(net.bert.encoder.layer)
        for name in words_graph.LINEAR
        for part in ("down", "up")
    }
