"""A feedback schedule's rule on letters: each variable of its state, and what it becomes."""

from .letters import Cases, Letter, Operation, as_part, letters, name

METRIC = "m_e"


class _Window:
    """The metrics that a state holds, the oldest first: of these, a rule reads the oldest alone."""

    def __getitem__(self, place):
        return () if isinstance(place, slice) else Letter("m_{e-w}", 0.0)


def next_state(schedule, start):
    """Pairs of a variable of the next state, as LaTeX, and the part of a formula that it is.

    ``schedule`` has letters for its numbers; ``start`` is the first state of the schedule with the numbers themselves.
    Variables on which the rate does not depend, directly or indirectly, are left out.
    """
    symbols = {field: schedule._symbols.get(field, name(field)) for field in start._fields}
    state = start._make(
        _Window() if isinstance(value, tuple) else Letter(f"{symbols[field]}_e", 1)
        for field, value in start._asdict().items()
    )
    after = schedule.update(letters, state, Letter(METRIC, 1))._asdict()
    asked, waiting = [], ["rate"]
    while waiting:
        field = waiting.pop(0)
        if field not in asked and not isinstance(after[field], (tuple, _Window)):
            asked.append(field)
            read = set(map(id, _letters_in(as_part(after[field]))))
            waiting += [other for other in start._fields if id(getattr(state, other)) in read]
    return [(f"{symbols[field]}_{{e+1}}", as_part(after[field])) for field in start._fields if field in asked]


def _letters_in(part):
    parts = {Operation: lambda: part.parts, Cases: lambda: (part.condition, part.yes, part.no)}.get(type(part))
    if parts is None:
        yield part
        return
    for inner in parts():
        yield from _letters_in(inner)
