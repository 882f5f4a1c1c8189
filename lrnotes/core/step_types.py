"""The types of steps that a schedule takes, for type checkers: the type of the learning rates depends on them."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import numpy as np

#: A list of numbers, or of such lists, three deep at most: a type that refers to itself would let a string pass.
Numbers = Sequence[float | Sequence[float | Sequence[float]]]
Float = TypeVar("Float", bound=np.floating[Any])

# A tensor is recognized by what only tensors of its library have: NumPy's arrays must not pass for one.


class TensorFlowTensor(Protocol):
    def get_shape(self) -> Any: ...


class TorchTensor(Protocol):
    @property
    def requires_grad(self) -> Any: ...


class JaxArray(Protocol):
    @property
    def addressable_shards(self) -> Any: ...


Tensor = TypeVar("Tensor", bound=TensorFlowTensor | TorchTensor | JaxArray)


class Column(Protocol):
    """A column of a table, which NumPy makes an array of."""

    def to_numpy(self) -> Any: ...


class Expression(Protocol):
    """An expression of SymPy."""

    @property
    def free_symbols(self) -> Any: ...
