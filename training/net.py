"""The pair model as it is trained: what `interview_prep.grading._pairnet` reads with, in PyTorch."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from interview_prep.grading._encoder import packaged, quiet_libraries
from interview_prep.grading._pairnet import OUTCOMES, Ids, PairNet, joined
from training import graph

STEP = 16  # lengths are rounded up to a multiple: each new shape costs the CPU library a compilation
_FAR = -1e4  # added to the attention on padding


class TrainedNet(nn.Module):
    """MiniLM with a linear layer over [CLS], the mean of the key point's tokens and the mean of the answer's."""

    def __init__(self) -> None:
        super().__init__()
        quiet_libraries()
        from transformers import BertModel

        self.bert = BertModel.from_pretrained(packaged(), add_pooling_layer=False)
        self.bert.embeddings.requires_grad_(False)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(3 * self.bert.config.hidden_size, len(OUTCOMES))

    def forward(self, batch: tuple[Tensor, ...]) -> Tensor:
        """Return logits of shape (rows, 4) for a batch that `pack` made."""
        ids, types, mask, point, answer = batch
        read = self.bert.embeddings(input_ids=ids, token_type_ids=types)
        unread = ((1 - mask) * _FAR).to(read.dtype)[:, None, None, :].expand(-1, 1, ids.shape[1], -1)
        hidden = self.bert.encoder(read, attention_mask=unread).last_hidden_state.float()
        pooled = torch.cat([hidden[:, 0], _mean(hidden, point), _mean(hidden, answer)], -1)
        logits: Tensor = self.head(self.drop(pooled))
        return logits


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    weights = mask.float().unsqueeze(-1)
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)


def pack(rows: Sequence[Ids]) -> tuple[Tensor, ...]:
    """Return ids, token types, attention mask, mask of the point and of the answer, each of shape (rows, longest)."""
    texts = [joined(row) for row in rows]
    longest = -(-max(len(ids) for ids, _, _ in texts) // STEP) * STEP
    packed = torch.zeros(5, len(rows), longest, dtype=torch.long)
    for row, (ids, point, answer) in zip(packed.unbind(1), texts, strict=True):
        row[0, : len(ids)] = torch.tensor(ids)
        row[1, answer.start : len(ids)] = 1
        row[2, : len(ids)] = 1
        row[3, point] = 1
        row[4, answer] = 1
    return packed.unbind(0)


def save(net: TrainedNet, path: Path, about: dict[str, str]) -> None:
    """Write the graph that `PairNet` reads; ``about`` goes into its header."""
    graph.write({name: value.detach().float().numpy() for name, value in net.state_dict().items()}, path, about)


def digest(net: nn.Module) -> str:
    """Return eight hexadecimal digits that tell these weights from others."""
    weights = (value.detach().float().numpy().tobytes() for value in net.state_dict().values())
    return hashlib.sha256(b"".join(weights)).hexdigest()[:8]


def restore(path: Path) -> TrainedNet:
    """Return the net with the weights that `save` wrote, as exact as their int8 form is."""
    net = TrainedNet()
    state = {name: torch.from_numpy(value) for name, value in graph.read(path).items()}
    missing, unexpected = net.load_state_dict(state, strict=False)
    wrong = [name for name in missing if not name.startswith("bert.embeddings")] + unexpected
    if wrong:
        raise ValueError(f"{path.name} does not fit the model: {', '.join(wrong[:3])}")
    return net


def reader(path: Path) -> PairNet:
    """Return what reads with the weights that `save` wrote."""
    return PairNet(packaged(), path)
