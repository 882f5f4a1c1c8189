"""The types of steps that a schedule takes, for type checkers: what comes back depends on them."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

#: Lists of numbers, also of several dimensions.
Steps = Sequence[float] | Sequence[Sequence[float]] | Sequence[Sequence[Sequence[float]]]
Float = TypeVar("Float", bound=np.floating[Any])


class Tensor(Protocol):
    """A tensor of TensorFlow, PyTorch or JAX: its rates are a tensor of the same library."""

    @property
    def shape(self) -> Any: ...
    @property
    def dtype(self) -> Any: ...
    @property
    def device(self) -> Any: ...


AnyTensor = TypeVar("AnyTensor", bound=Tensor)


class ArrayLike(Protocol):
    """What NumPy makes an array of, such as a column of a table."""

    def __array__(self) -> NDArray[Any]: ...


class Expression(Protocol):
    """An expression of SymPy."""

    @property
    def free_symbols(self) -> Any: ...
