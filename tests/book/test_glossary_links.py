"""Terms of the glossary are links where a page first uses them, and nowhere else."""

import re

import pytest

import glossary_links
from support.small_site import build

GLOSSARY = """# Glossary

```{glossary}
step
  The number of updates before this one: [more](x.md). In Optax it is `count`.

learning rate
  What multiplies the gradient. The {term}`step` decides.

batch
minibatch
  Some examples. Or all.

momentum buffer
  A {term}`moving average <step>` of `gradients`.

policy
  What a schedule is called in *reinforcement* learning.

end
  The last rate.
```
"""
PAGE = """# A step up, with the learning rate

The `step` of code, [a step in a link](https://example.org/step), $step$ and a step-by-step recipe
are none. Learning rates decay in steps, step by step, to the end. A minibatch is one of many batches.

## The policy

- Policies differ; a policy is one. The first momentum buffer.

```python
minibatch = 1  # momentum buffer
```
"""


def test_the_title_is_the_first_sentence_of_the_definition():
    assert glossary_links.definitions(GLOSSARY) == {
        "step": "The number of updates before this one: more.",
        "learning rate": "What multiplies the gradient.",
        "batch": "Some examples.",
        "minibatch": "Some examples.",
        "momentum buffer": "A moving average of gradients.",
        "policy": "What a schedule is called in reinforcement learning.",
        "end": "The last rate.",
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("terms")
    start = "# Start\n\n```{toctree}\nbook/page\nbook/glossary\n```\n"
    texts = {"index.md": start, "book/page.md": PAGE, "book/glossary.md": GLOSSARY.replace("x.md", "page.md")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glossary_links, "GLOSSARY", folder / "book" / "glossary.md")
        built = build(folder, texts, ["glossary_links"])
    return {"page": built["book/page.md"], "glossary": built["book/glossary.md"]}


def test_the_first_use_of_every_term_is_a_link_in_any_case_and_number(pages):
    found = re.findall(r'<a class="lrnotes-term[^"]*" href="([^"]*)" title="([^"]*)">([^<]*)</a>', pages["page"])
    assert [(text, address) for address, _, text in found] == [
        ("Learning rates", "glossary.html#term-learning-rate"),
        ("steps", "glossary.html#term-step"),
        ("minibatch", "glossary.html#term-minibatch"),
        ("batches", "glossary.html#term-batch"),
        ("Policies", "glossary.html#term-policy"),
        ("momentum buffer", "glossary.html#term-momentum-buffer"),
    ]
    assert {text: title for _, title, text in found}["batches"] == "Some examples."


def test_the_glossary_links_no_term_of_its_own(pages):
    assert "lrnotes-term" not in pages["glossary"]
