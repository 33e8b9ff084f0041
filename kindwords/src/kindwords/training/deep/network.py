"""The encoder in torch, as plain as it can be, with one linear head over the mean of the tokens."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from kindwords.training.deep.e5 import E5, Shape


class Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.hidden
        self.heads = shape.heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.inner, self.outer = nn.Linear(width, shape.inner), nn.Linear(shape.inner, width)
        self.norm_one, self.norm_two = nn.LayerNorm(width, shape.epsilon), nn.LayerNorm(width, shape.epsilon)

    def forward(self, x: Tensor, bias: Tensor, drop: float) -> Tensor:
        rows, length, width = x.shape
        split = self.qkv(x).view(rows, length, 3, self.heads, width // self.heads)
        q, k, v = split.permute(2, 0, 3, 1, 4).unbind(0)
        weight = torch.softmax((q @ k.transpose(-1, -2)) * (width // self.heads) ** -0.5 + bias, dim=-1)
        mixed = self.out((weight @ v).transpose(1, 2).reshape(rows, length, width))
        x = self.norm_one(x + functional.dropout(mixed, drop, self.training))
        inner = self.outer(functional.gelu(self.inner(x)))
        done: Tensor = self.norm_two(x + functional.dropout(inner, drop, self.training))
        return done


class Reader(nn.Module):
    """Embedded pieces and a mask to log-odds, one column an attribute."""

    def __init__(self, shape: Shape, columns: int) -> None:
        super().__init__()
        self.position = nn.Parameter(torch.zeros(shape.positions, shape.hidden))
        self.norm = nn.LayerNorm(shape.hidden, shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.head = nn.Linear(shape.hidden, columns)

    def forward(self, embedded: Tensor, mask: Tensor, drop: float = 0.0) -> Tensor:
        x = self.norm(embedded + self.position[: embedded.shape[1]])
        bias = (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            x = layer(x, bias.to(x.dtype), drop)
        mean = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        odds: Tensor = self.head(mean)
        return odds


def started(e5: E5, columns: int) -> Reader:
    """A reader with the encoder's weights and an untaught head."""
    reader = Reader(e5.shape, columns)
    width, inner = e5.shape.hidden, e5.shape.inner
    positions = torch.from_numpy(e5.tensor("emb.pos")).view(-1, width)
    reader.position.data = positions + torch.from_numpy(e5.tensor("emb.type"))[:width]
    _put(reader.norm, e5.tensor("emb.ln.w"), e5.tensor("emb.ln.b"), width)
    for number, layer in enumerate(reader.layers):
        of = {n: e5.tensor(f"l{number}.{n}") for n in _NAMES}
        layer.qkv.weight.data = torch.cat(
            [torch.from_numpy(of[n]).view(width, width) for n in ("q.w", "k.w", "v.w")]
        )
        layer.qkv.bias.data = torch.cat([torch.from_numpy(of[n]) for n in ("q.b", "k.b", "v.b")])
        _put(layer.out, of["ao.w"], of["ao.b"], width, width)
        _put(layer.inner, of["fi.w"], of["fi.b"], inner, width)
        _put(layer.outer, of["fo.w"], of["fo.b"], width, inner)
        _put(layer.norm_one, of["aln.w"], of["aln.b"], width)
        _put(layer.norm_two, of["oln.w"], of["oln.b"], width)
    return reader


_NAMES = tuple(f"{n}.{part}" for n in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln") for part in ("w", "b"))


def _put(module: Any, weight: Any, bias: Any, *shape: int) -> None:
    module.weight.data = torch.from_numpy(weight).view(*shape)
    module.bias.data = torch.from_numpy(bias)
