"""A live figure as a notebook's output holds it: what the site draws ahead, lists, compares and links to."""

import dataclasses
import functools
import json
import re

import lrnotes

_PARTS = re.compile(
    r'<div class="lrnotes-live[^>]* data-programs="(?P<key>\w+)".*?'
    r'<script type="application/json">(?P<description>.*?)</script>.*?'
    r"<script>(?P<script>.*?)</script>",
    re.DOTALL,
)


@dataclasses.dataclass(frozen=True)
class StoredFigure:
    """The description, and the script that stores the programs under the key."""

    key: str
    json: str
    script: str

    @functools.cached_property
    def description(self):
        return json.loads(self.json)

    @property
    def is_feedback(self):
        return self.description["kind"] == "feedback"

    @property
    def last(self):
        """The last step shown at first, or the last epoch."""
        description = self.description
        return len(description["curves"][description["chosen"]]["losses"]) if self.is_feedback else description["steps"]

    @functools.cached_property
    def schedule(self):
        """What it is the figure of."""
        serialized = self.description["schedule"]
        if serialized is None:
            raise ValueError(f"the figure of {self.description['name']} holds a function, which cannot be stored")
        return lrnotes.deserialize(serialized)

    def made_anew(self):
        """The same live figure, as the package makes it today."""
        description = self.description
        presets = {each["name"]: lrnotes.deserialize(each["schedule"]) for each in description.get("presets", ())}
        if not self.is_feedback:
            made = lrnotes.explore(self.schedule, presets=presets)
            own = _shown(made.description) == _shown(description)  # where the author does not say how many steps
            return made if own else lrnotes.explore(self.schedule, description["steps"], presets=presets)
        curve = description["curves"][description["chosen"]]
        losses = curve["losses"] if curve["name"] == "given" else curve["name"]
        return lrnotes.explore(self.schedule, losses=losses, presets=presets)


def _shown(description):
    """How many steps are shown, and how they follow the settings."""
    return description["steps"], (description["horizon"] or {}).get("factor")


def found_in(html):
    """The figure that a piece of HTML holds, or None."""
    parts = _PARTS.search(html)
    return parts and StoredFigure(parts["key"], parts["description"], parts["script"])


def made_of(figure):
    """A :class:`lrnotes.live.LiveFigure` as a notebook would store it."""
    return found_in(figure._repr_mimebundle_()["text/html"])
