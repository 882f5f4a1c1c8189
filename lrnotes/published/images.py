"""Recipes for images: classification, self-supervision, detection, segmentation, generation."""

from .recipe import Recipe, Source

_CLASSES, _SELF = "image classification", "self-supervised learning of images"
_BIG_VISION = Source("google-research/big_vision", "11eea5740d595c2104da948849e087a27e92926f", "big_vision/utils.py")
_IMAGENET = "It trains on 99% of ImageNet, 1,268,355 of 1,281,167 images, which gives the number of updates"
_MOCO = Source("facebookresearch/moco", "010242b77d0ccc6a9b094ad95af127b99f72fe89", "main_moco.py")
_DETECTRON = Source(
    "facebookresearch/detectron2", "1846f9159b5da2091cb00b4249f83a2a9be84a39", "detectron2/solver/lr_scheduler.py"
)

IMAGES = (
    Recipe(
        name="ViT-S/16-ImageNet",
        task=_CLASSES,
        year=2022,
        optimizer="Adam",
        shape="cosine",
        peak=1e-3,
        warmup=10_000,
        end=0.0,
        length=111_477,
        batch="1024 images",
        expression="CosineDecay(1e-3, 111_477 - 10_000).warmup(10_000)",
        source=Source(
            "google-research/big_vision",
            "2f3f493af048dbfd97555ff6060f31a0e686f17f",
            "big_vision/configs/vit_s16_i1k.py",
        ),
        formula=_BIG_VISION,
        note=f"{_IMAGENET} of 90 epochs.",
    ),
    Recipe(
        name="MLP-Mixer-B/16-ImageNet",
        task=_CLASSES,
        year=2021,
        optimizer="Adam",
        shape="linear",
        peak=1e-3,
        warmup=10_000,
        end=1e-8,
        length=92_897,
        batch="4096 images",
        expression="LinearDecay(1e-3, 92_897 - 10_000, 1e-8).warmup(10_000)",
        source=Source(
            "google-research/big_vision",
            "1c965d1595157e350d364ea6077b471cf13047e5",
            "big_vision/configs/mlp_mixer_i1k.py",
        ),
        formula=_BIG_VISION,
        note=(
            "linear_end=1e-5 is a fraction of the peak, because big_vision multiplies its schedules by the learning "
            f"rate. {_IMAGENET} of 300 epochs."
        ),
    ),
    Recipe(
        name="BiT-ResNet-50",
        task=_CLASSES,
        year=2019,
        optimizer="SGD with momentum",
        shape="cosine",
        peak=1.6,
        warmup=1000,
        end=0.0,
        length=27_869,
        batch="4096 images; the peak is 0.1 for each 256",
        expression="CosineDecay(1.6, 27_869 - 1000).warmup(1000)",
        source=Source(
            "google-research/big_vision", "1475d53dd8c4cae31aa4ae612b2c7bcd1555171e", "big_vision/configs/bit_i1k.py"
        ),
        formula=_BIG_VISION,
        note=f"{_IMAGENET} of 90 epochs.",
    ),
    Recipe(
        name="DeiT-B",
        task=_CLASSES,
        year=2020,
        optimizer="AdamW",
        shape="cosine",
        peak=5e-4,
        warmup=5,
        end=1e-5,
        length=300,
        unit="epochs",
        batch="the peak is 5e-4 for each 512 images",
        expression=(
            "Constant(1e-6).then(Constant(5e-4).warmup(5, 1e-6)"
            ".then(CosineDecay(5e-4, 300, alpha=0.02).skip(5), at=5), at=1)"
        ),
        source=Source("facebookresearch/deit", "0282d2a17502f4407d1268a288254e25e2374be0", "main.py"),
        note=(
            "The scheduler is stepped after each epoch with that epoch's number: the first two epochs have the first "
            "rate of the warmup, and every later one is an epoch late. The cosine counts from the start of the run, "
            "so the warmup meets it at its epoch 5, slightly below the peak, which is never reached."
        ),
    ),
    Recipe(
        name="Swin-T",
        task=_CLASSES,
        year=2021,
        optimizer="AdamW",
        shape="cosine",
        peak=5e-4,
        warmup=20,
        end=5e-6,
        length=300,
        unit="epochs",
        expression="Constant(5e-4).warmup(20, 5e-7).then(CosineDecay(5e-4, 300, alpha=0.01).skip(20), at=20)",
        source=Source("microsoft/Swin-Transformer", "00f28005ee4ee750d48a31de241cdfaf03252879", "config.py"),
        proved=False,
        note=(
            "The rates are the configuration's. Whether the peak follows the batch size was not read. Releases since "
            "then can count the cosine from the end of the warmup (WARMUP_PREFIX)."
        ),
    ),
    Recipe(
        name="MobileNetV2-torchvision",
        task=_CLASSES,
        year=2018,
        optimizer=None,
        shape="exponential",
        peak=0.045,
        end=0.045 * 0.98**300,
        length=300,
        unit="epochs",
        batch="8 devices",
        expression="StepDecay(0.045, 1, 0.98)",
        source=Source(
            "pytorch/vision", "067704986d92a3dff4ccf4a686080b3d31390402", "references/classification/README.md"
        ),
        note="The year is that of the model.",
    ),
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
        name="Faster-R-CNN-FPN-1x",
        task="object detection",
        year=2019,
        optimizer="SGD with momentum",
        shape="multi-step",
        peak=0.02,
        warmup=1000,
        end=0.0002,
        length=90_000,
        batch="16 images",
        expression="MultiStepDecay(0.02, [60_000 - 1000, 80_000 - 1000]).warmup(1000, 0.02 / 1000)",
        source=Source(
            "facebookresearch/detectron2", "31696514cb92fab66e2c154be0d2c0ecd63ee823", "configs/Base-RCNN-FPN.yaml"
        ),
        formula=_DETECTRON,
        note="The warmup, from a thousandth of the peak, is the default in detectron2/config/defaults.py.",
    ),
    Recipe(
        name="Mask-R-CNN-R50-FPN-3x",
        task="instance segmentation",
        year=2019,
        optimizer="SGD with momentum",
        shape="multi-step",
        peak=0.02,
        warmup=1000,
        end=0.0002,
        length=270_000,
        batch="16 images",
        expression="MultiStepDecay(0.02, [210_000 - 1000, 250_000 - 1000]).warmup(1000, 0.02 / 1000)",
        source=Source(
            "facebookresearch/detectron2",
            "989f52d67d05445ccd030d8f13d6cc53e297fb91",
            "configs/COCO-InstanceSegmentation/mask_rcnn_R_50_FPN_3x.yaml",
        ),
        formula=_DETECTRON,
    ),
    Recipe(
        name="nnU-Net",
        task="medical image segmentation",
        year=2021,
        optimizer=None,
        shape="polynomial",
        peak=1e-2,
        end=0.0,
        length=1000,
        unit="epochs",
        expression="PolynomialDecay(1e-2, 1000, 0.0, 0.9)",
        source=Source(
            "MIC-DKFZ/nnUNet",
            "017de4adbc55709423ac569c51191df8a6af7ee5",
            "nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py",
        ),
        formula=Source(
            "MIC-DKFZ/nnUNet",
            "16876f8dfe4b947dd7834950b49b0b9b7e4a0aaa",
            "nnunetv2/training/lr_scheduler/polylr.py",
        ),
        note="An epoch is 250 updates, whatever the data.",
    ),
    Recipe(
        name="Stable-Diffusion-v1",
        task="text to image",
        year=2022,
        optimizer=None,
        shape="constant",
        peak=1e-4,
        warmup=10_000,
        end=1e-4,
        length=None,
        expression="Constant(1e-4).warmup(10_000, 1e-10)",
        source=Source(
            "CompVis/stable-diffusion",
            "36de52cb6e05c3bb1b435afcccc29279a4fdf616",
            "configs/stable-diffusion/v1-inference.yaml",
        ),
        formula=Source("CompVis/stable-diffusion", "555f13e46975933085cb22d761068a0781ca6f42", "ldm/lr_scheduler.py"),
    ),
)
