"""Published recipes: each schedule against the formula of the code that trained with it, written again from that code.

The numbers here were typed a second time from the configurations, so that a slip in one place fails.
"""

import json
import math
import re
from bisect import bisect_right
from functools import partial

import numpy as np
import pytest

import lrnotes
from lrnotes.published.recipe import Recipe

RECIPES = {each.name: each for each in lrnotes.recipes()}


# The formulas of the libraries, for one step n. The sources that the recipes name have them.


def nanogpt(n, peak, warmup, total, low):
    if n < warmup:
        return peak * (n + 1) / (warmup + 1)
    return low if n > total else low + (peak - low) * half_cosine((n - warmup) / (total - warmup))


def half_cosine(x):
    return 0.5 * (1 + math.cos(math.pi * x))


def llm_c(n, peak, warmup, total, fraction):
    if n < warmup:
        return peak * (n + 1) / warmup
    return peak * fraction + half_cosine((n - warmup) / (total - warmup)) * peak * (1 - fraction)


def neox(n, peak, low, warmup=1430, end=143_000):
    if n <= warmup:
        return peak * n / warmup
    done = min(n, end - warmup) - warmup
    return max(peak / 2 * (math.cos(math.pi * done / end) + 1), low)


def megatron(n, peak, low, warmup, end, coefficient):
    if n <= warmup:
        return peak * n / warmup
    return low if n > end else low + (peak - low) * coefficient(n)


def tinyllama(n, peak, warmup, total, low):
    if n < warmup:
        return peak * n / warmup
    return low if n > total else low + half_cosine((n - warmup) / (total - warmup)) * (peak - low)


def nanotron(n, peak, warmup, start, length):
    if n <= warmup:
        return peak * n / warmup
    return peak if n < start else peak * max(length - (n - start), 0) / length


def olmo_cosine(n, peak, warmup, total, alpha=0.1):
    if n < warmup:
        return peak * n / warmup
    low = peak * alpha
    return low if n >= total else low + (peak - low) * half_cosine((n - warmup) / (total - warmup))


def apertus(n, peak, low):
    end, cooldown = 3_662_109_375, 403_905_806

    def coefficient(n):
        return 1.0 if n <= end - cooldown else 1 - math.sqrt((n - (end - cooldown)) / cooldown)

    return megatron(n, peak, low, 4_096_000, end, coefficient)


def transformers_cosine(n, peak, ratio, low=0.0, total=100):
    warmup = math.ceil(total * ratio)
    if n < warmup:
        return peak * n / warmup
    return peak * (half_cosine((n - warmup) / (total - warmup)) * (1 - low) + low)


def inverse_sqrt(n, peak, warmup, start=0.0):
    return start + n * (peak - start) / warmup if n < warmup else peak * warmup**0.5 * n**-0.5


def big_vision(n, peak, total, warmup, linear_end=None):
    progress = min(max((n - warmup) / (total - warmup), 0), 1)
    decay = half_cosine(progress) if linear_end is None else linear_end + (1 - linear_end) * (1 - progress)
    return peak * decay * min(1, n / warmup)


def timm_after_the_epoch(epoch, peak, total, warmup, start, low):
    n = max(epoch - 1, 0)
    return start + n * (peak - start) / warmup if n < warmup else low + (peak - low) * half_cosine(n / total)


def mae(epoch, peak, warmup, total):
    return peak * epoch / warmup if epoch < warmup else peak * half_cosine((epoch - warmup) / (total - warmup))


def detectron2(n, peak, milestones, warmup=1000, factor=0.001):
    rising = 1 if n >= warmup else factor * (1 - n / warmup) + n / warmup
    return peak * rising * 0.1 ** bisect_right(milestones, n)


def dinov2(n, peak, low, warmup, total):
    if n < warmup:
        return peak * n / (warmup - 1)  # numpy.linspace has both ends
    return low + (peak - low) * half_cosine((n - warmup) / (total - warmup))


def fairseq_polynomial(n, peak, warmup, total):
    if n <= warmup:
        return peak * n / warmup
    return 0.0 if n >= total else peak * (1 - (n - warmup) / (total - warmup))


def tri_stage(n, peak, warmup, hold, decay, first, last):
    if n < warmup:
        return peak * (first + (1 - first) * n / warmup)
    if n < warmup + hold:
        return peak
    done = min(n - warmup - hold, decay)
    return peak * math.exp(math.log(last) * done / decay)


FORMULAS = {
    "GPT-2-124M-nanoGPT": partial(nanogpt, peak=6e-4, warmup=2000, total=600000, low=6e-5),
    "Shakespeare-char-nanoGPT": partial(nanogpt, peak=1e-3, warmup=100, total=5000, low=1e-4),
    "GPT-2-124M-llm.c": partial(llm_c, peak=0.0006, warmup=700, total=18865, fraction=0.0),
    "GPT-2-1558M-llm.c": partial(llm_c, peak=0.0006, warmup=700, total=32000, fraction=0.1),
    "Pythia-70M": partial(neox, peak=0.001, low=0.0001),
    "Pythia-160M": partial(neox, peak=0.0006, low=0.00006),
    "Pythia-410M": partial(neox, peak=0.0003, low=0.00003),
    "Pythia-1B": partial(neox, peak=0.00025, low=0.000025),
    "Pythia-1.4B": partial(neox, peak=0.0002, low=0.00002),
    "Pythia-2.8B": partial(neox, peak=0.00016, low=0.000016),
    "Pythia-6.9B": partial(neox, peak=0.00012, low=0.000012),
    "Pythia-12B": partial(neox, peak=0.00012, low=0.000012),
    "BLOOM-176B": partial(
        megatron, peak=6e-5, low=6e-6, warmup=183105, end=200000000,
        coefficient=lambda n: half_cosine((n - 183105) / (200000000 - 183105)),
    ),
    "TinyLlama-1.1B": partial(tinyllama, peak=4e-4, warmup=2000 * 8, total=715256 * 2 * 8, low=4e-5),
    "GPT-2-XL-Shakespeare-nanoGPT": lambda n: 1e-5,  # decay_lr = False
    "SmolLM2-135M": partial(nanotron, peak=0.003, warmup=2000, start=1600000, length=400000),
    "SmolLM2-360M": partial(nanotron, peak=0.003, warmup=2000, start=2080000, length=520000),
    "SmolLM2-1.7B": partial(nanotron, peak=0.0005, warmup=2000, start=4716000, length=524000),
    "SmolLM3-3B": partial(nanotron, peak=0.0002, warmup=2000, start=4198001, length=522000),
    "OLMo-2-32B": partial(olmo_cosine, peak=6e-4, warmup=2000 * 2048 * 4096, total=int(6.5e12)),
    "OLMo-3-7B": partial(olmo_cosine, peak=3e-4, warmup=2000 * 8192 * 512, total=int(5e12)),
    "OLMo-3-7B-midtraining": lambda n: 0.00020712352850360292 * (1 - min(n / 100_000_000_000, 1)),
    "OLMo-3-32B-midtraining": lambda n: 0.0002071235285 * (1 - min(n / 100_000_000_000, 1)),
    "Apertus-8B": partial(apertus, peak=0.00011, low=0.000011),
    "Apertus-70B": partial(apertus, peak=0.00001, low=0.000001),
    "Alpaca-7B": partial(transformers_cosine, peak=2e-5, ratio=0.03),
    "SmolLM3-3B-SFT": partial(transformers_cosine, peak=2.0e-05, ratio=0.03, low=0.1),
    "SmolLM3-3B-APO": partial(transformers_cosine, peak=1.0e-06, ratio=0.1, low=0.1),
    "Zephyr-7B-SFT": partial(transformers_cosine, peak=2.0e-05, ratio=0.1),
    "Zephyr-7B-DPO": partial(transformers_cosine, peak=5.0e-7, ratio=0.1),
    "Zephyr-7B-Gemma-SFT": partial(transformers_cosine, peak=2.0e-05, ratio=0.1),
    "Zephyr-7B-Gemma-DPO": partial(transformers_cosine, peak=5.0e-7, ratio=0.1),
    "Zephyr-141B-ORPO": partial(inverse_sqrt, peak=5.0e-6, warmup=100),
    "ViT-S/16-ImageNet": partial(big_vision, peak=0.001, total=round(90 * 1268355 / 1024), warmup=10_000),
    "MLP-Mixer-B/16-ImageNet": partial(
        big_vision, peak=0.001, total=round(300 * 1268355 / 4096), warmup=10_000, linear_end=1e-5
    ),
    "BiT-ResNet-50": partial(big_vision, peak=0.1 / 256 * 4096, total=round(90 * 1268355 / 4096), warmup=1000),
    "DeiT-B": partial(timm_after_the_epoch, peak=5e-4, total=300, warmup=5, start=1e-6, low=1e-5),
    "ConvNeXt-T": partial(
        dinov2, peak=4e-3, low=1e-6, warmup=20 * (1281167 // 4096), total=300 * (1281167 // 4096)
    ),
    "ConvNeXt-B-384-fine-tuning": partial(dinov2, peak=5e-5, low=1e-6, warmup=0, total=30 * (1281167 // 512)),
    "SimSiam-ResNet-50": lambda epoch: 0.05 * 512 / 256 * half_cosine(epoch / 100),
    "DINO-ViT-S/16": partial(
        dinov2, peak=0.0005 * 64 * 8 / 256, low=1e-6, warmup=10 * (160146 // 64), total=100 * (160146 // 64)
    ),
    "DETR-R50": lambda epoch: 1e-4 * 0.1 ** (epoch // 200),
    "DiT-XL/2": lambda epoch: 1e-4,
    "MobileNetV2-torchvision": lambda epoch: 0.045 * 0.98**epoch,
    "MAE-ViT-L": partial(mae, peak=1.5e-4 * 64 * 8 * 8 / 256, warmup=40, total=800),
    "MoCo-v1": lambda epoch: 0.03 * 0.1 ** ((epoch >= 120) + (epoch >= 160)),
    "MoCo-v2": lambda epoch: 0.03 * half_cosine(epoch / 200),
    "DINOv2-ViT-g/14": partial(dinov2, peak=2e-4, low=1e-6, warmup=80 * 1250, total=500 * 1250),
    "Faster-R-CNN-FPN-1x": partial(detectron2, peak=0.02, milestones=(60000, 80000)),
    "Mask-R-CNN-R50-FPN-3x": partial(detectron2, peak=0.02, milestones=(210000, 250000)),
    "nnU-Net": lambda epoch: 1e-2 * (1 - epoch / 1000) ** 0.9,
    "Stable-Diffusion-v1": lambda n: 1e-4 * ((1 - 1e-6) / 10000 * n + 1e-6 if n < 10000 else 1),
    "wav2vec2-base": partial(fairseq_polynomial, peak=0.0005, warmup=32000, total=400000),
    "wav2vec2-base-100h": partial(
        tri_stage, peak=0.00003, warmup=8000, hold=32000, decay=40000, first=0.01, last=0.05
    ),
    "RoBERTa-base": partial(fairseq_polynomial, peak=0.0005, warmup=10000, total=125000),
    "BART-CNN-DM": partial(fairseq_polynomial, peak=3e-05, warmup=500, total=20000),
    "BART-XSum": partial(fairseq_polynomial, peak=3e-05, warmup=500, total=15000),
    "Transformer-big-WMT16-en-de": partial(inverse_sqrt, peak=0.0005, warmup=4000, start=1e-07),
    "Transformer-IWSLT14-de-en": partial(inverse_sqrt, peak=5e-4, warmup=4000),
    "Transformer-IWSLT17-multilingual": partial(inverse_sqrt, peak=0.0005, warmup=4000, start=1e-07),
}  # fmt: skip


def steps_of(recipe):
    """Integer steps over the run, all around its beginning, its end and the places where something changes."""
    length = recipe.length or 20 * recipe.warmup
    spread = np.linspace(0, length, 400)
    changes = [0, recipe.warmup, 0.6 * length, 0.8 * length, length, 60_000, 80_000, 210_000, 250_000, 4_198_001]
    near = np.add.outer(changes, np.arange(-3, 4)).ravel()
    steps = np.unique(np.round(np.concatenate([spread, near])))
    return steps[(steps >= 0) & (steps <= length)]


def test_every_proved_recipe_has_its_formula_here():
    assert set(FORMULAS) == {name for name, recipe in RECIPES.items() if recipe.proved}
    assert len(FORMULAS) >= 40 and len(RECIPES) == len(lrnotes.recipes())


@pytest.mark.parametrize("name", FORMULAS)
def test_the_schedule_is_the_one_of_the_original(name):
    recipe = RECIPES[name]
    steps = steps_of(recipe)
    expected = np.array([FORMULAS[name](step) for step in steps.tolist()])
    np.testing.assert_allclose(recipe.schedule(steps), expected, rtol=1e-12, atol=1e-12 * recipe.peak)


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_the_facts_are_those_of_the_schedule(recipe):
    rates = recipe.schedule(steps_of(recipe))
    assert 0.98 * recipe.peak <= rates.max() <= recipe.peak * (1 + 1e-12)
    if recipe.end is not None and recipe.length is not None:
        assert recipe.schedule(recipe.length) == pytest.approx(recipe.end, abs=1e-4 * recipe.peak, rel=2e-3)
    if recipe.warmup:
        rising = recipe.schedule(np.linspace(0, recipe.warmup, 20))
        assert np.all(np.diff(rising) >= 0) and rising[10] < 0.65 * recipe.peak < rising[18]
    else:
        assert recipe.schedule(0) == recipe.peak
    assert recipe.end is not None or recipe.length is None


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_recipe_says_where_it_was_read(recipe):
    for source in filter(None, [recipe.source, recipe.formula]):
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", source.repository) and re.fullmatch("[0-9a-f]{40}", source.commit)
        assert source.url.endswith(f"/{source.repository}/blob/{source.commit}/{source.path}")
        assert source.url.startswith(("https://github.com/", "https://huggingface.co/"))
    assert 2017 <= recipe.year <= 2026 and recipe.unit in {
        "updates", "epochs", "samples", "tokens", "micro-batches", "percent of the run"
    }  # fmt: skip
    assert recipe.note.endswith(".") or not recipe.note


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_recipe_as_text_and_as_json(recipe):
    facts = json.loads(json.dumps(recipe.to_dict()))
    assert facts["peak"] == recipe.peak and lrnotes.parse(facts["expression"]) == recipe.schedule
    text = str(recipe)
    assert text.startswith(f"{recipe.name}\n") and recipe.source.url in text and repr(recipe.schedule) in text
    assert ("as published" in text) is not recipe.proved


def test_a_recipe_by_name():
    assert isinstance(lrnotes.recipe("SmolLM3-3B"), Recipe)
    assert lrnotes.recipe("smollm3-3b") is lrnotes.recipe("SmolLM3-3B")
    with pytest.raises(ValueError, match=r"^recipe: no recipe is named 'SmolLM3'; did you mean SmolLM3-3B"):
        lrnotes.recipe("SmolLM3")
    with pytest.raises(ValueError, match=r"'xyz'; lrnotes.recipes\(\) lists all of them"):
        lrnotes.recipe("xyz")
    with pytest.raises(TypeError, match="^recipe: name must be a string; got 3"):
        lrnotes.recipe(3)


def test_the_list_is_the_callers_own():
    lrnotes.recipes().clear()
    assert lrnotes.recipes()
