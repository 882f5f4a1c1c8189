"""What stands for a number while a formula is written out instead of computed."""


class Placeholder:
    """Stands for a number in a schedule's arguments or for its step: a control's value, a symbol in a formula.

    The constructor's checks leave it as it is, and a formula that is called with one computes with its ``xp``.
    """

    __slots__ = ()
    __array_ufunc__ = None  # or a NumPy number on the left of an operator would make an array of objects

    @property
    def xp(self):
        raise NotImplementedError(f"{type(self).__name__} must say which xp computes with it")


_SYMBOLIC = ("sympy",)  # libraries whose values are expressions


def is_placeholder(value: object) -> bool:
    """Whether ``value`` stands for a number rather than being one."""
    kind = type(value)
    if kind is float or kind is int:  # torch.compile traces this, and does not know how to look through a type's bases
        return False
    return issubclass(kind, Placeholder) or any(base.__module__.partition(".")[0] in _SYMBOLIC for base in kind.__mro__)
