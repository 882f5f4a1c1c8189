"""Recipes for the self-supervised learning of images."""

from .recipe import Recipe, Source

_SELF = "self-supervised learning of images"
_MOCO = Source("facebookresearch/moco", "010242b77d0ccc6a9b094ad95af127b99f72fe89", "main_moco.py")
_SIMSIAM = Source("facebookresearch/simsiam", "a7bc1772896d0dad0806c51f0bb6f3b16d290468", "main_simsiam.py")

SELF_SUPERVISION = (
    Recipe(
        name="MAE-ViT-L",
        task=_SELF,
        year=2021,
        optimizer=None,
        shape="cosine",
        peak=2.4e-3,
        warmup=40,
        end=0.0,
        length=800,
        unit="epochs",
        batch="4096 images; the peak is 1.5e-4 for each 256",
        expression="CosineDecay(1.5e-4 * 4096 / 256, 800 - 40).warmup(40)",
        source=Source("facebookresearch/mae", "3d650dec62017ed79426bc0c0fe4a0418b77cef9", "PRETRAIN.md"),
        formula=Source("facebookresearch/mae", "be47fef7a727943547afb0c670cf1b26034c3c89", "util/lr_sched.py"),
        note="Epochs are fractional: the rate changes at every update. The end is the script's default, min_lr=0.",
    ),
    Recipe(
        name="MoCo-v1",
        task=_SELF,
        year=2019,
        optimizer="SGD with momentum",
        shape="multi-step",
        peak=0.03,
        end=0.0003,
        length=200,
        unit="epochs",
        batch="256 images; the README advises 0.015 for 128",
        expression="MultiStepDecay(0.03, [120, 160], 0.1)",
        source=_MOCO,
        formula=_MOCO,
    ),
    Recipe(
        name="MoCo-v2",
        task=_SELF,
        year=2020,
        optimizer="SGD with momentum",
        shape="cosine",
        peak=0.03,
        end=0.0,
        length=200,
        unit="epochs",
        batch="256 images; the README advises 0.015 for 128",
        expression="CosineDecay(0.03, 200)",
        source=Source("facebookresearch/moco", "56700212990d83b3292bbaa6207c96f1ae4c90f8", "README.md"),
        formula=_MOCO,
        note="The rate changes once an epoch. The model of 800 epochs has the same cosine over 800.",
    ),
    Recipe(
        name="DINOv2-ViT-g/14",
        task=_SELF,
        year=2023,
        optimizer="AdamW",
        shape="cosine",
        peak=2e-4,
        warmup=100_000,
        end=1e-6,
        length=625_000,
        batch="the peak is 2e-4 times the square root of the batch over 1024",
        expression="Constant(2e-4).warmup(99_999).then(CosineDecay(2e-4, 525_000, alpha=0.005), at=100_000)",
        source=Source(
            "facebookresearch/dinov2", "fc49f49d734c767272a4ea0e18ff2ab8e60fc92d", "dinov2/configs/train/vitg14.yaml"
        ),
        formula=Source("facebookresearch/dinov2", "0239fd03c1f9fa9195bfc6ebe2505f35be9242f8", "dinov2/utils/utils.py"),
        note=(
            "500 epochs of 1250 updates, 80 of them warmup. The lowest rate, the length of an epoch and the rule for "
            "the batch are defaults, from dinov2/configs/ssl_default_config.yaml. Updates 99,999 and 100,000 both have "
            "the peak. The patch embedding has 0.2 of the rate; the weight decay rises from 0.04 to 0.2."
        ),
    ),
    Recipe(
        name="SimSiam-ResNet-50",
        task=_SELF,
        year=2020,
        optimizer="SGD with momentum",
        shape="cosine",
        peak=0.1,
        end=0.0,
        length=100,
        unit="epochs",
        batch="512 images; the peak is 0.05 for each 256",
        expression="CosineDecay(0.05 * 512 / 256, 100)",
        source=_SIMSIAM,
        formula=_SIMSIAM,
        note="The rate changes once an epoch. With --fix-pred-lr, as in the README, the predictor stays at the peak.",
    ),
    Recipe(
        name="DINO-ViT-S/16",
        task=_SELF,
        year=2021,
        optimizer="AdamW",
        shape="cosine",
        peak=1e-3,
        warmup=25_020,
        end=1e-6,
        length=250_200,
        batch="512 images; the peak is 5e-4 for each 256",
        expression="Constant(1e-3).warmup(25_019).then(CosineDecay(1e-3, 225_180, alpha=0.001), at=25_020)",
        source=Source("facebookresearch/dino", "cc72fe982d650ff28e974d0f5a7c974fecb56209", "main_dino.py"),
        formula=Source("facebookresearch/dino", "ba9edd18db78a99193005ef991e04d63984b25a8", "utils.py"),
        note=(
            "The script's defaults on 8 devices, as in the README's first example: 100 epochs of 2502 updates of "
            "ImageNet's 1,281,167 images, 10 of them warmup. Updates 25,019 and 25,020 both have the peak. The weight "
            "decay rises from 0.04 to 0.4."
        ),
    ),
)
