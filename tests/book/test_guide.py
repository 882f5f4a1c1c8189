"""The guide to choosing: a line for every situation, which runs, and numbers that are what they are said to be."""

import re

import numpy as np
import pytest

import lrnotes
from lrnotes import Constant, CosineDecay, LinearDecay, MultiPowerLaw, WarmupStableDecay, best_peak, last_iterate_bound
from support.book import BOOK

GUIDE = (BOOK / "which.md").read_text(encoding="utf-8")
TABLE, _, EVIDENCE = GUIDE.partition("## Evidence")
ROWS = re.findall(r"^:::::\{situation\} (.+?)\n(.*?)^:::::$", TABLE, re.MULTILINE | re.DOTALL)
FOLDED = re.findall(r"^:::\{dropdown\} (.+?)\n(.*?)^:::$", EVIDENCE, re.MULTILINE | re.DOTALL)
RECIPES = lrnotes.recipes()


def code_in(text):
    return re.findall(r"```python\n(.*?)```", text, re.DOTALL)


def run(code):
    names = {}
    exec(code, names)
    return names


@pytest.fixture(scope="module")
def schedules():
    """The schedule of each row, by the label of its evidence, with its steps."""
    found = {}
    for _, row in ROWS:
        (code,) = code_in(row)
        label, steps = re.search(r":why: why-(\S+)", row)[1], re.search(r":steps: (\d+)", row)
        found[label] = run(code)["schedule"], steps and int(steps[1])
    return found


def test_the_answer_comes_first():
    """A table with nothing but two sentences before it, short enough to look through, and nothing else unfolded."""
    assert GUIDE.index("{guide}") - GUIDE.index("# Which") < 400
    assert len(TABLE.split()) <= 720 and len(ROWS) >= 10
    outside = re.sub(r"^:::\{dropdown\}.*?^:::$", "", EVIDENCE, flags=re.MULTILINE | re.DOTALL)
    assert len(outside.split()) <= 3


def test_every_situation_has_its_evidence_in_the_same_order():
    assert [re.search(r":why: (\S+)", row)[1] for _, row in ROWS] == re.findall(
        r"^\((why-\S+)\)=$", EVIDENCE, re.MULTILINE
    )
    for (situation, _), (title, _) in zip(ROWS, FOLDED, strict=True):
        assert title.startswith(situation), (situation, title)


@pytest.mark.parametrize("situation, text", FOLDED, ids=[title for title, _ in FOLDED])
def test_every_situation_has_a_cited_reason(situation, text):
    assert "{cite}`" in text


@pytest.mark.parametrize("situation, row", ROWS, ids=[title for title, _ in ROWS])
def test_every_default_leads_to_its_page_and_says_a_number_or_a_source(situation, row):
    first = row.split("\n\n")[1]
    link = re.fullmatch(r"\[.+\]\((\S+)\)", first)
    assert link and (BOOK / link[1]).is_file()
    said = row.rpartition("```")[2]
    assert re.search(r"\d", said) and re.search(r"\{cite\}|\{doc\}|Forecast|default of Adam", said)


def test_every_line_runs_and_starts_and_ends_as_its_name_says(schedules):
    ends = {
        "pretraining": (0, 6e-4, 0), "open": (0, 6e-4, 0), "checkpoints": (0, 6e-4, 0), "fine-tuning": (0, 2e-5, 2e-6),
        "lora": (2e-4, 2e-4, 2e-4), "bert": (0, 2e-5, 0), "cnn": (0, 0.1, 0), "vit": (0, 1e-3, 0),
        "short": (0, 1e-3, 0), "recipe": (0, 2e-4, 0),
    }  # fmt: skip
    assert set(schedules) == {*ends, "keras"}
    for label, (start, peak, end) in ends.items():
        schedule, steps = schedules[label]
        rates = np.asarray(schedule(np.arange(0, steps + 1, max(1, steps // 1000))))
        assert float(schedule(0)) == pytest.approx(start), label
        assert rates.max() == pytest.approx(peak, rel=1e-3), label
        assert float(schedule(steps - 1)) == pytest.approx(end, abs=peak / 500), label  # the last update


def test_the_keras_line_halves_after_more_than_five_epochs_without_progress(schedules):
    rates = schedules["keras"][0].rates([1.0] * 8)
    assert rates[0] == 1e-3 and rates[-1] == 5e-4


def test_what_is_held_can_be_decayed_later():
    names = {}
    for _, text in FOLDED:
        for code in code_in(text):
            names |= run(code)
    assert names["decayed"]([0, 500, 1000, 15_999, 16_000, 18_000, 20_000]) == pytest.approx(
        [0, 3e-4, 6e-4, 6e-4, 6e-4, 3e-4, 0]
    )
    steps = range(0, 22_000, 7)
    assert names["decayed"](steps) == pytest.approx(WarmupStableDecay(6e-4, 1000, 15_000, 4000)(steps), abs=1e-15)
    assert names["restarted"](1999) < 1e-6 and names["restarted"](2000) == 0.1


def test_the_forecast_is_what_the_law_says():
    """Of the authors' model of 100 million parameters: 24,000 updates, 2,160 of them a warmup to 3e-4."""
    law, warmup, total = MultiPowerLaw.published("100M"), 2160, 24_000
    decay = total - warmup
    expected = {
        "constant": Constant(3e-4).warmup(warmup),
        "linear decay to 0": LinearDecay(3e-4, decay).warmup(warmup),
        "cosine to 10%": CosineDecay(3e-4, decay, alpha=0.1).warmup(warmup),
        "warmup-stable-decay, linear over the last 20%": WarmupStableDecay(3e-4, warmup, decay - 4800, 4800),
    }
    said = dict(re.findall(r"^\| (.+?) \| (\d\.\d+) \|$", EVIDENCE, re.MULTILINE))
    assert said == {name: f"{law(schedule, total):.3f}" for name, schedule in expected.items()}
    row = dict(ROWS)["Pretraining without a fixed end, or to be continued later"]
    stable, cosine = list(expected.values())[3], list(expected.values())[2]
    assert f"loss {law(stable, total):.2f}, against {law(cosine, total):.2f} for a cosine" in " ".join(row.split())


def test_the_bound_is_what_is_said_of_a_short_budget():
    def least(schedule, steps=1000):
        factor = best_peak(schedule, steps)
        return last_iterate_bound(lambda step: factor * np.asarray(schedule(step)), steps)

    linear, cosine, constant = least(LinearDecay(1.0, 1000)), least(CosineDecay(1.0, 1000)), least(Constant(1.0))
    said = " ".join(dict(ROWS)["A short budget"].split())
    below = (
        f"is {1 - linear / cosine:.0%} below that of a cosine and {1 - linear / constant:.0%} below that of a constant"
    )
    assert below in said


def test_what_is_counted_is_what_the_recipes_are():
    pretraining = [each for each in RECIPES if each.task == "language model pretraining"]
    cosine = [each for each in pretraining if each.shape == "cosine"]
    to_a_tenth = [each for each in cosine if each.end == pytest.approx(each.peak / 10)]
    assert len(cosine) == len(to_a_tenth) + 1 and all(each.warmup for each in pretraining)
    said = " ".join(GUIDE.split())
    assert f"Of the {len(pretraining)} pretraining runs in {{doc}}`recipes`, {len(to_a_tenth)} did" in said
    assert sum(each.shape == "warmup-stable-decay" for each in pretraining) == 8 and "Eight took warmup-stable" in said
    assert f"All {len(pretraining)} runs do" in said
    images = [each for each in RECIPES if each.task in ("image classification", "self-supervised learning of images")]
    cosine = sum(each.shape == "cosine" for each in images)
    assert f"{cosine} of the {len(images)} image classifiers and encoders" in said
    tuned = [each for each in RECIPES if each.task == "instruction tuning"]
    assert {each.peak for each in tuned} == {2e-5} and {each.shape for each in tuned} == {"cosine"}
    assert f"All {len(tuned)} instruction-tuning recipes" in said and {each.warmup for each in tuned} == {3, 10}
    assert f"{len(RECIPES)} published recipes" in said


def test_the_transformer_line_is_the_recipe_that_it_names(schedules):
    assert schedules["vit"] == (lrnotes.recipe("ViT-S/16-ImageNet").schedule, 111_477)


def test_the_front_page_leads_there():
    assert "which.md" in (BOOK / "index.md").read_text(encoding="utf-8").partition("{gallery}")[0]
