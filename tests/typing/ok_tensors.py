"""Steps of libraries that the checker does not know, and of a library that says what its tensors are."""
# pyright: basic
# (strictly, pyright calls unknown what an overloaded function returns for an argument of type Any)

from typing import Any, assert_type

from lrnotes import CosineDecay, ReduceLROnPlateau

schedule = CosineDecay(0.1, 1000)


class Tensor:
    """Stands for the tensor of a typed library, PyTorch."""

    requires_grad: bool


def typed(step: Tensor) -> Tensor:
    return schedule(step)


def untyped(step: Any) -> Any:
    return schedule(step)


def metrics(losses: Tensor, state: Any) -> Tensor:
    rule = ReduceLROnPlateau(0.1)
    state = rule.step(state, 1.0)
    return rule.rates(losses)


class Column:
    """Stands for a column of a table, which NumPy makes an array of."""

    def to_numpy(self) -> Any: ...


assert_type(typed(Tensor()), Tensor)
print(schedule(Column()).mean())
