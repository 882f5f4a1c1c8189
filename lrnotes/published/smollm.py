"""Recipes for the pretraining of the SmolLM family."""

from .recipe import Recipe, Source

_TASK = "language model pretraining"
_COPY = "yakupemresahin/smolvlm_temporal"  # of huggingface/smollm, whose configurations it has at these commits
_NANOTRON = Source("huggingface/nanotron", "06e39568b48127d9553f437e0cd0f0eb614ee99b", "src/nanotron/helpers.py")
_READ_IN_A_COPY = "The configuration was read in a copy of huggingface/smollm."


def _smollm(
    name: str, year: int, peak: float, warmup: int, start: int, length: int, batch: str, commit: str, path: str,
    shape: str = "linear",
) -> Recipe:  # fmt: skip
    decay_shape = f", decay_shape='{shape}'" if shape != "linear" else ""
    return Recipe(
        name=name,
        task=_TASK,
        year=year,
        optimizer="AdamW",
        shape="warmup-stable-decay",
        peak=peak,
        warmup=warmup,
        end=0.0,
        length=length,
        batch=batch,
        expression=f"WarmupStableDecay({peak}, {warmup}, {start} - {warmup}, {length - start}{decay_shape})",
        source=Source(_COPY, commit, f"pre-training/{path}"),
        formula=_NANOTRON if shape == "linear" else None,  # which has no "1-sqrt"
        proved=shape == "linear",
        note=_READ_IN_A_COPY,
    )


SMOLLM = (
    _smollm(
        "SmolLM-360M", 2024, 3e-3, 5000, 500_000, 600_000, "512 sequences of 2048 tokens",
        "5e66828afed2a12275cbd4d85403acbbaeadeb3f", "smollm1/config_smollm1_360M.yaml", "1-sqrt",
    ),
    _smollm(
        "SmolLM-1.7B", 2024, 5e-4, 2000, 400_000, 500_000, "1024 sequences of 2048 tokens",
        "2dbc7236a7f5d26bf7d629c672897f2fd28890cc", "smollm1/config_smollm1_1B.yaml", "1-sqrt",
    ),
    _smollm(
        "SmolLM2-135M", 2024, 3e-3, 2000, 1_600_000, 2_000_000, "512 sequences of 2048 tokens",
        "058cf7ae2ea2c7ac2a2c0ef0eb176c46a7f4fdad", "smollm2/config_smollm2_135M.yaml",
    ),
    _smollm(
        "SmolLM2-360M", 2024, 3e-3, 2000, 2_080_000, 2_600_000, "768 sequences of 2048 tokens",
        "852abb91eeef18224b39c9f09c29765f0c25f8ae", "smollm2/config_smollm2_360M.yaml",
    ),
    _smollm(
        "SmolLM2-1.7B", 2024, 5e-4, 2000, 4_716_000, 5_240_000, "1024 sequences of 2048 tokens",
        "058cf7ae2ea2c7ac2a2c0ef0eb176c46a7f4fdad", "smollm2/config_smollm2_1B.yaml",
    ),
    Recipe(
        name="SmolLM3-3B",
        task=_TASK,
        year=2025,
        optimizer="AdamW",
        shape="warmup-stable-decay",
        peak=2e-4,
        warmup=2000,
        end=0.0,
        length=4_720_000,
        batch="2.36 million tokens",
        expression="WarmupStableDecay(2e-4, 2000, 4_198_001 - 2000, 522_000)",
        source=Source(
            "junzheyi/smollm", "28490d016eabc9f81ab8b6f71c240eab1ebcdd27", "text/pretraining/smollm3/stage1_8T.yaml"
        ),
        formula=_NANOTRON,
        note="The configuration was read in a copy of huggingface/smollm, whose README gives the same values.",
    ),
)  # fmt: skip
