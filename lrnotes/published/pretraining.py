"""Recipes for the pretraining of language models."""

from .recipe import Recipe, Source

_TASK = "language model pretraining"

_NEOX = Source("EleutherAI/gpt-neox", "0535bfbb788540e157351b7d73d4ed5c1df3a120", "megatron/learning_rates.py")
_BLOOM = Source(
    "bigscience-workshop/Megatron-DeepSpeed",
    "0823ad8c1dc8a1b444dfc679648658892980b0fa",
    "megatron/learning_rates.py",
)
_OLMO = Source("allenai/OLMo-core", "014c4c6200ac7bad0f687719d6f1df298de0596b", "src/olmo_core/optim/scheduler.py")
_MEGATRON = Source(
    "swiss-ai/Megatron-LM",
    "589aaff87179979b7b521fb689253c8e2802ab5e",
    "megatron/core/optimizer_param_scheduler.py",
)


def _pythia(size: str, peak: float, commit: str) -> Recipe:
    return Recipe(
        name=f"Pythia-{size}",
        task=_TASK,
        year=2023,
        optimizer="Adam",
        shape="cosine",
        peak=peak,
        warmup=1430,
        end=peak / 10,
        length=143_000,
        batch="1024 sequences of 2048 tokens",
        expression=f"CosineDecay({peak}, 143_000).clip({peak / 10:.12g}).warmup(1430)",
        source=Source("EleutherAI/pythia", commit, f"models/{size}/pythia-{size.lower()}.yml"),
        formula=_NEOX,
        note=(
            "GPT-NeoX counts the cosine from the end of the warmup over all 143,000 updates and holds it at the lowest "
            "rate, so the rate stays at a tenth of the peak for the last fifth of the run."
        ),
    )


def _apertus(size: str, peak: float, commit: str, batch: str) -> Recipe:
    return Recipe(
        name=f"Apertus-{size}",
        task=_TASK,
        year=2025,
        optimizer="AdEMAMix",
        shape="warmup-stable-decay",
        peak=peak,
        warmup=4_096_000,
        end=peak / 10,
        length=3_662_109_375,
        unit="samples",
        batch=batch,
        expression=(
            f"WarmupStableDecay({peak}, 4_096_000, 3_662_109_375 - 403_905_806 - 4_096_000, 403_905_806, "
            f"end_learning_rate={peak / 10:.12g}, decay_shape='1-sqrt')"
        ),
        source=Source("swiss-ai/pretrain-code", commit, f"pretraining/submit_apertus_{size.lower()}.sh"),
        formula=_MEGATRON,
        note="A sample has 4096 tokens. The schedule counts samples, so it does not notice that the batch doubles.",
    )


PRETRAINING = (
    _pythia("70M", 1e-3, "ae1ce75d43f08844a8cc6e959d9291cd8061f994"),
    _pythia("160M", 6e-4, "0075322277a2ee36097414ae402e1a20e25a5ab0"),
    _pythia("410M", 3e-4, "ddad623a9395d2ecc4cf52dda5379ffd0fd82597"),
    _pythia("1B", 2.5e-4, "b14d5af9ae1809046209c079852e8891dca4678f"),
    _pythia("1.4B", 2e-4, "4d0c90183683435b20890cabca52783c3b820d3c"),
    _pythia("2.8B", 1.6e-4, "2d898509f4551b62801c59bfafc9a540640a15e3"),
    _pythia("6.9B", 1.2e-4, "31654e58dda6db481ccc0cb21fbe6ebaf3555036"),
    _pythia("12B", 1.2e-4, "55e1182be2856e34e5044e5eb8ac96002e9e40f3"),
    Recipe(
        name="BLOOM-176B",
        task=_TASK,
        year=2022,
        optimizer="Adam",
        shape="cosine",
        peak=6e-5,
        warmup=183_105,
        end=6e-6,
        length=220_000_000,
        unit="samples",
        batch="192 to 2048 sequences of 2048 tokens, in steps of 16 over the first 9,765,625 samples",
        expression="CosineDecay(6e-5, 200_000_000 - 183_105, alpha=0.1).warmup(183_105)",
        source=Source(
            "bigscience-workshop/bigscience",
            "003b25057ea7dd7b476dd2feb28668725b1cbdaa",
            "train/tr11-176B-ml/tr11-176B-ml.slurm",
        ),
        formula=_BLOOM,
        note="The cosine ends after 200 million samples, 410 billion tokens; the last 20 million have its last rate.",
    ),
    Recipe(
        name="TinyLlama-1.1B",
        task=_TASK,
        year=2023,
        optimizer="AdamW",
        shape="cosine",
        peak=4e-4,
        warmup=16_000,
        end=4e-5,
        length=11_444_096,
        unit="micro-batches",
        batch="512 sequences; 8 micro-batches an update",
        expression="CosineDecay(4e-4, 11_444_096 - 16_000, alpha=0.1).warmup(16_000)",
        source=Source("jzhang38/TinyLlama", "01c9c77406ff1d41be4960674fe1f86cacf991b9", "pretrain/tinyllama.py"),
        formula=Source("jzhang38/TinyLlama", "01c9c77406ff1d41be4960674fe1f86cacf991b9", "pretrain/tinyllama.py"),
        note="The script counts micro-batches: 2000 updates of warmup and 1,430,512 updates are written eight times.",
    ),
    Recipe(
        name="DeepSeek-V2-Lite",
        task=_TASK,
        year=2024,
        optimizer="AdamW",
        shape="multi-step",
        peak=4.2e-4,
        warmup=37_748_736_000,
        end=4.2e-4 * 0.316**2,
        length=5_700_000_000_000,
        unit="tokens",
        batch="4608 sequences of 4096 tokens",
        expression=(
            "MultiStepDecay(4.2e-4, [0.8 * 5.7e12 - 37_748_736_000, 0.9 * 5.7e12 - 37_748_736_000], 0.316)"
            ".warmup(37_748_736_000)"
        ),
        source=Source(
            "deepseek-ai/DeepSeek-V2-Lite", "c85be81dea5f8ef0c4c2056e7b2a714b3584847e", "README.md", "huggingface.co"
        ),
        proved=False,
        note="The rate drops after about 80% and about 90% of the tokens. The warmup is 2000 updates.",
    ),
    Recipe(
        name="OLMo-2-32B",
        task=_TASK,
        year=2025,
        optimizer="SkipStepAdamW",
        shape="cosine",
        peak=6e-4,
        warmup=16_777_216_000,
        end=6e-5,
        length=6_500_000_000_000,
        unit="tokens",
        batch="2048 sequences of 4096 tokens",
        expression="CosineDecay(6e-4, 6.5e12 - 16_777_216_000, alpha=0.1).warmup(16_777_216_000)",
        source=Source(
            "allenai/OLMo-core",
            "138b1fca4992c704f320c05718ef8168ffb44ea1",
            "src/scripts/official/OLMo2/OLMo-2-0325-32B-train.py",
        ),
        formula=_OLMO,
        note="The warmup is 2000 updates. A linear decay to 0 over 100 billion tokens followed.",
    ),
    Recipe(
        name="OLMo-3-7B",
        task=_TASK,
        year=2025,
        optimizer="SkipStepAdamW",
        shape="cosine",
        peak=3e-4,
        warmup=8_388_608_000,
        end=3e-5,
        length=5_000_000_000_000,
        unit="tokens",
        batch="512 sequences of 8192 tokens",
        expression="CosineDecay(3e-4, 5e12 - 8_388_608_000, alpha=0.1).warmup(8_388_608_000)",
        source=Source(
            "allenai/OLMo-core",
            "18b8fb66b9840a041c603acf7c7dd18b881229d8",
            "src/scripts/official/OLMo3/OLMo-3-1025-7B-pretrain-1.py",
        ),
        formula=_OLMO,
        note=(
            "This is the schedule that the run began with. From update 597,046 on, half of it, the second half was "
            "stretched to end at 7 trillion tokens. The warmup is 2000 updates."
        ),
    ),
    Recipe(
        name="OLMo-3-7B-midtraining",
        task="language model midtraining",
        year=2025,
        optimizer="SkipStepAdamW",
        shape="linear",
        peak=0.00020712352850360292,
        end=0.0,
        length=100_000_000_000,
        unit="tokens",
        batch="2,097,152 tokens",
        expression="LinearDecay(0.00020712352850360292, 100_000_000_000)",
        source=Source(
            "allenai/OLMo-core",
            "01c899bf0e528f0dd78ad9c1c461ad3e110be972",
            "src/scripts/official/OLMo3/OLMo-3-1025-7B-midtrain.py",
        ),
        formula=_OLMO,
    ),
    Recipe(
        name="OLMo-3-32B-midtraining",
        task="language model midtraining",
        year=2025,
        optimizer="SkipStepAdamW",
        shape="linear",
        peak=0.0002071235285,
        end=0.0,
        length=100_000_000_000,
        unit="tokens",
        batch="4,194,304 tokens",
        expression="LinearDecay(0.0002071235285, 100_000_000_000)",
        source=Source(
            "allenai/OLMo-core",
            "47f1e52bebaebd7eb61dae36f996b8304f2d2011",
            "src/scripts/official/OLMo3/OLMo-3-1025-32B-midtrain.py",
        ),
        formula=_OLMO,
    ),
    _apertus(
        "8B",
        1.1e-4,
        "ecb7a465b39b99fab39452b05c10770afe165480",
        "1024 sequences of 4096 tokens, 2048 after 1,718,272,000 samples",
    ),
    _apertus(
        "70B",
        1e-5,
        "dba94a7b6e914170e96f0edba210975b765d73ac",
        "2048 sequences of 4096 tokens, 4096 after 1,072,164,864 samples",
    ),
)
