"""What an interactive plot is made of: the format of the description that goes from Python to the chart in JavaScript.

A description is JSON. The programs that compute its rates are JavaScript and travel beside it, in a script of their own
(:mod:`lrnotes.live.programs`). Parameters are told apart by their place in
``parameters``: their names stand in links and labels alone, so that a field may be called anything.
"""

from typing import Any, Literal, NotRequired, TypedDict

#: What a switch or a choice is at: a word or a flag as it is, True for what is on or above 0.
State = str | bool


class LogarithmicSlider(TypedDict):
    """A slider whose notches are the same factor apart."""

    log: Literal[True]
    anchor: float  # the value at notch ``below``; a hundred notches are a factor of ten, notch 0 is zero
    below: int
    above: int


class LinearSlider(TypedDict):
    """A slider whose notches are the same distance apart."""

    low: float
    high: float
    step: float


class Parameter(TypedDict):
    """One argument of the schedule, and what its control must know."""

    name: str  # unique in the description, and the same in links
    symbol: str  # HTML, empty where there is none
    meaning: str
    value: float | str | bool  # at first; of a number that is off, what it gets when it is switched on
    options: NotRequired[list[State]]  # words and flags: those to choose from; they have none of what follows
    unit: NotRequired[str]
    role: NotRequired[Literal["warmup"]]  # what readers set for several schedules at once
    allowed: NotRequired[str]  # in words
    slider: NotRequired[LinearSlider | LogarithmicSlider]
    zero: NotRequired[bool]  # whether 0 is allowed
    least: NotRequired[float]  # the smallest number allowed besides 0; left out where there is no limit
    most: NotRequired[float]
    whole: NotRequired[bool]
    optional: NotRequired[bool]  # None is allowed: the number is on or off
    on: NotRequired[bool]
    above: NotRequired[int]  # of values that must rise: the one before, and the one after
    below: NotRequired[int]
    equal: NotRequired[bool]  # whether neighbors may be equal
    needs: NotRequired[list[tuple[int, float | None]]]  # what must be on while this one is, and what a 0 becomes then
    also: NotRequired[list[tuple[int, float]]]  # what others become when the reader switches this one on
    common: NotRequired[bool]  # whether it is shown before "More settings"


#: A piece of code: plain text, or the kind of a number ("float" or "steps") and its place among ``programs.values``.
Piece = str | tuple[Literal["float", "steps"], int]


class Code(TypedDict):
    """One framework's complete programs, each text in pieces."""

    framework: str
    ours: list[Piece]
    native: list[Piece] | None
    condition: int | None  # the place among ``programs.conditions`` of what says whether the native program is right
    otherwise: list[Piece]  # why there is none


class Form(TypedDict):
    """One variant of the formula: which switches are on, which words are chosen."""

    when: list[tuple[int, State]]  # parameters by their places
    error: NotRequired[str]  # why there is no such schedule; then the form has nothing else
    program: NotRequired[int]  # its place among ``programs.rates`` or ``programs.rules``
    drawing: NotRequired[Literal["line", "steps"]]  # schedules only: whether it changes at boundaries alone
    refused: NotRequired[list[tuple[int, str]]]  # places among ``programs.conditions``: where one holds, and why not
    code: NotRequired[list[Code]]


class Horizon(TypedDict):
    """The last step shown until the reader sets it: ``factor`` times the sum of these lengths."""

    lengths: list[int]  # places of parameters
    factor: float
    ends: bool  # whether the schedule is over after these lengths


class Curve(TypedDict):
    """A loss curve to choose."""

    name: str
    losses: list[float]


class Preset(TypedDict):
    """Other settings that the figure can start from."""

    name: str
    schedule: dict[str, Any] | None
    parameters: list[dict[str, Any]]  # by place: what the control has of its own ("value", "on", "slider", "needs")
    steps: NotRequired[int]  # schedules only, as below
    horizon: NotRequired[Horizon | None]


class Description(TypedDict):
    """An interactive plot without its programs."""

    kind: Literal["schedule", "feedback"]
    name: str  # of the schedule's class
    schedule: dict[str, Any] | None  # serialized; None where it holds a function
    parameters: list[Parameter]
    forms: list[Form]
    presets: NotRequired[list[Preset]]
    steps: NotRequired[int]  # schedules only: the last step shown at first
    horizon: NotRequired[Horizon | None]
    state: NotRequired[list[str]]  # feedback only: the names of the state's fields, of which one is the rate
    curves: NotRequired[list[Curve]]
    chosen: NotRequired[int]  # which of the curves is shown at first
