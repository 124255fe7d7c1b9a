# %% [markdown]
# # Make convolution fast
#
# **Why is the fast way fast, and when is another one faster?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [03 Convolution](03_convolution.ipynb),
# [04 Shapes](04_stride_padding_shapes.ipynb), [05 Channels](05_channels.ipynb) and
# [13 Backprop through a convolution](13_backprop_convolution.ipynb).
#
# You know what a convolution is. Here are six ways to get the same numbers.

# %%
import numpy as np

import cnnlite
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import (
    AlgorithmRace,
    CrossoverMap,
    Frame,
    NumberGrid,
    Scene,
    show_grids,
)
from cnnlite.plots import Grid, bars
from cnnlite.questions import Predict, Question, Recall
from cnnlite.zoo import conv_costs

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "A 3×3 kernel reads 64 channels. How many products make one number of the output?",
        ("9", "64", "576"),
        "576",
        "Nine in each channel (05).",
        {"9": "That is one channel.", "64": "That would be a 1×1 kernel."},
    ),
    Question(
        "Written as one matrix product, M @ pixels (05): what does M.T do in 13?",
        ("it slides the kernel back", "it pays gradients back to the pixels", "nothing"),
        "it pays gradients back to the pixels",
        "dx = M.T @ g. A pixel that many windows read is paid by all of them.",
    ),
    Question(
        "In 13, dx came from dout in zeros, with another kernel sliding over it. Which?",
        (
            "the same",
            "the kernel turned by 180°",
            "the kernel with rows and columns swapped",
        ),
        "the kernel turned by 180°",
        "So going back is a convolution, too: what makes one fast makes both fast.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# The loops of 03 make one product after the other: for 64×64 pixels and a 3×3 kernel
# $64 \cdot 64 \cdot 9$ of them. Four of the ways below make exactly the same products, in another order.

# %% tags=["hidden"]
Predict(
    "How much longer do the loops take than the fastest of the other three?",
    ("about twice as long", "about ten times", "over a hundred times"),
    answer="over a hundred times",
    why="Press Race and see. A step of Python costs as much as thousands of products that "
    "the processor makes in one go.",
    reasons={
        "about twice as long": "The products are the same. What does Python do before "
        "and after each of them?",
    },
    then=AlgorithmRace(side=64, kernel=3, show=("side", "kernel")),
    name="21.loops",
)  # fmt: skip

# %% [markdown]
# Counts stand there at once; *Race* adds times, measured on your machine, all with float32. *Work memory* is what a way
# holds besides image and output, if it does all at once. The names are explained one by one now.
#
# ## By hand, then in code
#
# **Shift and add.** Turn the loops inside out. Take one number of the kernel; all windows need it, each with another
# pixel, and together these pixels are the image, shifted. So: a scaled, shifted image for each number of the kernel, all
# added up. The loops go over the kernel now, however large the image is.


# %%
def shift_and_add(image, kernel):
    """Add up one shifted, scaled image for each number of the kernel."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    out = np.zeros((rows, cols))
    for i, j in np.ndindex(kh, kw):
        out += kernel[i, j] * image[i : i + rows, j : j + cols]
    return out


image = np.array([[1.0, 2, 3, 4], [5, 6, 7, 8], [9, 1, 2, 3], [4, 5, 6, 7]])
kernel = np.array([[1.0, 2, 0], [0, 1, -1], [3, 0, 1]])
x, w = image[None, None], kernel[None, None]
out = shift_and_add(image, kernel)
for method in ("loops", "shift_and_add"):  # the library has all six by name
    assert np.allclose(out, cnnlite.conv2d(x, w, method=method)[0, 0])
# The picture, with a smaller kernel; skip.
corner = np.array([[2.0, 1], [0, -1]])
parts = [
    Grid(f"{corner[i, j]:g} ×".replace("-", "−"), image[i : i + 3, j : j + 3])
    for i, j in np.ndindex(2, 2)
]
added = Grid("=", shift_and_add(image, corner), scale=(True, 20))
show_grids([Grid("image", image), Grid("kernel", corner)], [*parts, "→", added])

# %% [markdown]
# **im2col.** Adding up goes over the whole output once for each number of the kernel. A *matrix product* adds up
# without that, and no other operation is so well tuned. So write each window as a column: *image to columns*. The
# kernel, in one row, times this matrix is the output.
#
# | | |
# |---|---|
# | formula | $\text{out}_p = \sum_q k_q \cdot \text{columns}_{qp}$ |
# | arithmetic | `1·1 + 2·2 + 0·3 + 0·5 + 1·6 + (−1)·7 + 3·9 + 0·1 + 1·2 = 33` |
# | NumPy | `(row @ columns).reshape(2, 2)` |
# | PyTorch | `(row @ F.unfold(x, 3)[0]).reshape(2, 2)` |
#
# With channels, the columns get longer; with many kernels there are more rows. It stays one product.
#
# Below, point at a pixel: red frames show its copies. Which pixels are copied most often?
#
# <details><summary>Answer</summary>The four in the middle: every one of the four windows reads them.</details>


# %%
def im2col(image, kh, kw):
    """Return each window as a column."""
    windows = np.lib.stride_tricks.sliding_window_view(image, (kh, kw))
    return windows.reshape(-1, kh * kw).T  # kh·kw, places


def copies(r, c):
    """Return the frame of one pixel: where it stands in the columns."""
    place = np.arange(16.0).reshape(4, 4)  # every pixel by its number
    found = [tuple(cell) for cell in np.argwhere(im2col(place, 3, 3) == place[r, c])]
    grids = [
        Grid("image", image, window=(r, c, 1, 1)),
        "→",
        Grid("columns", columns, marked=found),
    ]
    many = f"{len(found)} {'copy' if len(found) == 1 else 'copies'}"
    return Frame(grids, f"pixel ({r}, {c}): {many}")


columns = im2col(image, 3, 3)
row = kernel.reshape(1, -1)
assert np.allclose((row @ columns).reshape(2, 2), out)
assert np.array_equal(columns, cnnlite.im2col(x, 3)[0])
assert np.allclose(out, cnnlite.conv2d(x, w, method="im2col")[0, 0])
NumberGrid(
    Scene([copies(r, c) for r, c in np.ndindex(4, 4)], pick=0), label="pixels", index=5
)

# %% tags=["hidden"]
counted = {
    k: conv_costs.cost("im2col", conv_costs.Shape(1, 1, 512, 1, k)) for k in (3, 7, 31)
}
memory = {f"{k}×{k}": cost.scratch * 4 / 2**20 for k, cost in counted.items()}
Predict(
    "A photo of 512×512 pixels is 1 MiB of float32 numbers. How many MiB are the columns "
    "of a 31×31 kernel, with a padding that keeps the size?",
    answer=961,
    unit="MiB",
    why="Each window has 31·31 pixels, and there is a window for each pixel. The library "
    "makes the columns in blocks, so it never holds all. But it must fill them all.",
    reasons={31: "That is one row of a window.", 1: "Most pixels are in many windows."},
    then=bars({"photo": 1.0} | memory, "MiB"),
    name="21.memory",
)  # fmt: skip

# %% [markdown]
# **col2im** goes back: it puts each number of a column where it came from, and adds up where windows overlap. Columns
# of 1s show how often each pixel was read. It is the transpose of im2col, so it makes dx: *kernel row, transposed, times
# dout* is the gradient of the columns; col2im pays it to the pixels.

# %%
g = np.array([[1.0, -1], [2, 0]])  # dout
paid = row.T @ g.reshape(1, -1)  # (9, 1) @ (1, 4): what each copy is paid
dx = cnnlite.col2im(paid[None], 4, 3)[0, 0]
assert np.allclose(dx, cnnlite.conv2d_backward(g[None, None], x, w, None)[0][0, 0])
counts = cnnlite.col2im(np.ones((1, 9, 4)), 4, 3)[0, 0]
show_grids(Grid("times read", counts), Grid("dout", g), "→", Grid("dx", dx))

# %% [markdown]
# | | |
# |---|---|
# | formula | $dx = \text{col2im}(k^T \cdot g)$ |
# | arithmetic | `1·1 + (−1)·0 + 2·2 + 0·1 = 5` |
# | NumPy | `cnnlite.col2im(paid[None], 4, 3)[0, 0]` |
# | PyTorch | `F.fold(paid[None], 4, 3)[0, 0]` |
#
# The arithmetic is that of pixel (1, 1): each window pays it `dout` times the kernel's number there.
#
# **rowcol.** Neighboring columns hold much the same pixels. Copy along the width only, into strips; the rows of the
# kernel then find their pixels in the *same* strips, a row further down. One product for each row of the kernel.


# %%
def rowcol(image, kernel):
    """Multiply strips: kw copies of each pixel instead of kh·kw."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    strips = np.stack([image[:, j : j + cols] for j in range(kw)])  # kw, all rows, cols
    parts = [kernel[i] @ strips[:, i : i + rows].reshape(kw, -1) for i in range(kh)]
    return sum(parts).reshape(rows, cols), strips


same, strips = rowcol(image, kernel)
assert np.allclose(same, out)
assert np.allclose(out, cnnlite.conv2d(x, w, method="rowcol")[0, 0])
print(f"numbers in the columns {columns.size}, in the strips {strips.size}")

# %% [markdown]
# **Winograd** makes fewer products. Two outputs of three pixels each need six:
#
# $$a = d_0 k_0 + d_1 k_1 + d_2 k_2$$
# $$b = d_1 k_0 + d_2 k_1 + d_3 k_2$$
#
# With these sums of pixels and of kernel numbers, four are enough (the kernel's sums are made once for all windows):
#
# $$m_1 = (d_0 - d_2)\,k_0$$
# $$m_2 = (d_1 + d_2)\,\frac{k_0 + k_1 + k_2}{2}$$
# $$m_3 = (d_2 - d_1)\,\frac{k_0 - k_1 + k_2}{2}$$
# $$m_4 = (d_1 - d_3)\,k_2$$
#
# Then $a = m_1 + m_2 + m_3$ and $b = m_2 - m_3 - m_4$. Multiply out $a$ on paper: what is left of $d_1 k_0$?
#
# <details><summary>Answer</summary>Nothing: half of it comes with plus from m₂, half with minus from m₃.</details><br>
#
# | | |
# |---|---|
# | formula | $a = m_1 + m_2 + m_3$ |
# | arithmetic | `(1 − 4)·3 + (2 + 4)·3 + (4 − 2)·2 = 1·3 + 2·1 + 4·2 = 13` |
# | NumPy | `winograd(d, k)` |
# | PyTorch | `F.conv1d(d[None, None], k[None, None])[0, 0]` |


# %%
def winograd(d, k):
    """Return two outputs with four products."""
    plus, minus = (k[0] + k[1] + k[2]) / 2, (k[0] - k[1] + k[2]) / 2
    m1, m2 = (d[0] - d[2]) * k[0], (d[1] + d[2]) * plus
    m3, m4 = (d[2] - d[1]) * minus, (d[1] - d[3]) * k[2]
    return np.array([m1 + m2 + m3, m2 - m3 - m4])


d, k = np.array([1.0, 2, 4, 3]), np.array([3.0, 1, 2])
print("two outputs:", *winograd(d, k), "and the kernel's sums, halved: 3 and 2")
assert np.allclose(winograd(d, k), np.correlate(d, k))
assert np.allclose(out, cnnlite.conv2d(x, w, method="winograd")[0, 0])
tile = conv_costs.Shape(images=1, channels=1, side=4, kernels=1, kernel=3)
for way in ("im2col", "winograd"):
    print(f"4×4 outputs by {way}: {conv_costs.cost(way, tile).multiplications} products")

# %% [markdown]
# In two dimensions the trick is used along rows and along columns. The library makes 4×4 outputs at a time, with
# 36 products instead of 144. The price: sums of sums, moved back and forth.
#
# **FFT.** The *fast Fourier transform* writes an image as a sum of waves. A kernel that slides over a wave gives the
# same wave, stronger or weaker, and shifted. So: transform both, multiply number by number (they are complex: size and
# shift in one), transform back. The kernel's size hardly counts.
#
# But waves go on forever, and so the image repeats: a window that sticks out at the right reads on at the left.


# %%
def by_waves(image, kernel):
    """Multiply the waves; .conj() keeps the kernel from being turned."""
    waves = np.fft.rfft2(image) * np.fft.rfft2(kernel, image.shape).conj()
    return np.fft.irfft2(waves, image.shape)


around = by_waves(image, kernel)
assert np.allclose(around[:2, :2], out)
assert np.allclose(out, cnnlite.conv2d(x, w, method="fft")[0, 0])
wrapped = np.ones((4, 4), bool)
wrapped[:2, :2] = False  # windows that stay inside
grids = [Grid("image", image), Grid("kernel", kernel), "→"]
show_grids(*grids, Grid("by waves; hatched: wrapped around", around, unused=wrapped))

# %% [markdown]
# Hatched outputs are cut off, or zeros are put around the image first.
#
# **Three prices.** In the end time goes into three things. On our machine a *step of Python* costs about as much as
# ten thousand *numbers moved* (read, copied, added), or fifty thousand *multiplications inside a product*. Loops pay
# steps; shift and add pays moves; im2col copies `kh·kw` times, rowcol `kw` times and then adds up `kh` outputs. Winograd
# and FFT pay moves to save multiplications.

# %% tags=["hidden"]
photo = conv_costs.Shape(images=1, channels=1, side=512, kernels=1, kernel=3)
few = {way: conv_costs.cost(way, photo).multiplications for way in conv_costs.WAYS}
assert min(few, key=few.get) == "winograd"
assert conv_costs.SIX["a deep layer"] == conv_costs.Shape(32, 256, 8, 256, 3)
assert conv_costs.seconds("winograd", photo) > 2 * conv_costs.seconds("rowcol", photo)
Predict(
    "One photo, one kernel of 3×3: Winograd makes the fewest multiplications. Is it the "
    "fastest?",
    ("yes", "no"),
    answer="no",
    why="With one channel there is little to multiply: moving the numbers takes the time. "
    "With many channels each sum, once made, serves many products.",
    reasons={"yes": "What does it pay, besides multiplications?"},
    then=AlgorithmRace(side=512, channels=1, kernels=1, kernel=3),
    name="21.fewest",
)  # fmt: skip

# %% [markdown]
# **For your hands:** race first.
#
# 1. Kernel 31: who is first now, and how much memory would im2col take?
# 2. Side 8, 256 channels, 256 kernels of 3×3, 32 images: who is first?
# 3. Is any of the results *wrong*? The line under the pictures says how far each is off.
#
# <details><summary>What you should see</summary>
#
# 1: FFT; 961 MiB. 2: Winograd (on some machines im2col is close). 3: no, the last digit of float32 is rounded, in each way otherwise.
#
# </details><br>
#
# **The whole map.** On the left is who makes the fewest multiplications. *Measure* adds who is the fastest here, and
# turns the curves into times. On both axes a step multiplies. Image 32×32, as many kernels as channels.

# %%
CrossoverMap(channels=1)

# %% [markdown]
# **For your hands:** *Measure*. Where do the two maps differ? Compare the curves of 1 channel and of 16.
#
# <details><summary>What you should see</summary>
#
# The map of counts promises FFT and Winograd far more than they win. im2col and rowcol win nearly everywhere here. FFT
# comes near, or wins, for the largest kernels and 1 channel: its curve stays flat. Winograd wins 3×3 with 64 channels, or
# is close. What would take too long is left out (–).
#
# </details><br>
#
# `conv2d(…, method="auto")`, the default, picks by shape, from such measurements.
#
# ## Your turn
#
# **Predict the winner** of six shapes (images are given as channels×rows×columns). In place of each `None` write one of
# `"loops"`, `"shift_and_add"`, `"im2col"`, `"rowcol"`, `"winograd"` and `"fft"`. The check counts steps, moves and multiplications, and takes the three
# prices; half as long again as the best, or ten millionths of a second behind it, counts as equal. So it says the same on
# every machine. `hint("21.winner")` helps.

# %% tags=["exercise"]
winners = [
    # stub: None,  # a tiny picture: 1 image 1×4×4, 1 kernel 2×2
    "im2col",
    # end
    # stub: None,  # a photo, a small kernel: 1 image 1×512×512, 1 kernel 3×3
    "rowcol",
    # end
    # stub: None,  # a photo, a large kernel: 1 image 1×512×512, 1 kernel 31×31
    "fft",
    # end
    # stub: None,  # digits, the first layer: 64 images 1×28×28, 32 kernels 3×3
    "im2col",
    # end
    # stub: None,  # a deep layer: 32 images 256×8×8, 256 kernels 3×3
    "winograd",
    # end
    # stub: None,  # a layer of 1×1 kernels: 32 images 64×32×32, 64 kernels 1×1
    "im2col",
    # end
]  # fmt: skip
check("21.winner", winners)

# %% [markdown]
# Right? Then race one of them, for which you were unsure.
#
# *Stretch.* Write the whole convolution without any loop: images `x` (image, channel, row, column), kernels `w` (kernel,
# channel, row, column), one stride for rows and columns, no padding, no bias. The check looks for loops, too.
#
# - `np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(2, 3))` shows all windows: six axes, the last two inside
#   the window.
# - `a[:, :, ::3]` keeps every third place of axis 2.
# - `np.einsum("ab,cb->ac", p, q)` names the axes of two arrays by letters: what shares a letter is multiplied, what does
#   not come out after `->` is added up.


# %% tags=["exercise"]
def my_conv2d(x, w, stride=1):
    """Return the same as cnnlite.conv2d(x, w, stride=stride), without a loop."""
    # stub: return None  # your code, in place of None
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    return np.einsum("ncrsij,ocij->nors", windows[:, :, ::stride, ::stride], w)
    # end


check("21.vectorise", my_conv2d)

# %% [markdown]
# ## True or false, and on
#
# Judge.

# %% tags=["hidden"]
rng = np.random.default_rng(21)
deep = [rng.integers(0, 9, n).astype(float) for n in ((1, 32, 12, 12), (8, 32, 3, 3))]
exact = cnnlite.conv2d(*deep, method="loops")
single = [a.astype(np.float32) for a in deep]
gap = {
    m: abs(cnnlite.conv2d(*single, method=m) - exact).max() for m in ("loops", "winograd")
}
assert gap["loops"] == 0 < gap["winograd"] < 1e-5 * exact.max()
dout = rng.random((1, 8, 10, 10))
turned = deep[1][:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
back = cnnlite.conv2d(dout, turned, padding=2)
right = cnnlite.conv2d_backward(dout, *deep, None)[0]
assert np.allclose(back, right)
Recall(
    Question(
        "The way with the fewest multiplications is the fastest.",
        ("true", "false"),
        "false",
        f"On the photo Winograd makes {few['winograd']:,} instead of {few['rowcol']:,}, "
        "and loses: it moves more numbers.",
    ),
    Question(
        "The columns of a 3×3 kernel hold nearly nine times as many numbers as the image.",
        ("true", "false"),
        "true",
        "With a padding that keeps the size just nine times: a window for each pixel. "
        "Three times for rowcol.",
    ),
    Question(
        "Winograd's numbers are those of the loops, to the last digit.",
        ("true", "false"),
        "false",
        "Its sums have fractions in them, such as the halves above, and are rounded. On "
        "whole numbers in float32 the loops are exact and it is not: off by less than a "
        "hundred-thousandth of the largest number, which does a network no harm.",
    ),
    Question(
        "With stride 1, a way to compute the output is a way to compute dx, too.",
        ("true", "false"),
        "true",
        "It is a convolution, too: dout in zeros, kernels turned, channels and kernels "
        "swapped. The cell of this question does it.",
    ),
)

# %% [markdown]
# **In PyTorch:** `F.conv2d` picks, too: hand-written loops for each processor, Winograd on graphics cards.
# `F.unfold` and `F.fold` are im2col and col2im.
#
# **In short**
#
# - Time goes into Python's steps, numbers moved, and multiplications, and the prices are far apart.
# - im2col turns a convolution into one product, and pays with copies; col2im adds them up again: dx.
# - rowcol copies along the width only.
# - Winograd saves products for 3×3 kernels and many channels; FFT for large kernels and few channels.
# - Who wins depends on the shape: count, then measure.
#
# Sources: measured here; the sums are Winograd's minimal filtering, as Lavin and Gray brought it to networks.
#
# This is the last notebook of the series. **Back to:** [00 Start here](00_start_here.ipynb).
