"""ConvExplorer: every state's arrays, its sentences, its limits, and what it refuses."""

import itertools
import re

import ipywidgets
import numpy as np
import pytest

from cnnlite import conv2d
from cnnlite.data import photos
from cnnlite.explorers import ConvExplorer
from cnnlite.explorers.conv import SMALL
from cnnlite.filters import PRESETS
from cnnlite.plots import color
from tests.data import files
from tests.explorers.product import settings
from tests.explorers.test_upload import post
from tests.plots.test_picture import decode


def expected(arrays, method="loops"):
    """Compute the feature map again, from the image, the kernel and the settings on display."""
    padded = np.pad(arrays["image"], arrays["padding"])[None, None]
    steps = {"stride": arrays["stride"], "dilation": arrays["dilation"]}
    out = conv2d(padded, arrays["kernel"][None, None], **steps, method=method)[0, 0]
    return np.maximum(out, 0) if arrays["relu"] else out


def check_steps(e):
    """Every output of a small image stands in a frame of its own, with products that add up to it."""
    scene = e.panels["steps"].grid.scene
    output = e.arrays["output"]
    assert len(scene.frames) == output.size
    for index, value in enumerate(output.flat):
        _, _, _, _, products, _, shown = scene.frames[index].items
        total = products.array.sum()
        assert (max(total, 0) if e.arrays["relu"] else total) == pytest.approx(value, abs=1e-12)
        assert shown.array.flat[index] == value
        framed = scene.frames[index].items[0]
        assert len(framed.marked) == (products.array.size if e.arrays["dilation"] > 1 else 0)


def test_compute_over_the_whole_product():
    e = ConvExplorer("bright square 7×7")
    product = itertools.product(PRESETS, range(1, 5), [*range(5), "valid", "same"], range(1, 4), (False, True))
    counted = 0
    for kernel, stride, padding, dilation, relu in product:
        mode = "number" if isinstance(padding, int) else padding
        state = e.state | {
            "values": PRESETS[kernel].tolist(), "stride": stride, "dilation": dilation, "relu": relu,
            "padding_mode": mode, "padding": padding if mode == "number" else 0,
        }  # fmt: skip
        if mode != "same" and dilation * (len(PRESETS[kernel]) - 1) + 1 > 7 + 2 * state["padding"]:
            with pytest.raises(ValueError, match="the kernel must fit"):
                e.compute(state)
            continue
        arrays = e.compute(state)
        np.testing.assert_allclose(arrays["output"], expected(arrays), atol=1e-12)
        assert e.sentence(arrays)
        assert re.search(r"= \d+$", e.remark(arrays))
        counted += 1
    assert counted > 1500


@pytest.mark.parametrize("image", SMALL)
def test_a_walk_over_the_controls(image, rng):
    e = ConvExplorer(image)
    moves = {"kernel": e.kernel.options, "stride": range(1, 5), "padding_mode": ("number", "valid", "same"),
             "padding": range(5), "dilation": range(1, 4), "relu": (False, True), "image": list(SMALL)}  # fmt: skip
    for _ in range(40):
        name = list(moves)[rng.integers(len(moves))]
        e.controls[name].value = moves[name][rng.integers(len(moves[name]))]
        if e.error is None:
            np.testing.assert_allclose(e.arrays["output"], expected(e.arrays), atol=1e-12)
            assert f"→ {len(e.arrays['output'])}×" in e.summary()
            check_steps(e)
        else:  # nothing that the ranges could exclude: a kernel larger than the image, and no padding allowed
            assert e.state["padding_mode"] == "valid"
            assert len(e.values.value) > len(e.menu.array(e.image.value))
            assert e.status.text.startswith("No picture for this setting. conv2d: the kernel must fit")


def check_settings(most):
    """Draw so many settings, all corners among them, and compute each feature map again."""
    e = ConvExplorer("bright square 7×7")
    drawn = 0
    for state in settings(e, most, np.random.default_rng(5)):
        e._set(state)
        size, kernel = e.menu.array(state["image"]).shape, np.shape(e.values.value)
        if e.error is not None:  # what no range can exclude: a kernel larger than the picture, and no padding
            assert state["padding_mode"] == "valid"
            assert max(kernel) > min(size)
            assert e.status.text.startswith("No picture for this setting. conv2d: the kernel must fit")
            continue
        output = e.arrays["output"]
        np.testing.assert_allclose(output, expected(e.arrays, "windows"), atol=1e-12)
        assert f"→ {output.shape[0]}×{output.shape[1]} feature map" in e.summary()
        assert f"values {color.number(output.min())} to {color.number(output.max())}" in e.summary()
        drawn += 1
    return drawn


def test_settings_with_all_corners():
    assert check_settings(300) > 250


@pytest.mark.long
def test_many_settings():
    assert check_settings(2000) > 1800


def test_sampled_states_on_photos(rng):
    e = ConvExplorer("flower")
    for _ in range(20):
        e._set(e.state | {
            "image": ["temple", "flower"][rng.integers(2)], "values": rng.integers(-2, 3, (3, 3)).astype(float).tolist(),
            "stride": int(rng.integers(1, 5)), "padding": int(rng.integers(5)), "dilation": int(rng.integers(1, 4)),
            "padding_mode": ["number", "valid", "same"][rng.integers(3)], "relu": bool(rng.integers(2)),
        })  # fmt: skip
        assert e.error is None
        np.testing.assert_allclose(e.arrays["output"], expected(e.arrays, "windows"), atol=1e-12)


def test_only_the_feature_map_is_drawn_again_when_the_stride_moves():
    e = ConvExplorer("temple")
    before = {name: panel.picture.value for name, panel in e.panels.items()}
    e.stride.value = 2
    assert {name for name, panel in e.panels.items() if panel.picture.value != before[name]} == {"output"}
    assert "feature map 106×159" in e.panels["output"].picture.value
    assert e.remark(e.arrays) == "size: rows ⌊(213 + 2·0 − 3)/2⌋ + 1 = 106; columns ⌊(320 + 2·0 − 3)/2⌋ + 1 = 159"


def test_formula_with_dilation_and_uneven_padding():
    e = ConvExplorer("image 1, 4×4", "article: A, vertical", padding_mode="same", dilation=3)
    assert e.arrays["output"].shape == (4, 4)
    assert e.remark(e.arrays).startswith("size: rows ⌊(4 + 1 + 2 − (3·(2 − 1) + 1))/1⌋ + 1 = 4;")
    assert "padding 1 above, 2 below, 1 left, 2 right, dilation 3 → 4×4" in e.summary()


def test_kernel_menu_and_values_stay_in_step():
    e = ConvExplorer("zebra 3×3", "identity")
    e.kernel.value = "Sobel y"
    assert e.values.value == PRESETS["Sobel y"].tolist()
    e.values.value = [[0.0, 0, 0], [0, 2, 0], [0, 0, 0]]
    assert e.kernel.value == "your own 3×3"
    assert e.arrays["output"].item() == pytest.approx(1.4)
    e.values.value = PRESETS["identity"].tolist()
    assert e.kernel.value == "identity"
    e.kernel.value = "your own 5×5"
    assert np.array(e.values.value)[1:4, 1:4].tolist() == PRESETS["identity"].tolist()
    assert np.sum(e.values.value) == 1
    e.kernel.value = "your own 3×3"
    assert e.values.value == PRESETS["identity"].tolist()


def test_limits_follow_the_image():
    e = ConvExplorer("zebra 3×3", "Gaussian 5×5", padding=4)
    assert (e.padding.min, e.dilation.max) == (1, 2)
    e.image.value = "temple"
    assert (e.padding.min, e.dilation.max) == (0, 3)
    e.padding_mode.value = "same"
    assert e.padding.disabled
    e.padding_mode.value = "number"
    assert not e.padding.disabled


def test_reset_and_code():
    e = ConvExplorer("zebra 3×3", stride=2)
    e.kernel.value, e.padding.value, e.relu.value = "sharpen", 3, True
    code = e.code()
    assert code == 'kernel="sharpen" values=[[0.0,-1.0,0.0],[-1.0,5.0,-1.0],[0.0,-1.0,0.0]] padding=3 relu=true'
    other = ConvExplorer("zebra 3×3", stride=2)
    other.load(code)
    assert other.state == e.state
    e.reset()
    assert e.code() == ""
    assert e.summary() == ConvExplorer("zebra 3×3", stride=2).summary()


def test_own_arrays():
    mine = np.arange(20).reshape(4, 5)
    e = ConvExplorer(mine, np.array([[1, -1]]))
    assert e.image.value == "yours"
    np.testing.assert_array_equal(
        e.arrays["output"], conv2d(mine[None, None].astype(float), np.array([[[[1.0, -1]]]]))[0, 0]
    )
    assert mine.dtype == int


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ({"image": "dog"}, ValueError, "ConvExplorer: image must be one of 'temple', 'flower'"),
        ({"kernel": "blur"}, ValueError, "ConvExplorer: kernel must be one of 'identity'"),
        ({"image": photos.photo(gray=False)}, ValueError, "ConvExplorer: image must have 2 dimensions (H, W), got 3"),
        ({"image": np.zeros((400, 400))}, ValueError, "image must have 1 to 320 rows and columns of finite numbers"),
        ({"image": np.full((3, 3), np.nan)}, ValueError, "of finite numbers"),
        ({"image": [[1]]}, TypeError, "ConvExplorer: image must be an array of numbers, got [[1]]"),
        ({"kernel": np.zeros((8, 8))}, ValueError, "kernel must have 1 to 7 rows and columns"),
        ({"kernel": np.array([["a"]])}, TypeError, "ConvExplorer: kernel must be an array of numbers"),
        ({"stride": 0}, ValueError, "stride must be a number from 1 to 4, got 0"),
        ({"padding": 5}, ValueError, "padding must be a number from 0 to 4, got 5"),
        ({"padding_mode": "full"}, ValueError, "padding_mode must be one of 'number', 'valid', 'same', got 'full'"),
        ({"show": ("speed",)}, ValueError, "ConvExplorer: show must name controls"),
    ],
)  # fmt: skip
def test_errors(arguments, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        ConvExplorer(**arguments)


PICTURES = {
    "sharpen with ReLU": ([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], True, 1),  # what is beyond white is cut
    "twice as bright": ([[2.0]], False, 1),
    "half as bright": ([[0.5]], False, 1),
    "differences, of no brightness": ([[-1, 0, 1]] * 3, True, None),
}


@pytest.mark.parametrize("case", PICTURES)
def test_white_stays_1_where_a_picture_stays_a_picture(case):
    kernel, relu, white = PICTURES[case]
    e = ConvExplorer("temple", np.array(kernel, dtype=float), relu=relu)
    output, html = e.arrays["output"], e.panels["output"].picture.value
    end = white or output.max()
    seen = decode(html)[0]
    np.testing.assert_array_equal(seen[..., 0], np.round(np.clip(output / end, 0, 1) * 255))
    assert f", white is {color.number(end)}{' or more' if output.max() > end else ''}<" in html
    if case.startswith("sharpen"):
        assert output.max() > 2  # else nothing was cut
        sky = np.s_[5:30, 5:60]
        assert abs(seen[sky].mean() / 255 - e.arrays["image"][sky].mean()) < 0.02


def test_no_white_is_told_where_white_is_0_and_none_is_cut_in_a_picture_of_ones_own():
    assert "white is" not in ConvExplorer("temple", "sharpen").panels["output"].picture.value
    mine = np.linspace(0, 5, 400).reshape(20, 20)
    assert ", white is 5<" in ConvExplorer(mine, "identity", padding=1).panels["output"].picture.value


def test_show_two_controls():
    e = ConvExplorer(show=("kernel", "stride"))
    assert e.note.value == ""
    assert "padding" not in e.summary()
    assert [w for w in e.children[0].children if w in e.controls.values()] == [e.kernel, e.stride]


def test_every_control_has_a_name():
    e = ConvExplorer()
    assert all(getattr(c, "label", "") or getattr(c, "description", "") for c in e.controls.values())


def test_the_menu_offers_own_kernels_only_where_values_can_be_typed():
    assert "your own 5×5" not in ConvExplorer("temple", show=("kernel", "stride")).kernel.options
    assert "your own 5×5" in ConvExplorer("temple", show=("kernel", "values")).kernel.options
    own = ConvExplorer("temple", np.full((3, 3), 7.0), show=("kernel",))
    assert own.kernel.value == "your own 3×3"


@pytest.mark.parametrize("image", ["stripes", "fur", "slashes"])
def test_textures(image):
    e = ConvExplorer(image, "Sobel x", stride=2, padding=1)
    assert e.error is None
    np.testing.assert_allclose(e.arrays["output"], expected(e.arrays, "windows"), atol=1e-12)
    size = {"stripes": 96, "fur": 160, "slashes": 48}[image]
    assert e.summary().startswith(f"ConvExplorer: {size}×{size} input, 3×3 kernel, stride 2, padding 1")


PICTURE = np.arange(20 * 30 * 3).reshape(20, 30, 3).astype(np.uint8)


def test_a_picture_of_ones_own():
    e = ConvExplorer("zebra 3×3", "sharpen", padding=1)
    computed = []
    compute = e.compute
    e.compute = lambda state: computed.append(state["image"]) or compute(state)
    post(e.menu.upload, "mine.png", files.file(PICTURE))
    assert computed == ["your picture"]  # drawn once
    np.testing.assert_allclose(e.arrays["image"], PICTURE / 255 @ photos.LUMA, atol=1e-12)
    np.testing.assert_allclose(e.arrays["output"], expected(e.arrays, "windows"), atol=1e-12)
    assert e.summary().startswith("ConvExplorer: 20×30 input, 3×3 kernel, stride 1, padding 1 → 20×30 feature map")
    before = e.panels["output"].picture.value
    post(e.menu.upload, "mine.png", files.file(PICTURE[:, ::-1].copy()))
    assert computed == ["your picture"] * 2
    assert e.panels["output"].picture.value != before
    code = e.code()
    assert code == 'image="your picture"'
    e.reset()
    assert e.image.value == "zebra 3×3"
    e.load(code)
    assert e.image.value == "your picture"
    with pytest.raises(ValueError, match="must give image a possible value"):
        ConvExplorer().load(code)


def test_a_broken_file_is_said_and_the_picture_stays():
    e = ConvExplorer("temple")
    post(e.menu.upload, "mine.png", files.file(PICTURE))
    state, pictures = e.state, {name: panel.picture.value for name, panel in e.panels.items()}
    post(e.menu.upload, "<b>notes.txt", b"hello")
    assert e.status.text.startswith("<b>notes.txt: the file must be a picture: PNG, JPEG, GIF, BMP or WebP.")
    assert e.menu.upload.message == e.status.text
    assert "<b>" not in e._repr_mimebundle_()["text/html"]
    assert e.error is None
    assert e.state == state
    assert {name: panel.picture.value for name, panel in e.panels.items()} == pictures
    e.stride.value = 2
    assert e.status.text.startswith("20×30 input")


def test_the_file_box_stands_where_images_can_be_chosen():
    e = ConvExplorer(show=("image", "kernel"))
    *_, upload, reset = e.children[0].children
    assert upload is e.menu.upload
    assert upload.label == "your own picture"
    assert reset.description == "Reset"
    assert "upload" not in vars(ConvExplorer(show=("kernel", "stride")).menu)  # none is made in vain


@pytest.mark.parametrize("show", [None, ("kernel",), ("image",)])
def test_close_leaves_nothing_behind(show):
    ConvExplorer("stripes", show=show).close()
    known = len(ipywidgets.widgets.widget._instances)
    for _ in range(3):
        e = ConvExplorer("stripes", show=show)
        if show != ("kernel",):
            post(e.menu.upload, "mine.png", files.file(PICTURE))
        e.close()
    assert len(ipywidgets.widgets.widget._instances) == known
