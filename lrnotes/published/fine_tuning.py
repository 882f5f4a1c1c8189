"""Recipes for the fine-tuning of language models: instructions and preferences."""

from .recipe import Recipe, Source

_SFT, _PREFERENCES = "instruction tuning", "preference tuning"
_PERCENT = "percent of the run"
_HANDBOOK = "huggingface/alignment-handbook"
_COMMIT = "19f03455e1b7c0450db769f841ced8e650610c06"
_WARMUP_RATIO = "The warmup is a fraction of the run, whose length depends on the data: a step here is 1% of it."


def _cosine(
    name: str, task: str, year: int, optimizer: str | None, peak: float, warmup: float, alpha: float, batch: str,
    commit: str, path: str, repository: str = _HANDBOOK,
) -> Recipe:  # fmt: skip
    end = f", alpha={alpha}" if alpha else ""
    return Recipe(
        name=name,
        task=task,
        year=year,
        optimizer=optimizer,
        shape="cosine",
        peak=peak,
        warmup=warmup,
        end=peak * alpha,
        length=100,
        unit=_PERCENT,
        batch=batch,
        expression=f"CosineDecay({peak}, {100 - warmup}{end}).warmup({warmup})",
        source=Source(repository, commit, path),
        note=_WARMUP_RATIO,
    )


FINE_TUNING = (
    _cosine(
        "Alpaca-7B", _SFT, 2023, None, 2e-5, 3, 0.0, "128 sequences of up to 512 tokens; 3 epochs",
        "7f0853214d2d4cd732d6f33622566a10e317a903", "README.md", "tatsu-lab/stanford_alpaca",
    ),
    _cosine(
        "SmolLM3-3B-SFT", _SFT, 2025, None, 2e-5, 3, 0.1, "128 sequences of up to 65,536 tokens; 5 epochs",
        "61d7a82ac7f29a8d3b626e8dea730ebf7dc0de2d", "recipes/smollm3/sft/sft.yaml",
    ),
    _cosine(
        "SmolLM3-3B-APO", _PREFERENCES, 2025, None, 1e-6, 10, 0.1, "32 pairs; 1 epoch",
        _COMMIT, "recipes/smollm3/dpo/apo.yaml",
    ),
    _cosine(
        "Zephyr-7B-SFT", _SFT, 2023, None, 2e-5, 10, 0.0, "16 a device; 1 epoch",
        _COMMIT, "recipes/zephyr-7b-beta/sft/config_full.yaml",
    ),
    _cosine(
        "Zephyr-7B-DPO", _PREFERENCES, 2023, "AdamW", 5e-7, 10, 0.0, "8 a device, twice accumulated; 1 epoch",
        _COMMIT, "recipes/zephyr-7b-beta/dpo/config_full.yaml",
    ),
    _cosine(
        "Zephyr-7B-Gemma-SFT", _SFT, 2024, None, 2e-5, 10, 0.0, "4 a device, four times accumulated; 3 epochs",
        "0549328208a8bc7ba2d3b9b0773c165fc1b25d6f", "recipes/zephyr-7b-gemma/sft/config_full.yaml",
    ),
    _cosine(
        "Zephyr-7B-Gemma-DPO", _PREFERENCES, 2024, "AdamW", 5e-7, 10, 0.0,
        "2 a device, eight times accumulated; 2 epochs",
        "10fb04ac1ad4e252affef4a5b438110fcc6f7e5f", "recipes/zephyr-7b-gemma/dpo/config_full.yaml",
    ),
    Recipe(
        name="Zephyr-141B-ORPO",
        task=_PREFERENCES,
        year=2024,
        optimizer="AdamW, 8 bits",
        shape="inverse square root",
        peak=5e-6,
        warmup=100,
        end=None,
        length=None,
        batch="1 a device; 3 epochs",
        expression="PowerDecay(5e-6, 100).warmup(100)",
        source=Source(_HANDBOOK, _COMMIT, "recipes/zephyr-141b-A35b/orpo/config_full.yaml"),
    ),
)  # fmt: skip
