"""How a lower module calls what stands above it, without importing it: a slot, filled by the package."""


class Slot:
    """A function that is found when it is first called."""

    def __init__(self):
        self._find = None

    def fill(self, find):
        """``find()`` returns the function."""
        self._find = find

    def __call__(self, *arguments):
        return self._find()(*arguments)
