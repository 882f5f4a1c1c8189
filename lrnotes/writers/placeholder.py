"""The base class of everything that stands in a formula where a number would."""


class Placeholder:
    """A stand-in for a number: a letter, a slider, a value that is not known yet.

    ``xp`` is the namespace that computes with it, so a formula can be run on it without being told which one to use.
    """

    __slots__ = ()
    # Or a NumPy number on the left of an operator would make an array of objects.
    __array_ufunc__ = None

    @property
    def xp(self):
        raise NotImplementedError(f"{type(self).__name__} must say which xp computes with it")
