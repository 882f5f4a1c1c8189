"""One visit for each page, width and color scheme, whose facts every check of that page reads.

A page is opened once on a phone, light, and on a desktop, dark, and asked everything, in an order in which no
question changes the answer to a later one: first what a reader meets who has not moved, then what is drawn, then the
parts further down, then what is clicked and typed. Then the reader turns the screen or chooses another scheme, which
needs no other page. One page of each kind, and with ALL=1 in the environment every page, is opened on both screens in
both schemes. The answers are kept for the session, so the tests that read them cost nothing.
"""

import dataclasses

from support import facts
from support.browser import become, end_transitions, forget, move, until_idle
from support.lighthouse import KINDS

PHONE, DESKTOP = facts.PHONE, facts.DESKTOP
SCHEMES = ("light", "dark")


def is_opened_each_way(page):
    """Whether a page is opened on both screens in both schemes."""
    return facts.ALL or page in KINDS


def screens(page):
    """Widths and schemes in which a page is asked everything that differs between them."""
    every = [(width, scheme) for width in (PHONE, DESKTOP) for scheme in SCHEMES]
    return [each for each in every if is_opened_each_way(page) or each != (PHONE, "dark")]


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
        desktop, without = Visit(self.page), Visit(self.page, script=False)
        screens = desktop.turned({"width": 768}, {"width": 1920}, {"motion": "reduce"})
        if not is_opened_each_way(self.page):
            screens = [dataclasses.replace(desktop, scheme="dark"), *screens]
        for visits in screens, without.turned({"scheme": "dark"}, {"width": PHONE}):
            if self in visits:
                return visits
        return [self]

    def turned(self, *others):
        """This visit, and those that differ from it so."""
        return [self, *(dataclasses.replace(self, **other) for other in others)]

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
                self._records[other] = self._turned(other, self._records[visit])
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

    def _turned(self, visit, opened):
        """On the page that the visit before has opened."""
        browser, record = self._browser, Record(visit)
        if visit.whole:  # only the scheme is another: what has no color is as it was
            record |= opened
        become(browser, visit.width, visit.scheme, visit.motion, script=visit.script)
        if visit.script:
            until_idle(browser)
        end_transitions(browser)
        record.ask(browser, facts.of_another_screen(visit))
        if visit.whole:
            record.ask(browser, facts.of_another_scheme(visit))
            if not self._brief:
                record.ask(browser, facts.of_all_parts_in_another_scheme(visit))
        return record
