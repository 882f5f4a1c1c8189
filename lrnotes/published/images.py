"""Recipes for images: classification, detection, segmentation, generation."""

from .recipe import Recipe, Source

_CLASSES = "image classification"
_BIG_VISION = Source("google-research/big_vision", "11eea5740d595c2104da948849e087a27e92926f", "big_vision/utils.py")
_IMAGENET = "It trains on 99% of ImageNet, 1,268,355 of 1,281,167 images, which gives the number of updates"
_CONVNEXT = Source("facebookresearch/ConvNeXt", "f8a0e9720d86e916943a87baf74623f91d018de3", "TRAINING.md")
_CONVNEXT_FORMULA = Source("facebookresearch/ConvNeXt", "2bc3bc0cbd660d72bfcb48bc9c02e1830ce4ee2c", "utils.py")
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
        name="ConvNeXt-T",
        task=_CLASSES,
        year=2022,
        optimizer="AdamW",
        shape="cosine",
        peak=4e-3,
        warmup=6240,
        end=1e-6,
        length=93_600,
        batch="4096 images",
        expression="Constant(4e-3).warmup(6239).then(CosineDecay(4e-3, 87_360, alpha=0.00025), at=6240)",
        source=_CONVNEXT,
        formula=_CONVNEXT_FORMULA,
        note=(
            "300 epochs of 312 updates, 20 of them warmup: the script drops the last part of the 1,281,167 images of "
            "ImageNet. The epochs, the warmup and the end are defaults of main.py. Updates 6239 and 6240 both have the "
            "peak."
        ),
    ),
    Recipe(
        name="ConvNeXt-B-384-fine-tuning",
        task=_CLASSES,
        year=2022,
        optimizer="AdamW",
        shape="cosine",
        peak=5e-5,
        end=1e-6,
        length=75_060,
        batch="512 images",
        expression="CosineDecay(5e-5, 75_060, alpha=0.02)",
        source=_CONVNEXT,
        formula=_CONVNEXT_FORMULA,
        note="30 epochs of 2502 updates, from the weights of ImageNet-1K. Lower layers have a lower rate: 0.7 a layer.",
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
        name="DETR-R50",
        task="object detection",
        year=2020,
        optimizer="AdamW",
        shape="step",
        peak=1e-4,
        end=1e-5,
        length=300,
        unit="epochs",
        batch="2 images a device",
        expression="StepDecay(1e-4, 200, 0.1)",
        source=Source("facebookresearch/detr", "fb60557ee378f74b918fcca715b8b2546c73f077", "main.py"),
        formula=Source("facebookresearch/detr", "fb60557ee378f74b918fcca715b8b2546c73f077", "main.py"),
        note="The values are the script's defaults. The backbone has a tenth of the rate.",
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
    Recipe(
        name="DiT-XL/2",
        task="image generation",
        year=2022,
        optimizer="AdamW",
        shape="constant",
        peak=1e-4,
        end=1e-4,
        length=1400,
        unit="epochs",
        batch="256 images",
        expression="Constant(1e-4)",
        source=Source("facebookresearch/DiT", "70b9f00ce936697eabdcf2c4d176b107c334bff9", "train.py"),
        formula=Source("facebookresearch/DiT", "70b9f00ce936697eabdcf2c4d176b107c334bff9", "train.py"),
        note="By a comment in the script its defaults are those of the paper, except for the length of the run.",
    ),
)
