"""Values of arguments: their structure, the numbers in them, and other numbers and lists of other lengths."""

import random
import re

from lrnotes.writers.recorded import RecordedNumber, RecordedText

_LONGEST_LIST = 5
# The number of a text such as "300ba", a time in Composer.
_TIME = re.compile(r"^\d+(\.\d+)?(?=(ep|ba|sp|tok|dur)$)")


def is_plain_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def structure(value):
    """A value without its numbers as a text, which the page makes of what a reader has typed as well."""
    if is_plain_number(value):
        return "#"
    if value is None or isinstance(value, bool):
        return {None: "N", True: "T", False: "F"}[value]
    if isinstance(value, str):
        return f"'{_TIME.sub('#', value)}'"
    if isinstance(value, dict):
        return f"{{{','.join(f'{structure(key)}:{structure(each)}' for key, each in value.items())}}}"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(structure, value))}]"
    return "*"


def numbers_in(value):
    """The numbers of a value in the order of its text."""
    if is_plain_number(value):
        return [value]
    if isinstance(value, str) and (time := _TIME.match(value)):
        return [float(time[0]) if "." in time[0] else int(time[0])]
    if isinstance(value, dict):
        return [number for pair in value.items() for each in pair for number in numbers_in(each)]
    if isinstance(value, (list, tuple)):
        return [number for each in value for number in numbers_in(each)]
    return []


def replaced(value, numbers):
    """The value with the next of ``numbers``, an iterator, in place of each of its own."""
    if is_plain_number(value):
        return next(numbers)
    if isinstance(value, str) and _TIME.match(value):
        number, rest = next(numbers), _TIME.sub("", value)
        return RecordedText.make(number, rest) if isinstance(number, RecordedNumber) else f"{number}{rest}"
    if isinstance(value, dict):
        return {replaced(key, numbers): replaced(each, numbers) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [replaced(each, numbers) for each in value]
    return value


def other_lengths(value):
    """Lists of other lengths, whose numbers go on as they are; several lists change together."""
    if isinstance(value, dict):
        if not all(map(is_plain_number, value)):
            return []
        return [dict(pairs) for pairs in other_lengths(list(value.items()))]
    first = value[0]
    if not (is_plain_number(first) or (isinstance(first, tuple) and len(first) == 2)):
        return []
    longer = [list(value[:count]) for count in range(1, len(value))]
    grown = list(value)
    while len(grown) < _LONGEST_LIST:
        grown = [*grown, _next(grown, len(value))]
        longer.append(list(grown))
    return longer


def _next(values, count):
    if isinstance(values[-1], tuple):
        return tuple(_next([pair[place] for pair in values], count) for place in (0, 1))
    if len(values) > 1 and values[-1] < values[-2]:
        return values[-1] / 2
    return values[-1] + (values[-1] - values[-2] if len(values) > 1 else values[-1])


def samples_around(numbers, counts, more=40):
    """Numbers around these, in which comparisons may go another way."""
    yield list(numbers)
    candidates = [_near(number, counted, numbers) for number, counted in zip(numbers, counts)]
    for place, values in enumerate(candidates):
        for value in values:
            yield [*numbers[:place], value, *numbers[place + 1 :]]
    chance = random.Random(1)
    for _ in range(more if len(numbers) > 1 else 0):
        changed = list(numbers)
        for place in chance.sample(range(len(numbers)), min(len(numbers), chance.choice([2, 2, 3]))):
            changed[place] = chance.choice(candidates[place])
        yield changed


def _near(number, counted, others):
    if counted:
        values = [0, 1, 2, 10, number // 2, number + 1, number - 1, 2 * number, 3 * number, number + 0.5, -1]
        values += [other for other in others if isinstance(other, int)]
    else:
        values = [0.0, 1.0, 0.5, number / 2, 0.9 * number, 2.0 * number, 10.0 * number, -0.1, 1e-4]
        values += [other for other in others if isinstance(other, float)]
    return [value for value in dict.fromkeys(values) if value != number]
