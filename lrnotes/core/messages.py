"""What error messages are made of: a value that is short enough to show, and the names that were probably meant."""

import reprlib
from collections.abc import Iterable, Mapping

_LONGEST = 300  # characters of a value that a message shows


def shown(value: object) -> str:
    """The value as its ``repr``, shortened where that is long, and described where it has none.

    Example:
        >>> shown(0.5), shown(10**400)
        ('0.5', '10000000000000000000...00000000000000000000 (401 digits)')
        >>> shown(10**5000)  # Python writes no number this long
        'a number of more than 4300 digits'
    """
    try:
        text = repr(value)
    except Exception:  # a number that is too long for Python, or an object whose repr fails
        return "a number of more than 4300 digits" if isinstance(value, int) else f"an object of {type(value).__name__}"
    if len(text) <= _LONGEST or "\ue000" in text:  # a mark of a recorded number is longer than what a page shows
        return text
    if isinstance(value, int):
        return f"{text[:20]}...{text[-20:]} ({len(text.lstrip('-'))} digits)"
    shorter = reprlib.repr(value)
    return shorter if len(shorter) <= _LONGEST else f"{text[:_LONGEST]}..."


def did_you_mean(name: str, known: Iterable[str] | Mapping[str, str], count: int = 3, *, likeness: float = 0.6) -> str:
    """Half a sentence with the known names that are closest to one that is missing, or an empty string.

    Where ``known`` is a dictionary of strings, its values are what the sentence shows. ``likeness`` is how close a name
    must be, from 0 to 1.

    Example:
        >>> did_you_mean("CosineDecoy", ["CosineDecay", "OneCycle"])
        '; did you mean CosineDecay?'
    """
    import difflib  # only a mistake needs it

    texts = isinstance(known, Mapping) and all(isinstance(each, str) for each in known.values())
    shows: Mapping[str, str] = known if texts and isinstance(known, Mapping) else {}
    lower: dict[str, str] = {}
    for each in known:
        lower.setdefault(each.lower(), shows.get(each, each))
    name = name.lower()
    found = [each for each in lower if each.startswith(name)] + difflib.get_close_matches(
        name, lower, 3 * count, likeness
    )
    names = list(dict.fromkeys(lower[each] for each in found))[:count]
    return f"; did you mean {joined(names, ' or ')}?" if names else ""


def joined(names: list[str], last: str = " and ") -> str:
    """The names as a list in a sentence.

    Example:
        >>> joined(["a", "b", "c"])
        'a, b and c'
    """
    *others, final = names
    return f"{', '.join(others)}{last}{final}" if others else final
