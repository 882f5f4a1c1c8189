"""``lrnotes recipe``: the same facts as the package has."""

import json

import lrnotes


def test_a_recipe_is_shown_with_its_source(run):
    result = run("recipe", "smollm3-3b")
    assert result.code == 0 and result.out == f"{lrnotes.recipe('SmolLM3-3B')}\n"


def test_its_expression_is_read_again(run):
    result = run("recipe", "Pythia-70M", "--expression")
    assert lrnotes.parse(result.out) == lrnotes.recipe("Pythia-70M").schedule
    rates = run("values", "-", "--at", "1430", stdin=result.out)
    assert rates.out == "update,rate\n1430,0.001\n"


def test_facts_as_json(run):
    assert json.loads(run("recipe", "BLOOM-176B", "--json").out) == lrnotes.recipe("BLOOM-176B").to_dict()
    everything = json.loads(run("recipe", "--list", "--json").out)
    assert everything == [each.to_dict() for each in lrnotes.recipes()]


def test_the_list_has_every_name(run):
    lines = run("recipe", "--list").out.splitlines()
    assert [line.split()[0] for line in lines] == [each.name for each in lrnotes.recipes()]


def test_an_unknown_name_is_told_with_those_that_are_close(run):
    result = run("recipe", "SmolLM3")
    assert result.code == 2 and result.err.startswith(
        "lrnotes recipe: recipe: no recipe is named 'SmolLM3'; did you mean SmolLM3-3B"
    )
