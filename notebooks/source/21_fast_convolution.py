# %% [markdown]
# # Make convolution fast
#
# **Why is the fast way fast, and when is another one faster?**
#
# 40 minutes at a brisk pace, an hour at ease (a good place for a break: before *Winograd*); what is folded or called
# *stretch* comes on top. You need [03 Convolution](03_convolution.ipynb),
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
# The loops of 03 make one product after the other: for 64×64 pixels and a 3×3 kernel (*same* padding)
# $64 \cdot 64 \cdot 9$ of them. Three other ways make exactly the same products, in another order.

# %% tags=["hidden"]
Predict(
    "How much longer do the loops take than the fastest of these three: shift and add, "
    "im2col, rowcol?",
    ("about twice as long", "about ten times", "over a hundred times"),
    answer="over a hundred times",
    why="Press Race and see (it shows all six ways). A step of Python costs as much as "
    "thousands of products that the processor makes in one go.",
    reasons={
        "about twice as long": "The products are the same. What does Python do before "
        "and after each of them?",
    },
    then=AlgorithmRace(side=64, kernel=3, show=("side", "kernel")),
    name="21.loops",
)  # fmt: skip

# %% [markdown]
# *Race* measures times on your machine. *Work memory* is room for numbers besides image and output: float32 takes 4 bytes
# a number; 1 MiB is about a million bytes. The names are explained now.
#
# ## By hand, then in code
#
# **Shift and add.** Take one number of the kernel. All windows need it, each with another pixel; together these pixels
# are the image, shifted. So add up a scaled, shifted image for each number of the kernel. The loops go over the kernel now.
# With channels, each number becomes a small matrix (kernels × channels), and scaling a product with it.


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
small = np.array([[2.0, 1], [0, -1]])
added, x = shift_and_add(image, small), image[None, None]
for method in ("loops", "shift_and_add"):  # the library has all six by name
    assert np.allclose(added, cnnlite.conv2d(x, small[None, None], method=method))
# Below only the picture is made; no need to read.
parts = []
for i, j in np.ndindex(2, 2):
    name = f"{small[i, j]:g} ×".replace("-", "−")
    parts += ["+", Grid(name, image[i : i + 3, j : j + 3])]
total = ["=", Grid("output", added, scale=(True, 20))]
show_grids([Grid("image", image), Grid("kernel", small)], [*parts[1:], *total])

# %% [markdown]
# **im2col.** Shift and add goes over the whole output once for each number of the kernel. A *matrix product* is one call
# instead of many steps; and with many kernels each number, once fetched, serves all of them. So write each window as a
# column; the kernel, in one row, times this matrix is the output.
#
# | | |
# |---|---|
# | formula | $\text{out}_p = \sum_q k_q \cdot \text{columns}_{qp}$ |
# | arithmetic | `1·1 + 2·2 + 0·3 + 0·5 + 1·6 + (−1)·7 + 3·9 + 0·1 + 1·2 = 33` |
# | NumPy | `(row @ columns).reshape(2, 2)` |
# | PyTorch | `(row @ F.unfold(x, 3)[0]).reshape(2, 2)` |
#
# p counts places, q the kernel's numbers; the arithmetic is output (0, 0). Channels make the columns
# longer, many kernels more rows. It stays one product.
#
# Point at a pixel: red frames show its copies. Which are copied most often?
#
# <details><summary>Answer</summary>The four in the middle: all four windows read them.</details>


# %%
def im2col(image, kh, kw):
    """Return each window as a column."""
    windows = np.lib.stride_tricks.sliding_window_view(image, (kh, kw))
    return windows.reshape(-1, kh * kw).T  # kh·kw, places


kernel = np.array([[1.0, 2, 0], [0, 1, -1], [3, 0, 1]])
row, columns, w = kernel.reshape(1, -1), im2col(image, 3, 3), kernel[None, None]
out = (row @ columns).reshape(2, 2)
assert np.allclose(out, shift_and_add(image, kernel))
assert np.array_equal(columns, cnnlite.im2col(x, 3)[0])
assert np.allclose(out, cnnlite.conv2d(x, w, method="im2col"))


# Below only the picture is made; no need to read.
def copies(r, c):
    """Return the frame of one pixel: where it stands in the columns."""
    place = np.arange(16.0).reshape(4, 4)  # every pixel by its number
    found = [tuple(cell) for cell in np.argwhere(im2col(place, 3, 3) == place[r, c])]
    pixels = Grid("image", image, window=(r, c, 1, 1))
    grids = [pixels, "→", Grid("columns", columns, marked=found)]
    many = f"{len(found)} {'copy' if len(found) == 1 else 'copies'}"
    return Frame(grids, f"pixel ({r}, {c}): {many}")


NumberGrid(Scene([copies(r, c) for r, c in np.ndindex(4, 4)], pick=0), label="pixels")

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
# **col2im** goes back: it puts each number of a column where it came from, and adds up where windows overlap. im2col
# copies pixels to places; col2im pays places back to pixels, as M.T did in 13. So it makes dx from what each copy is paid:
# *kernel row, transposed, times dout*.

# %%
g = np.array([[1.0, -1], [2, 0]])  # dout
paid = row.T @ g.reshape(1, -1)  # (9, 1) @ (1, 4): what each copy is paid
dx = cnnlite.col2im(paid[None], 4, 3)[0, 0]  # image side 4, kernel side 3
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
# The arithmetic is pixel (1, 1)'s: each window pays it `dout` times the kernel's number there.
#
# **rowcol.** Copy along the width only, into three strips: at most three copies of each pixel, not nine. Each row of the
# kernel finds its pixels in the *same* strips, one row further down. Step through the three products:


# %%
def rowcol(image, kernel):
    """Return the products of strips with the rows of the kernel, to add up."""
    kh, kw = kernel.shape
    rows, cols = image.shape[0] - kh + 1, image.shape[1] - kw + 1
    strips = np.stack([image[:, j : j + cols] for j in range(kw)])  # kw, all rows, cols
    parts = [kernel[i] @ strips[:, i : i + rows].reshape(kw, -1) for i in range(kh)]
    return strips, [part.reshape(rows, cols) for part in parts]


strips, parts = rowcol(image, kernel)
assert np.allclose(sum(parts), out)
assert np.allclose(out, cnnlite.conv2d(x, w, method="rowcol"))
print(f"numbers in the columns {columns.size}, in the strips {strips.size}")
# Below only the picture is made; no need to read.
steps = []
for i in range(3):
    a, b, c = (f"{n:g}".replace("-", "−") for n in kernel[i])
    grids = [Grid(f"strip {j}", strips[j], window=(i, 0, 2, 2)) for j in range(3)]
    sums = Grid("added up", sum(parts[: i + 1]), scale=(True, 40))
    text = f"kernel row {i}: {a} · strip 0 + {b} · strip 1 + {c} · strip 2 (framed)"
    steps.append(Frame([*grids, "→", sums], text))
NumberGrid(Scene(steps), show=("position",), label="strips")

# %% [markdown]
# **Winograd** makes fewer products. $d_0$ to $d_3$ are four neighboring pixels of a row, here 1, 2, 4, 3;
# $k_0$ to $k_2$ a row of the kernel, here 3, 1, 2. Two outputs need six products:
#
# $$a = d_0 k_0 + d_1 k_1 + d_2 k_2$$
# $$b = d_1 k_0 + d_2 k_1 + d_3 k_2$$
#
# With these sums of pixels and of kernel numbers, four are enough (the kernel's sums are made only once):
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
#
# The arithmetic is the first output, a; NumPy and PyTorch give both.
#
# `times=winograd` does the same for an image: now $d_0$ to $d_3$ are whole rows of the image, $k_0$ to $k_2$ whole rows of
# the kernel. 4 products of rows, each made with 4 products: 16. The library uses larger sums of the same kind: four
# outputs of a row with 6 products instead of 12, so 4×4 outputs with 6·6 = 36. The price: all these sums are written and
# read.


# %%
def winograd(d, k, times=np.multiply):
    """Return two outputs with four products."""
    plus, minus = (k[0] + k[1] + k[2]) / 2, (k[0] - k[1] + k[2]) / 2
    m1, m2 = times(d[0] - d[2], k[0]), times(d[1] + d[2], plus)
    m3, m4 = times(d[2] - d[1], minus), times(d[1] - d[3], k[2])
    return np.array([m1 + m2 + m3, m2 - m3 - m4])


d, k = np.array([1.0, 2, 4, 3]), np.array([3.0, 1, 2])
a, b = winograd(d, k)
assert (a, b) == (d[:3] @ k, d[1:] @ k)
twice = winograd(image, kernel, times=winograd)  # d: rows of pixels, k: rows of the kernel
assert np.allclose(twice, out)
assert np.allclose(out, cnnlite.conv2d(x, w, method="winograd"))
print(f"a = {a:g}, b = {b:g}")
print(f"2×2 outputs: {4 * 4} products instead of {out.size * kernel.size}")
tile = conv_costs.Shape(images=1, channels=1, side=4, kernels=1, kernel=3)
few, all_ = (conv_costs.cost(way, tile).multiplications for way in ("winograd", "im2col"))
print(f"4×4 outputs, in the library: {few} products instead of {all_}")

# %% [markdown]
# **FFT.** Every row, and every image, is a sum of waves (flat counts as the slowest wave). The *fast Fourier transform*
# finds them; you may use it as a box. A kernel that slides over a wave gives the same wave: higher or lower, down to 0,
# and shifted. So all that a kernel does, large or small, is one multiplication for each wave: by a complex number, which
# holds a height and a shift; the box does it. And waves go on forever: a window that sticks out at the right reads on at
# the left, unless zeros stand there.
#
# Many channels spoil it: each channel meets each kernel. In our counts im2col does this inside one product; FFT does it
# number by number, so each number is moved. And each channel of each kernel needs a transform as large as the image.
#
# Below, the kernel is 1 2 1. What does it do to each wave? Which pixels make the 24?
#
# <details><summary>Answer</summary>Four times as high; twice as high and a pixel aside; gone. 24 = 4 + 2·8 + 4: the last pixel, then the first two.</details>


# %%
def by_waves(image, kernel):
    """Transform both, multiply number by number, transform back."""
    # .conj(): as our kernels are not turned
    waves = np.fft.rfft2(image) * np.fft.rfft2(kernel, image.shape).conj()
    return np.fft.irfft2(waves, image.shape)


assert np.allclose(by_waves(image, kernel)[:2, :2], out)
assert np.allclose(out, cnnlite.conv2d(x, w, method="fft"))
three = np.array([[[5.0, 5, 5, 5]], [[2, 0, -2, 0]], [[1, -1, 1, -1]]])
after = np.array([by_waves(wave, np.array([[1.0, 2, 1]])) for wave in three]).round(9)


def waves(label, flat, slow, fast):
    """Return a row as a sum of three waves."""
    rows = {label: flat + slow + fast, "flat": flat, "slow wave": slow, "fast wave": fast}
    whole, *parts = [Grid(name, r + 0, scale=(True, 24)) for name, r in rows.items()]
    return [whole, "=", parts[0], "+", parts[1], "+", parts[2]]


assert after.sum(axis=0)[0, 3] == 24
show_grids(waves("a row", *three), waves("after the kernel", *after))

# %% tags=["hidden"]
photo = conv_costs.Shape(images=1, channels=1, side=512, kernels=1, kernel=3)
made = {way: conv_costs.cost(way, photo).multiplications for way in conv_costs.WAYS}
assert min(made, key=made.get) == "winograd"
assert conv_costs.SIX["a deep layer"] == conv_costs.Shape(32, 256, 8, 256, 3)
assert conv_costs.seconds("winograd", photo) > 2 * conv_costs.seconds("rowcol", photo)
Predict(
    "One photo of 512×512 pixels, one kernel of 3×3: who is first?",
    ("im2col or rowcol", "Winograd", "FFT"),
    answer="im2col or rowcol",
    why="One channel, one small kernel: there is little to multiply, and moving the "
    "numbers takes the time. With many channels and kernels each sum, once made, "
    "serves many products.",
    reasons={
        "Winograd": "It makes the fewest multiplications. What does it pay besides?",
        "FFT": "How large is the kernel?",
    },
    then=AlgorithmRace(side=512, channels=1, kernels=1, kernel=3),
    name="21.fewest",
)  # fmt: skip

# %% [markdown]
# **For your hands:** race first.
#
# 1. Kernel 31: who is first now, and how much memory would im2col take?
# 2. Side 8, 256 channels, 256 kernels of 3×3, 32 images: who is first?
# 3. Is any result *wrong*? The line under the pictures says how far each is off.
#
# <details><summary>What you should see</summary>
#
# 1: FFT; 961 MiB. The library does not offer rowcol for this; by the counts below it would come second. 2: Winograd
# (another may be close). 3: no. float32 keeps about seven digits, and each way rounds differently.
#
# </details><br>
#
# **Three prices.** A *step* is one round of a loop or one call of NumPy. On our machine it
# costs as much as 10 000 *numbers moved* (read, copied, added), or 50 000 *multiplications inside a product*. What a
# loop's round reads is in the step's price; what a product reads is in its own. 1×1 needs no copies. For one image of
# 64×64 and one 3×3 kernel:


# %%
def spaced(number):
    """Write 36864 as 36 864."""
    return f"{number:,.0f}".replace(",", " ")


def counts_of(shape):
    """Print what each way needs, and its price in steps."""
    print(f"{'':13}{'steps':>14}{'moved':>14}{'multiplied':>15}{'price in steps':>17}")
    for way in conv_costs.WAYS:
        if conv_costs.fits(way, shape):
            steps, moves, products, _ = conv_costs.cost(way, shape)
            price = spaced(steps + moves / 10_000 + products / 50_000)
            counts = f"{spaced(steps):>14}{spaced(moves):>14}{spaced(products):>15}"
            print(f"{way:13}{counts}{price:>17}")


step, move, multiplication, _ = conv_costs.SECONDS
assert np.allclose((step / move, step / multiplication), (10000, 50000))
counts_of(conv_costs.Shape(images=1, channels=1, side=64, kernels=1, kernel=3))

# %% [markdown]
# Shift and add takes two steps for each of 9 kernel numbers, and writes, reads and adds up 9 images:
# `18 + 110 592/10 000 + 36 864/50 000`. im2col reads and writes 9 copies of each pixel, in 3 steps:
# `3 + 73 728/10 000 + 36 864/50 000`. rowcol reads and writes 3 copies, and adds up 3 images:
# `8 + 49 920/10 000 + 36 864/50 000`. Winograd and FFT move more, to multiply less (FFT: for large kernels); take their
# steps as given.
#
# `conv2d(…, method="auto")`, the default, picks by shape: among these and a few variants.
#
# ## Your turn
#
# **Predict the winner** of six shapes (images are given as channels×rows×columns). In place of each `None` write one of
# `"loops"`, `"shift_and_add"`, `"im2col"`, `"rowcol"`, `"winograd"` and `"fft"`. Guess first; then type
# `counts_of(conv_costs.SIX["a deep layer"])` in a new cell below: it shows the counts and prices of that row.
#
# The check compares the same prices. Up to one and a half times the best, or at most ten steps more, counts as equal: a
# tiny picture has several winners.

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

# %%
# Stretch: the whole map. The questions stand below it.
CrossoverMap(channels=1)

# %% [markdown]
# All right? Then race one, in the race above. Prices are rough: trust the order, not the factor.
#
# *Stretch: the whole map*, of image 32×32 and as many kernels as channels. Who makes the fewest multiplications?
# *Measure* adds who is the fastest here. Where do the two maps differ? Compare the curves of 1 channel and of 16.
#
# <details><summary>What you should see</summary>
#
# Counts promise FFT and Winograd far more than they win. im2col and rowcol win nearly everywhere; for 1×1 those two and
# shift and add are alike. FFT comes near, or wins, for large kernels and 1 channel. With 16 its curve lies far higher:
# channels meet kernels number by number, and each channel of each kernel needs its transform. Winograd wins 3×3 with 64
# channels, or is close. What takes too long is left out (–).
#
# </details><br>
#
# *Stretch.* Write the whole convolution without any loop: images `x` (image, channel, row, column), kernels `w` (kernel,
# channel, row, column), one stride for rows and columns, no padding, no bias. The check looks for loops, and for the
# library's own `conv2d`, too.
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
assert np.allclose(back, cnnlite.conv2d_backward(dout, *deep, None)[0])
Recall(
    Question(
        "The way with the fewest multiplications is the fastest.",
        ("true", "false"),
        "false",
        f"On the photo Winograd makes {spaced(made['winograd'])} instead of "
        f"{spaced(made['rowcol'])}, and loses: it moves more numbers.",
    ),
    Question(
        "For a large photo and a 3×3 kernel, the columns hold nine times as many numbers.",
        ("true", "false"),
        "true",
        "Nine numbers in each window, and a window for each pixel (but for the border). "
        "About three times for rowcol.",
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
# **In PyTorch:** `F.conv2d` picks, too: machine code with loops made for each processor (Python's steps cost the time, not
# the loop), Winograd on graphics cards. `F.unfold` and `F.fold` are im2col and col2im.
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
