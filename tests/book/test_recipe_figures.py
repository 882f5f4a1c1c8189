"""The published recipes on the book's pages: their figures, their links to Compare, and who uses a class."""

import re
from urllib.parse import parse_qs

import numpy as np
import pytest

import catalogue
import chart
import lrnotes
import recipe_figures
import used_by
from support.live_settings import with_settings

FIGURES = recipe_figures.recipe_figures()
KNOWN = {shown.name: shown.figure for _, shown in catalogue.compared()} | recipe_figures.compositions()


def test_every_recipe_once_and_the_newest_first():
    assert sorted(each.recipe.name for each in FIGURES) == sorted(recipe.name for recipe in lrnotes.recipes())
    years = [each.recipe.year for each in FIGURES]
    assert years == sorted(years, reverse=True)


def opened(plot):
    """The schedule of a plot in an address, made here from what the address says."""
    title, inside = re.fullmatch(r"([^(]+)\((.*)\)", plot).groups()
    figure, setting = KNOWN[title], {"values": {}, "on": {}}
    places = {each["name"]: place for place, each in enumerate(figure.description["parameters"])}
    for name, text in (pair.split("=") for pair in inside.split(",") if pair):
        setting["on"][places[name]] = text != "none"
        if text != "none":
            setting["values"][places[name]] = float(text) if re.fullmatch(r"[-+.\de]+", text) else text
    return with_settings(figure.schedule, figure.description, setting)


@pytest.mark.parametrize("each", FIGURES, ids=lambda each: each.recipe.name)
def test_a_link_opens_the_recipe_in_compare_beside_a_plain_decay(each):
    query = parse_qs(recipe_figures.link(each), strict_parsing=True)
    first, second = map(opened, query["plot"])
    (last,) = map(float, query["last-step"])
    recipe = each.recipe
    assert first == recipe.schedule
    steps = np.linspace(0, last, 101)
    np.testing.assert_allclose(first(steps), recipe.schedule(steps), rtol=1e-12)
    assert last == (recipe.length or 10 * recipe.warmup)
    assert type(second) in (lrnotes.LinearDecay, lrnotes.CosineDecay) and type(second) is not each.main
    assert second(0) == recipe.peak and second(last) == pytest.approx(0, abs=1e-15)


def test_a_setting_that_compare_does_not_take_stops_the_build():
    plot = "StepDecay", KNOWN["StepDecay"], KNOWN["CosineDecay"]
    with pytest.raises(ValueError, match="^StepDecay cannot be compared with .*: decay_steps, .*step_size is missing"):
        chart.comparison_query([plot], 9)


def test_the_titles_of_compositions_say_what_they_are_made_of():
    recipe = lrnotes.recipe("DeiT-B")
    assert recipe_figures.title_of(recipe.schedule) == "Constant.then.Constant.warmup.then.CosineDecay.skip"
    assert recipe_figures.title_of(lrnotes.recipe("SmolLM3-3B").schedule) == "WarmupStableDecay"
    assert recipe_figures.title_of(lrnotes.recipe("MoCo-v1").schedule) == "MultiStepDecay-2"  # the chapter's has three
    assert "MultiStepDecay-2" in recipe_figures.compositions()
    assert not any("(" in title or title in vars(lrnotes) for title in recipe_figures.compositions())


def test_a_class_is_used_by_the_recipes_that_end_in_it():
    names = [each.recipe.name for each in used_by.users(["WarmupStableDecay"])]
    sizes = ["SmolLM-360M", "SmolLM-1.7B", "SmolLM2-135M", "SmolLM2-360M", "SmolLM2-1.7B"]
    assert names == ["SmolLM3-3B", "Apertus-8B", "Apertus-70B", *sizes]
    cosines = {each.recipe.name for each in used_by.users(["CosineDecay"])}
    assert {"GPT-2-124M-llm.c", "Pythia-70M", "MoCo-v2"} < cosines and "Stable-Diffusion-v1" not in cosines
    assert cosines == {recipe.name for recipe in lrnotes.recipes() if recipe.shape == "cosine"}
    constant = [each.recipe.name for each in used_by.users(["Constant"])]
    assert constant == ["GPT-2-XL-Shakespeare-nanoGPT", "Stable-Diffusion-v1", "DiT-XL/2"]
    assert used_by.users(["RexDecay"]) == []
