"""Fit the pair model: AdamW with warm-up and linear decay, batches of like length, bfloat16 where the CPU has it."""

import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from transformers import AttentionInterface

from interview_prep.grading._encoder import packaged
from interview_prep.grading._pairnet import OUTCOMES, Ids, clip
from interview_prep.grading._vocabulary import vocabulary
from training.examples import Example
from training.net import STEP, TrainedNet, pack

TOKENS = 2400  # in one batch
QUESTION_DROPPED = 0.15  # share of pairs that are read without their question
SMOOTHING = 0.04
WARM_UP = 0.06
DROPPED = 0.1  # share of a text's hidden features that the encoder does without

RANKED = 1.0  # weight of telling the right text of two from the false one, beside what each teaches alone
FALSE = 0.4  # … of the false one alone, beside the right one: what is close to a reference is mostly right in life

Row = tuple[Ids, Example]
Taught = Example | tuple[Example, Example]  # the second: a right and a false text, which stay together in a batch
Batch = list[tuple[Row, ...]]


def fit(net: TrainedNet, epoch: Callable[[int], Sequence[Taught]], epochs: int, rate: float, seed: int) -> None:
    """Train ``net`` in place on ``epochs`` epochs of examples; the head's rate is five times the encoder's ``rate``."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    encoder = [p for name, p in net.named_parameters() if p.requires_grad and not name.startswith("head")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": rate}, {"params": net.head.parameters(), "lr": 5 * rate}],
        weight_decay=0.01,
        fused=True,
    )
    _prepare(net)
    plan = [batches(epoch(number), rng) for number in range(epochs)]
    total = sum(map(len, plan))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (WARM_UP * total), max(0.02, 1 - step / total))
    )
    net.train()
    started, running = time.monotonic(), 0.0
    for done, batch in enumerate((batch for batches in plan for batch in batches), start=1):
        loss = _step(net, batch, optimizer)
        schedule.step()
        running = 0.98 * running + 0.02 * loss
        if done % 100 == 0:
            seconds = time.monotonic() - started
            print(
                f"  {done}/{total} loss {running / (1 - 0.98**done):.3f} {seconds:.0f} s", file=sys.stderr, flush=True
            )


class _SharedDropout(nn.Module):
    """Dropout that drops the same features at every token of a text: far fewer random numbers to draw."""

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training:
            return hidden
        kept = torch.rand(len(hidden), 1, hidden.shape[-1], device=hidden.device) >= DROPPED
        return hidden * (kept / (1 - DROPPED)).to(hidden.dtype)


def _attention(
    module: nn.Module, query: Tensor, key: Tensor, value: Tensor, mask: Tensor, scaling: float, **_: object
) -> tuple[Tensor, None]:
    """Attend as the library does, in two plain products: on a CPU its own kernel takes five times as long backwards."""
    rows, heads, length, size = query.shape
    with torch.autocast("cpu", enabled=False):
        q, k, v = (part.to(fast_dtype()).reshape(rows * heads, length, size) for part in (query, key, value))
        unread = mask.to(q.dtype)[:, :, :1].expand(rows, heads, length, length).reshape(rows * heads, length, length)
        shares = torch.baddbmm(unread, q * scaling, k.transpose(1, 2)).softmax(-1)
        read = torch.bmm(shares, v).view(rows, heads, length, size)
    return read.transpose(1, 2).contiguous(), None


def _prepare(net: TrainedNet) -> None:
    AttentionInterface.register("plain", _attention)
    net.bert.set_attn_implementation("plain")
    for layer in net.bert.encoder.layer:
        layer.attention.output.dropout = _SharedDropout()
        layer.output.dropout = _SharedDropout()


def _step(net: TrainedNet, batch: Batch, optimizer: torch.optim.Optimizer) -> float:
    dtype = fast_dtype()
    rows = [row for group in batch for row in group]
    with torch.autocast("cpu", dtype=dtype, enabled=dtype != torch.float32):
        logits = net(pack([ids for ids, _ in rows])).float()
    examples = [example for _, example in rows]
    loss = loss_of_twos(logits, examples) if len(rows) > len(batch) else loss_of(logits, examples)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def fast_dtype() -> torch.dtype:
    """Return bfloat16 where the processor multiplies it in hardware (about four times faster), else float32."""
    has: dict[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
    return torch.bfloat16 if has.get("avx512_bf16") or has.get("amx_bf16") else torch.float32


def loss_of(logits: Tensor, examples: Sequence[Example]) -> Tensor:
    """Return the mean cross-entropy; where any of several outcomes is allowed, of their summed probability."""
    log_p = torch.log_softmax(logits, -1)
    target = torch.tensor([example.target for example in examples])
    any_of = torch.tensor([example.any_of for example in examples])
    smooth = target * (1 - SMOOTHING) + SMOOTHING / target.shape[1]
    one = -(smooth * log_p).sum(-1)
    some = -torch.logsumexp(log_p + target.clamp(1e-6, 1).log(), -1)
    return torch.where(any_of, some, one).mean()


def loss_of_twos(logits: Tensor, examples: Sequence[Example]) -> Tensor:
    """Return the mean loss of rows that alternate, a right text and a false one, each alone and told from the other."""
    right, false = (loss_of(logits[place::2], examples[place::2]) for place in (0, 1))
    return (right + FALSE * false) / (1 + FALSE) + RANKED * ranking(logits)


def ranking(logits: Tensor) -> Tensor:
    """Return the mean loss of rows that alternate, a right text and a false one: which of the two is the right one?

    The choice is that of Bradley and Terry (1952), by the log-odds of covered against contradicted.
    """
    odds = logits[:, OUTCOMES.index("covered")] - logits[:, OUTCOMES.index("contradicted")]
    return torch.nn.functional.softplus(odds[1::2] - odds[0::2]).mean()


def batches(taught: Sequence[Taught], rng: random.Random) -> list[Batch]:
    """Return batches of like length, shuffled; each holds single examples only, or twos only."""
    groups = [(one,) if isinstance(one, Example) else one for one in taught]
    texts = list(dict.fromkeys(t for group in groups for e in group for t in (e.question, e.point, e.answer)))
    known = dict(zip(texts, vocabulary(packaged()).tokens(texts), strict=True))
    found: list[Batch] = []
    for size in (1, 2):
        found += _of_like_length([_rows(group, known, rng) for group in groups if len(group) == size], rng)
    rng.shuffle(found)
    return found


def _rows(group: tuple[Example, ...], known: dict[str, list[int]], rng: random.Random) -> tuple[Row, ...]:
    asked = rng.random() >= QUESTION_DROPPED
    return tuple((clip(known[e.question] if asked else [], known[e.point], known[e.answer]), e) for e in group)


def _of_like_length(groups: Sequence[tuple[Row, ...]], rng: random.Random) -> list[Batch]:
    by_length: defaultdict[int, Batch] = defaultdict(list)
    for group in groups:
        longest = max(sum(map(len, ids)) for ids, _ in group)
        by_length[-(-(longest + 4) // STEP) * STEP].append(group)
    found: list[Batch] = []
    left: Batch = []
    for length in sorted(by_length):
        rng.shuffle(by_length[length])
        ready = left + by_length[length]
        size = max(4, TOKENS // length // 4 * 4) // len(ready[0])
        whole = len(ready) // size * size
        found += [ready[start : start + size] for start in range(0, whole, size)]
        left = ready[whole:]
    return [*found, left] if left else found
