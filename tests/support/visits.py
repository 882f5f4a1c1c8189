"""One visit for each page, width and color scheme, whose facts every check of that page reads.

A page is opened once on a phone and on a desktop, in each scheme, and asked everything, in an order in which no
question changes the answer to a later one: first what a reader meets who has not moved, then what is drawn, then the
parts further down, then what is clicked and typed. Then the reader turns the screen or chooses another scheme, which
needs no other page. The answers are kept for the session, so the tests that read them cost nothing.
"""

import dataclasses

from support import facts
from support.browser import become, end_transitions, forget, move, until_idle

PHONE, DESKTOP = facts.PHONE, facts.DESKTOP
SCHEMES = ("light", "dark")


@dataclasses.dataclass(frozen=True)
class Visit:
    """Who comes to which page: the screen's width, the color scheme, and whether things may move and scripts run."""

    page: str
    width: int = DESKTOP
    scheme: str = "light"
    motion: str = "no-preference"
    script: bool = True

    @property
    def whole(self):
        """Whether everything is asked, not only what has to do with the width, the motion or the missing scripts."""
        return self.script and self.motion == "no-preference" and self.width in (PHONE, DESKTOP)

    @property
    def counts_scripts(self):
        """Whether it is written down which scripts run, which makes the visit slower: once a page, on a phone."""
        return self.whole and self.width == PHONE and self.scheme == "light"

    @property
    def sequence(self):
        """The visits that one opened page serves, of which this is one: the first opens it."""
        with_scripts, without = Visit(self.page), Visit(self.page, script=False)
        for opens, *others in (
            (with_scripts, {"width": 768}, {"width": 1920}, {"motion": "reduce"}),
            (without, {"scheme": "dark"}, {"width": PHONE}),
        ):
            visits = [opens, *(dataclasses.replace(opens, **other) for other in others)]
            if self in visits:
                return visits
        return [self]

    def __str__(self):
        words = [self.page, f"{self.width} pixels wide", self.scheme]
        words += ["motion reduced"] * (self.motion == "reduce") + ["without JavaScript"] * (not self.script)
        return ", ".join(words)


class Record(dict):
    """The answers of one visit, by name; a question that failed fails whoever reads its answer."""

    def __init__(self, visit):
        super().__init__()
        self.visit = visit

    def ask(self, browser, questions):
        for name, question in questions.items():
            try:
                self[name] = question(browser)
            except Exception as error:  # told by the test that reads this answer, not by the others
                self[name] = error

    def __getitem__(self, name):
        answer = super().__getitem__(name)
        if isinstance(answer, Exception):
            raise AssertionError(f"{self.visit}: {name} could not be found out") from answer
        return answer


class Visits:
    """The visits of one browser to one site, each made when it is first asked for.

    ``brief`` ones only look and listen.
    """

    def __init__(self, browser, site, brief=False):
        self._browser, self._site, self._brief, self._records = browser, site, brief, {}

    def record(self, visit):
        """What is known from a visit."""
        if visit not in self._records:
            self._make(*visit.sequence)
        return self._records[visit]

    def open(self, visit):
        """Bring the browser to a page, without a move of the reader."""
        forget(self._browser, self._site)
        become(self._browser, visit.width, visit.scheme, visit.motion, script=visit.script)
        self._browser.get(f"{self._site}/{visit.page}.html")

    def _make(self, visit, *others):
        try:
            self._records[visit] = self._opened(visit)
            for other in others:
                self._records[other] = self._turned(other)
        finally:
            if not visit.script:
                become(self._browser)

    def _opened(self, visit):
        browser, record = self._browser, Record(visit)
        if visit.counts_scripts:
            facts.count_scripts(browser)
        self.open(visit)
        if visit.script:
            until_idle(browser)
            record.ask(browser, facts.before_the_first_move(visit))
            move(browser)
        record.ask(browser, facts.as_it_opens(visit))
        if visit.whole and not self._brief:
            record.ask(browser, facts.of_all_parts(visit))
            record.ask(browser, facts.when_used(visit))
        record.ask(browser, facts.of_the_logs(visit))
        return record

    def _turned(self, visit):
        """On the page that the visit before has opened."""
        browser, record = self._browser, Record(visit)
        become(browser, visit.width, visit.scheme, visit.motion, script=visit.script)
        if visit.script:
            until_idle(browser)
        end_transitions(browser)
        record.ask(browser, facts.of_another_screen(visit))
        return record
