# %% [markdown]
# # Pay the pixels back
#
# **How does a convolution hand the gradient back to its pixels, its weights and its bias?**
#
# 40 minutes at a brisk pace, an hour at ease (a good place for a break: before *The ladder*); what is folded or
# called *stretch* comes on top. You need [03 Convolution](03_convolution.ipynb),
# [04 Shapes](04_stride_padding_shapes.ipynb), [05 Channels](05_channels.ipynb),
# [11 Backpropagation](11_backpropagation.ipynb) and, for one loss, [09 Losses](09_losses.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import filters
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import BackwardLadder, BackwardStepper, show_grids
from cnnlite.plots import Grid, Picture, descent, number_grids
from cnnlite.questions import Predict, Question, Recall, backward_example

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like; nothing waits for an answer.

# %% tags=["hidden"]
Recall(
    Question(
        "y = 3·a + 2·c, and the gradient at y is −1. What is the gradient at a?",
        ("3", "−1", "−3"),
        "−3",
        "Upstream gradient times local slope: −1 · 3.",
    ),
    Question(
        "A number goes into two others. One way brings it back 4, one −1. Its gradient?",
        ("3", "−4", "4"),
        "3",
        "What comes back on several ways is added.",
    ),
    Question(
        "A 2×2 kernel slides over 3×3 pixels, stride 1. In how many windows is a corner "
        "pixel, in how many the middle one?",
        ("1 and 4", "1 and 2", "4 and 4"),
        "1 and 4",
        "The middle pixel is in all four windows, each time in another corner.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# Article 1 derives the gradients of a convolution for 3×3 pixels and a 2×2 kernel. It has letters only; **the numbers
# are ours**. `dout` is the upstream gradient: when output (0, 0) grows by a little, the loss grows by 1 times as much;
# with output (1, 1), by 3 times as much. Where `dout` comes from does not matter here.
#
# ⋆: slide, multiply, add (05). Pixels and outputs are gray. Weights and gradients are orange below 0, white at 0, purple above.
#
# <!-- A1.22 (D), A1.27 (R) -->


# %%
def signed(name, numbers, hatched=None):
    """Return a grid with 0 in white; what is hatched has been put in."""
    end = np.abs(numbers).max()
    return Grid(name, numbers, scale=(True, end), inserted=hatched)


X, K, G = articles.NINE, articles.BACKPROP_KERNEL, articles.BACKPROP_GRADIENT
x, w, dout = X[None, None], K[None, None], G[None, None]  # one image, one channel
b = np.array([1.0])  # one bias for all places
out = cnnlite.conv2d(x, w, b)
row = Grid("x", X), "⋆", signed("w", K), "+ 1 =", Grid("out", out[0, 0])
show_grids([*row], [signed("dout", G)])

# %% tags=["hidden"]
stepper = BackwardStepper(X, K, G, show=("position", "play", "view"))
Predict(
    "The pixel in the middle, x (1, 1), is in all four windows. What is its gradient?",
    answer=8,
    why="In output (0, 0) the middle pixel is at the lower right and meets weight 4; in "
    "output (1, 1) it is at the upper left and meets weight 1. All four ways: "
    "1·4 + (−1)·3 + 2·2 + 3·1 = 8.",
    reasons={
        17: "You laid w on dout as it is. Which weight did x (1, 1) meet in output (0, 0)?",
        5: "That is the sum of dout. On each way the pixel also met a weight.",
        10: "That is the sum of the weights. Each way also has its upstream gradient.",
    },
    then=stepper,
    name="13.middle",
)

# %% [markdown]
# **For your hands:** in *scatter*, go through the outputs. Each pays every pixel of its window: its `dout` times the weight
# that the pixel met. And it pays every weight: its `dout` times the pixel that the weight met. Which output pays
# x (1, 1) −3? Then choose *gather dx* and point at the cells of dx, or press Forward: one pixel collects. What has
# happened to the kernel, and what stands around `dout`?
#
# <details><summary>Answers</summary>
#
# Output (0, 1): −1 times 3. The kernel is turned by 180°. Zeros stand around `dout`, for the outputs that do not exist.
#
# </details>
#
# ## By hand, then in code
#
# Article 1 counts from 1. $E$ (error) is the loss, $k$ are our weights w; we write $g$ for $dE/dy$, our `dout`.
# Article 1 gives every place its own bias (*untied*, 05). Its equation (A), expanded:
#
# | output | is |
# |---|---|
# | $y_{11}$ | $b_{11} + k_{11}x_{11} + k_{12}x_{12} + k_{21}x_{21} + k_{22}x_{22}$ |
# | $y_{12}$ | $b_{12} + k_{11}x_{12} + k_{12}x_{13} + k_{21}x_{22} + k_{22}x_{23}$ |
# | $y_{21}$ | $b_{21} + k_{11}x_{21} + k_{12}x_{22} + k_{21}x_{31} + k_{22}x_{32}$ |
# | $y_{22}$ | $b_{22} + k_{11}x_{22} + k_{12}x_{23} + k_{21}x_{32} + k_{22}x_{33}$ |
#
# Chain rule, letter by letter: find the lines with this letter; each gives its $g$ times what the letter is multiplied
# by. Add them.
#
# | letter | its gradient |
# |---|---|
# | $k_{11}$ | $g_{11}x_{11} + g_{12}x_{12} + g_{21}x_{21} + g_{22}x_{22}$ |
# | $b_{11}$ | $g_{11}$ |
# | $x_{11}$ | $g_{11}k_{11}$ |
# | $x_{22}$ | $g_{11}k_{22} + g_{12}k_{21} + g_{21}k_{12} + g_{22}k_{11}$ |
#
# <!-- A1.22, A1.23, A1.24, A1.25 -->
#
# A weight is worked out below, a pixel at the border is yours. The next cell counts from 0: $k_{12}$ is w (0, 1).

# %%
backward_example(X, K, G, weight=(0, 1), pixel=(0, 1), level=1)

# %% [markdown]
# The whole `dout` meets a 2×2 block of x. For the neighbor of dw (0, 0), the block moves on by a column:
#
# | | `dout` | block of x | multiplied and added |
# |---|---|---|---|
# | dw (0, 0) | 1 −1<br>2 3 | 2 4<br>1 5 | 1·2 − 1·4 + 2·1 + 3·5 = 15 |
# | dw (0, 1) | 1 −1<br>2 3 | 4 3<br>5 6 | 1·4 − 1·3 + 2·5 + 3·6 = 29 |
#
# So `dout` slides over x like a kernel: **dw = x ⋆ dout** (the stepper's view *gather dw*).
#
# For dx, look at the indices in the tables above (from 1). For $x_{22}$, $g$ runs
# $11, 12, 21, 22$ and $k$ runs $22, 21, 12, 11$: the kernel **turned by 180°**. A pixel at the border is in fewer
# lines; zeros around `dout`, as in *full* of notebook 04, stand for the missing ones:
# **dx = dout in zeros ⋆ turned w**.
#
# To check, we need a loss whose slopes against `out` are `dout`. The sum of `out * dout`, there only for its slopes, is
# one: wiggle one output by h, and one term moves by h times its `dout`.
#
# <!-- A1.23, A1.25, A1.27 (R); P18 -->


# %%
def slide(image, kernel, **options):
    return cnnlite.conv2d(image[None, None], kernel[None, None], **options)[0, 0]


def loss(x, w, b):
    return (cnnlite.conv2d(x, w, b) * dout).sum()


turned = K[::-1, ::-1]  # rows and columns backward
around = np.pad(G, 1)  # a rim of kernel − 1 zeros
dw, dx, wrong = slide(X, G), slide(around, turned), slide(around, K)
numeric = cnnlite.numeric_gradient  # the wiggles of 11
assert np.allclose(dw, numeric(lambda w: loss(x, w, b), w)[0, 0])
assert np.allclose(dx, numeric(lambda x: loss(x, w, b), x)[0, 0])
print("dw and dx agree with the wiggles. The last row forgets the turn.")
first = [Grid("x", X), "⋆", signed("dout", G), "=", signed("dw", dw)]
padded = signed("dout in zeros", around, around == 0)
second = [padded, "⋆", signed("turned w", turned), "=", signed("dx", dx)]
show_grids(first, second, [padded, "⋆", signed("w", K), "=", signed("wrong", wrong)])

# %% [markdown]
# **The bias.** Usual is one bias for all places (*tied*). It stands in all four lines: **db** = the sum of `dout`.
#
# From here on all indices count from 0. The middle pixel, dx (1, 1), in four ways; $r$ and $c$ run over the outputs,
# and a weight outside of the kernel counts as 0. The formula holds for every place, the NumPy line for the middle
# pixel only, where no zeros are needed.
#
# | | |
# |---|---|
# | formula | $dx_{mn} = \sum_r \sum_c g_{rc}\, k_{m-r,\,n-c}$ |
# | arithmetic | `1·4 + (−1)·3 + 2·2 + 3·1 = 8` |
# | NumPy | `(dout[0, 0] * w[0, 0, ::-1, ::-1]).sum()` |
# | PyTorch | `torch.nn.grad.conv2d_input(x.shape, w, dout)[0, 0, 1, 1]` |
#
# **Scatter** is a loop: each output pays its window. The next cell shows dx after each payment.
#
# **The matrix.** In 05 a convolution was `M @ pixels`. In the cell after it, `M.T @ g`, with `g` for `dout` in one line,
# gives dx again: **transposed convolution**, `cnnlite.conv_transpose2d`.
#
# <!-- A1.24, E20; A1.26; A3.24, A3.25 (C) -->

# %%
scattered, totals = np.zeros((3, 3)), []
for r, c in np.ndindex(2, 2):  # r, c = 0, 0, then 0, 1, then 1, 0, then 1, 1
    scattered[r : r + 2, c : c + 2] += G[r, c] * K  # output (r, c) pays its window
    totals.append(Grid(f"dx after {r, c}", scattered.copy(), scale=(True, dx.max())))
assert np.allclose(scattered, dx)
show_grids(*totals)

# %%
M = cnnlite.conv_matrix(w, (1, 3, 3)).toarray()
g = G.ravel()  # dout in one line
assert np.allclose(M @ X.ravel() + b, out.ravel())
by_matrix = (M.T @ g).reshape(3, 3)
transposed = cnnlite.conv_transpose2d(dout, w)[0, 0]
all_dx, all_dw, db = cnnlite.conv2d_backward(dout, x, w, b)
wiggled = numeric(lambda x: loss(x, w, b), x)[0, 0]
# Six ways to one dx.
for way in (dx, by_matrix, transposed, all_dx[0, 0], wiggled):
    assert np.allclose(way, scattered)
assert np.allclose(all_dw[0, 0], dw)
assert np.allclose(db, numeric(lambda b: loss(x, w, b), b))
print("scatter = gather = matrix = transposed = library = wiggles")
column = signed("dx in one line", by_matrix.reshape(-1, 1))
show_grids(signed("M.T", M.T), "@", signed("g", g[:, None]), "=", column)

# %% [markdown]
# <details><summary>Why the transpose?</summary>
#
# A column of `M` says with which weights a pixel went into the outputs; with these it is paid. `M.T`, the *transpose*,
# has the columns of `M` as rows: its middle row, 4, 3, 2, 1, belongs to the middle pixel, and is the turned kernel. What
# comes back is the shape of x, not its numbers. With stride, `conv_transpose2d` leaves out the rows and columns at the end
# that no window read.
#
# </details><br>
#
# <!-- A3.30, Experiments 1 -->
#
# **The ladder.** Four rungs: one channel, stride, padding, channels. Each changes one thing. Rung 1 is done. **Rung 2,
# stride:** 6×5 pixels, a kernel of 3×2, stride 2, 2×2 outputs.

# %% tags=["hidden"]
x2 = np.random.default_rng(3).integers(0, 6, (6, 5)).astype(float)
w2 = np.array([[1.0, -2], [3, 1], [2, -1]])
g2 = np.array([[2.0, -1], [1, 3]])
strided = BackwardStepper(x2, w2, g2, stride=2, position=3)
read = cnnlite.conv_transpose2d(np.ones((1, 1, 2, 2)), w2[None, None] ** 2, stride=2) > 0
zeros = x2.size - read.sum()
Predict(
    "How many of the 30 pixels have the gradient 0, because no window reads them?",
    answer=int(zeros),
    why="Along the rows, windows begin at 0 and 2 and end with row 4; along the columns "
    "they end with column 3. Row 5 and column 4 are left over: 5 + 6 − 1 pixels.",
    reasons={
        0: "The second window begins 2 further on; a third does not fit. And the rest?",
        11: "The pixel in the corner belongs to row and column; count it once.",
    },
    then=strided,
    name="13.leftover",
)

# %% [markdown]
# **For your hands:** choose *gather dx* and go back through the cells. What stands between the numbers of `dout`, and why?
#
# <details><summary>Answer</summary>
#
# A row and a column of zeros: the places of the outputs that stride 2 throws away.
#
# </details><br>
#
# **Stride 2 is stride 1 with all but every second output thrown away.** What is thrown away does not change the loss, so
# its gradient is 0. So put `dout` where the outputs of stride 1 would stand, zeros elsewhere, and go on as on rung 1: the
# turned kernel slides over it for dx; for dw, it slides over x.


# %%
def collect(g, w):
    """Return what pixels collect from outputs of stride 1: g in zeros ⋆ turned w."""
    rows, cols = w.shape
    around = np.pad(g, ((rows - 1, rows - 1), (cols - 1, cols - 1)))
    return slide(around, w[::-1, ::-1])


# x2, w2 and g2, its dout, were made in the folded cell above.
spread = np.zeros((4, 4))  # as many outputs as with stride 1
spread[::2, ::2] = g2  # in every second row and column
dx2, dw2 = collect(spread, w2), slide(x2, spread)
assert np.allclose(dx2, numeric(lambda x: (slide(x, w2, stride=2) * g2).sum(), x2))
assert np.allclose(dw2, numeric(lambda w: (slide(x2, w, stride=2) * g2).sum(), w2))
print("stride: dx and dw agree with the wiggles")
back = cnnlite.conv_transpose2d(g2[None, None], w2[None, None], stride=2)[0, 0]
assert np.allclose(back, dx2[:5, :4])  # without row 5 and column 4, which no window read
around2 = np.pad(spread, ((2, 2), (1, 1)))  # the picture; skip
padded = signed("dout in zeros", around2, around2 == 0)
show_grids(padded, "⋆", signed("turned w", w2[::-1, ::-1]), "=", signed("dx", dx2))

# %% [markdown]
# **Rung 3, padding.** The windows lie on the padded picture. Find the dx of *that*, and cut its rim off: these zeros
# never change. (3×3 pixels with padding 1 and a 3×3 kernel, so the padded dx is 5×5.) For dw, `dout` slides over the padded
# picture.
#
# **Rung 4, channels.** Kernel $o$ reads channel $d$ with its slice $w_{od}$. So channel $d$ is paid by every kernel, and
# slice $w_{od}$ by its own `dout` only:
#
# - $dx_d = \sum_o \text{collect}(dout_o,\ w_{od})$
# - $dw_{od} = x_d \star dout_o$
# - $db_o$ = the sum of $dout_o$
#
# dw and db are added over the images, which share the weights; each image has a dx of its own.
#
# **For your hands:** in *padding 1*, which cells of dx are hatched? Then choose *two channels*, then *two kernels* (the
# menu *in front* brings the second one forward): who pays one pixel?
#
# <!-- A1.25 in general, A1.23, A1.24; A3.24 (C) -->

# %%
# Rungs 3 and 4 by hand, compared; skip it at first.
ladder = BackwardLadder("padding 1", "gather dx", position=6)
three = ladder.convolutions["padding 1"]  # rung 3: the numbers that it shows
w3, g3 = three.w[0, 0], three.dout[0]
dx3 = collect(g3, w3)[1:4, 1:4]  # without the rim
dw3 = slide(np.pad(X, 1), g3)
assert np.allclose(dx3, numeric(lambda x: (slide(x, w3, padding=1) * g3).sum(), X))
assert np.allclose(dw3, numeric(lambda w: (slide(X, w, padding=1) * g3).sum(), w3))
x4 = np.arange(27.0).reshape(3, 3, 3) % 7  # rung 4: three channels, two kernels
g4 = np.array([[[1.0, 2], [-1, 3]], [[2, -1], [1, -2]]])
w4 = np.arange(24.0).reshape(2, 3, 2, 2) * 3 % 7 - 3
dx4, dw4, db4 = cnnlite.conv2d_backward(g4[None], x4[None], w4, np.zeros(2))
assert np.allclose(dx4[0, 1], collect(g4[0], w4[0, 1]) + collect(g4[1], w4[1, 1]))
assert np.allclose(dw4[1, 2], slide(x4[2], g4[1]))
assert np.allclose(db4, g4.sum(axis=(1, 2)))
both, rng = (cnnlite.conv2d, cnnlite.conv2d_backward), np.random.default_rng(13)
images, bias, options = rng.random((2, 3, 6, 5)), np.zeros(2), {"stride": 2, "padding": 1}
print("channels:", cnnlite.gradcheck(*both, x4[None], w4, bias, rng=rng).message)
print("all rungs:", cnnlite.gradcheck(*both, images, w4, bias, rng=rng, **options).message)
ladder

# %% [markdown]
# <details><summary>Answers</summary>
#
# The rim, which is cut off. One kernel pays each channel with its own slice; of two kernels, both pay.
#
# </details><br>
#
# <details><summary>A weight, the bias, stride, padding and channels in four ways</summary>
#
# A weight, dw (0, 1):
#
# | | |
# |---|---|
# | formula | $dw_{ij} = \sum_r \sum_c g_{rc}\, x_{r+i,\,c+j}$ |
# | arithmetic | `1·4 + (−1)·3 + 2·5 + 3·6 = 29` |
# | NumPy | `(dout[0, 0] * x[0, 0, 0:2, 1:3]).sum()` |
# | PyTorch | `torch.nn.grad.conv2d_weight(x, w.shape, dout)[0, 0, 0, 1]` |
#
# The bias:
#
# | | |
# |---|---|
# | formula | $db = \sum_r \sum_c g_{rc}$ |
# | arithmetic | `1 + (−1) + 2 + 3 = 5` |
# | NumPy | `dout.sum()` |
# | PyTorch | `torch.func.grad(lambda b: (F.conv2d(x, w, b) * dout).sum())(b)[0]` |
#
# Stride $s$, one number of `dx2` (here $m$, $n$ = 2, 1):
#
# | | |
# |---|---|
# | formula | $dx_{mn} = \sum_r \sum_c g_{rc}\, k_{m-sr,\,n-sc}$ |
# | arithmetic | `2·(−1) + 1·(−2) = −4` |
# | NumPy | `dx2[2, 1]` |
# | PyTorch | `F.conv_transpose2d(g2[None, None], w2[None, None], stride=2)[0, 0, 2, 1]` |
#
# Padding $p$, one number of `dx3` (here $m$, $n$ = 0, 0):
#
# | | |
# |---|---|
# | formula | $dx_{mn} = \sum_r \sum_c g_{rc}\, k_{m+p-r,\,n+p-c}$ |
# | arithmetic | `1·1 + 2·3 + 2·2 + 1·1 = 12` |
# | NumPy | `dx3[0, 0]` |
# | PyTorch | `F.conv_transpose2d(g3[None, None], w3[None, None], padding=1)[0, 0, 0, 0]` |
#
# Channels, one number of `dx4`: a corner of channel 1, which is in a single window. Both kernels pay it.
#
# | | |
# |---|---|
# | formula | $dx_d = \sum_o \text{collect}(dout_o,\ w_{od})$ |
# | arithmetic | `1·2 + 2·3 = 8` |
# | NumPy | `dx4[0, 1, 0, 0]` |
# | PyTorch | `torch.nn.grad.conv2d_input((1, 3, 3, 3), w4, g4[None])[0, 1, 0, 0]` |
#
# </details><br>
#
# **A step down** changes weights and bias: w − 0.1·dw, b − 0.1·db. x stays: dx goes to the layer before, as *its* `dout`.
# So the last layer's gradients come first; pooling and ReLU hand them on as in notebook 11.
#
# **Learn a kernel.** Somebody hides a kernel, and shows four pictures and what it made of them. Start with zeros. Again
# and again: slide, compare, go a small step against dw. The loss is the mean squared error of 09; `mse_loss_backward`
# gives its slopes, our `dout`.


# %%
hidden = filters.sobel_x()[None, None]


def learn(pictures, steps=40, rate=0.1):
    """Return the kernels and the losses, step by step."""
    targets = cnnlite.conv2d(pictures, hidden)
    w, kernels, losses = np.zeros(hidden.shape), [], []
    for _ in range(steps + 1):
        out = cnnlite.conv2d(pictures, w)
        kernels.append(w)
        losses.append(cnnlite.mse_loss(out, targets))
        # dout; 1.0 arrives: the loss by itself
        g = cnnlite.mse_loss_backward(1.0, out, targets)
        w = w - rate * cnnlite.conv2d_backward(g, pictures, w)[1]
    return kernels, losses


rng = np.random.default_rng(13)
noise = rng.standard_normal((4, 1, 8, 8))  # four pictures of random pixels
kernels, losses = learn(noise)
assert np.allclose(kernels[40], hidden, atol=0.01)
# The picture; skip.
stages = {"hidden": hidden} | {f"step {n}": kernels[n] for n in (0, 5, 40)}
grids = [Grid(name, k[0, 0], scale=(True, 2)) for name, k in stages.items()]
curve = descent({"random pixels": np.array(losses)})
shown = number_grids(*grids[:2]), number_grids(*grids[2:]), curve
Picture(shown, "\n".join(one.text for one in shown))

# %% tags=["hidden"]
stripes = np.repeat(rng.standard_normal((4, 1, 1, 8)), 8, axis=2)
striped, striped_losses = learn(stripes)
assert striped_losses[40] < 1e-6
first, last = striped_losses[0], striped_losses[40]
two = {"hidden": hidden[0, 0], "learned from stripes": striped[40][0, 0]}
Predict(
    "Now four pictures of upright stripes: the pixels of a column are equal. Which "
    "kernel is learned from them?",
    (
        "the hidden one",
        "another one with loss 0, too",
        "none: the loss stays high",
    ),
    answer="another one with loss 0, too",
    why=f"The loss falls from {first:.1f} to {last:.4f}. On stripes only the sum of each "
    "column of a kernel counts: −4, 0, 4. "
    "The three weights of a column meet equal pixels, so they get equal gradients; they "
    "began equal, at 0, and share the sum. On other pictures the two kernels differ.",
    reasons={
        "the hidden one": "What in the stripes tells −1, −2, −1 from three equal weights?",
        "none: the loss stays high": "A kernel with loss 0 exists: the hidden one.",
    },
    then=show_grids(*(Grid(name, k, scale=(True, 2)) for name, k in two.items())),
    name="13.stripes",
)

# %% [markdown]
# ## Your turn
#
# **Climb the ladder.** Write dx as scatter: every output pays its window. The check says on which rung it stops. Begin
# with rung 1, run the cell, go on.
#
# - `dout` (images, kernels, rows, columns), `w` (kernels, channels, rows, columns); of `x` (images, channels, rows,
#   columns) only the shape is needed. `stride` and `padding` are whole numbers.
# - `dpadded` has the size of the padded pictures. `np.ndindex(dout.shape)` goes through all places of `dout`: image `n`,
#   kernel `o`, row `r`, column `c`.
# - `dpadded[n, :, 0:2, 0:3]` is one window of 2×3, at the top left, in all channels of image `n`; `w[o]` is kernel `o`, all
#   channels; `+=` adds to what is there.
# - Put one line in place of `raise …`; the last line is for rung 3. If NumPy names shapes that do not fit, the
#   first is your window's, the second the kernel's.
#
# `hint("13.dx")` helps; when you have tried, `solution("13.dx")` shows one way.
#
# <details><summary>Stretch, in the cell after it: all three gradients</summary>
#
# Stride and padding may be pairs, rows first; `sh, sw = np.broadcast_to(stride, 2)` takes both kinds. `dw[o]` is paid
# `dout` times the window of the padded pictures.
#
# </details>


# %% tags=["exercise"]
def conv_dx(dout, x, w, stride=1, padding=0):
    """Return the gradient of x."""
    images, channels, rows, cols = x.shape
    kh, kw = w.shape[2:]
    dpadded = np.zeros((images, channels, rows + 2 * padding, cols + 2 * padding))
    for n, o, r, c in np.ndindex(dout.shape):
        # stub: raise NotImplementedError  # here output (r, c) pays its window
        top, left = r * stride, c * stride
        dpadded[n, :, top : top + kh, left : left + kw] += dout[n, o, r, c] * w[o]
        # end
    # stub: return dpadded  # rung 3: without its rim
    return dpadded[:, :, padding : padding + rows, padding : padding + cols]
    # end


check("13.dx", conv_dx)


# %% tags=["exercise"]
def conv2d_backward(dout, x, w, b, stride=1, padding=0):
    """Return dx, dw and db."""
    # stub: return ...  # your code, in place of this line
    (sh, sw), (ph, pw) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for n, o, r, c in np.ndindex(dout.shape):
        rows, cols = slice(r * sh, r * sh + w.shape[2]), slice(c * sw, c * sw + w.shape[3])
        dpadded[n, :, rows, cols] += dout[n, o, r, c] * w[o]
        dw[o] += dout[n, o, r, c] * padded[n, :, rows, cols]
    dx = dpadded[:, :, ph : ph + x.shape[2], pw : pw + x.shape[3]]
    return dx, dw, dout.sum(axis=(0, 2, 3))
    # end


check("conv2d_backward", conv2d_backward)

# %% [markdown]
# ## True or false, and on
#
# Judge. In quotation marks: article 1, in our words.
#
# <!-- E20, A1.24; E21, A1.25; E22, A1.26 -->

# %% tags=["hidden"]
even = np.array([[1.0, 2], [2, 1]])  # the same when turned by 180°
assert np.array_equal(collect(G, even), collect(G, even[::-1, ::-1]))
Recall(
    Question(
        "In a usual layer, “the bias B has a number for each place of the output”.",
        ("true", "false"),
        "false",
        "Article 1 has it so. A usual layer has one bias for each "
        f"kernel; its gradient is the sum, here {db[0]:g}.",
    ),
    Question(
        "“dE/dY, slid over by the turned kernel, gives dE/dB.”",
        ("true", "false"),
        "false",
        f"It gives dE/dX, a number for each of the {dx.size} pixels. Article 1 announces "
        "dE/dB there a second time, by a slip.",
    ),
    Question(
        "With the kernel [[1, 2], [2, 1]], who forgets the 180° turn gets the right dx.",
        ("true", "false"),
        "true",
        "It is the same when turned. So test a backward pass with kernels that are not: "
        "notebook 14.",
    ),
    Question(
        "“dE/dK, dE/dB and dE/dX are all used to update the layer's weights.”",
        ("true", "false"),
        "false",
        "Only dE/dK and dE/dB change something here; dE/dX is handed back to the layer "
        "before, as its upstream gradient.",
    ),
)

# %%
# Skip it: what was computed above, held against the numbers that we keep for article 1.
print("For the record: the article has letters only; all agree with the numbers we keep.")
rate = articles.BACKPROP_RATE
assert rate == 0.1
lower_w, lower_b = K - rate * dw, articles.BACKPROP_BIASES - rate * G
articles.compare("A1.27.y", out[0, 0], brief=True)
articles.compare("A1.27.dk", dw, brief=True)
articles.compare("A1.27.db", G, brief=True)
articles.compare("A1.27.tied", db[0], brief=True)
articles.compare("A1.27.dx", dx, brief=True)
articles.compare("A1.27.unturned", wrong, brief=True)
articles.compare("A1.27.step", [lower_w, lower_b], brief=True)

# %% [markdown]
# **In PyTorch:** `loss.backward()` does all of this; `torch.nn.grad.conv2d_input` and `conv2d_weight` do it alone.
#
# **In short**
#
# - Scatter: each output pays its window `dout` times weight, and its weights `dout` times pixel.
# - Gather: dx is `dout` in zeros, with the turned kernel sliding over it; as a matrix, `M.T @ g`.
# - dw is the picture with `dout` sliding over it, x ⋆ dout; db is the sum of `dout`.
# - Stride puts zeros between the numbers of `dout`; padding is cut off dx; every kernel pays every channel.
# - dw and db change the layer; dx goes to the layer before.
#
# Sources: article 1 (derivation, without numbers); article 3 (leaves the backward pass of a network to its paper; the order
# above is the usual form).
#
# **Back to:** [11 Backpropagation](11_backpropagation.ipynb). **Next:** [14 Gradient checking](14_gradient_checking.ipynb).
