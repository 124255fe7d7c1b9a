# %% [markdown]
# # Pay the pixels back
#
# **How does a convolution hand the gradient back to its pixels, its weights and its bias?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [03 Convolution](03_convolution.ipynb),
# [04 Shapes](04_stride_padding_shapes.ipynb), [05 Channels](05_channels.ipynb) and
# [11 Backpropagation](11_backpropagation.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import filters
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import BackwardLadder, BackwardStepper, show_grids
from cnnlite.plots import Grid, Picture, curves, number_grids
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
# Article 1 derives the gradients of a convolution for 3×3 pixels and a 2×2 kernel, the smallest case in which all can
# be seen. It has letters only; **the numbers are ours**. `dout` is the upstream gradient: when output (0, 0) grows by a
# little, the loss grows by 1 times as much; with output (1, 1), by 3 times as much. How `dout` came about does not
# matter here.
#
# Grids without negative numbers run from black to white; in the others, orange is negative and purple positive.
#
# <!-- A1.22 (D), A1.27 (R) -->

# %%
X, K, G = articles.NINE, articles.BACKPROP_KERNEL, articles.BACKPROP_GRADIENT
x, w, dout = X[None, None], K[None, None], G[None, None]  # one image, one channel
b = np.array([1.0])  # one bias for all places
out = cnnlite.conv2d(x, w, b)
articles.compare("A1.27.y", out[0, 0])
show_grids(
    [Grid("x", X), "⋆", Grid("w", K), "+ 1 =", Grid("out", out[0, 0])], [Grid("dout", G)]
)

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
# **For your hands:** in the view *scatter*, go through the outputs. Each one pays every pixel of its window: its `dout` times the
# weight that the pixel met. And it pays every weight: its `dout` times the pixel that the weight met. Which output
# pays x (1, 1) −3? Then choose *gather dx* and point at the numbers of dx: now one pixel collects. What has happened to
# the kernel, and what stands around `dout`?
#
# <details><summary>Answers</summary>
#
# Output (0, 1): −1 times 3. The kernel is turned by 180°. Zeros stand around `dout`, for the outputs that do not exist.
#
# </details>
#
# ## By hand, then in code
#
# Article 1 counts from 1. It writes $E$ (error) for the loss, $k$ for our weights w, and we write $g$ for $dE/dy$, our
# `dout`. Its equation (A), expanded:
#
# | output | is |
# |---|---|
# | $y_{11}$ | $b_{11} + k_{11}x_{11} + k_{12}x_{12} + k_{21}x_{21} + k_{22}x_{22}$ |
# | $y_{12}$ | $b_{12} + k_{11}x_{12} + k_{12}x_{13} + k_{21}x_{22} + k_{22}x_{23}$ |
# | $y_{21}$ | $b_{21} + k_{11}x_{21} + k_{12}x_{22} + k_{21}x_{31} + k_{22}x_{32}$ |
# | $y_{22}$ | $b_{22} + k_{11}x_{22} + k_{12}x_{23} + k_{21}x_{32} + k_{22}x_{33}$ |
#
# Now the chain rule, letter by letter. Find the lines with this letter; each gives its $g$ times what the letter is
# multiplied by. Add them.
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
# Do two more, a weight and a pixel at the border. Here we count from 0 again: article 1's $k_{12}$ is dw (0, 1).

# %%
backward_example(X, K, G, weight=(0, 1), pixel=(0, 1), level=1)

# %% [markdown]
# Look at the indices. For $k_{11}$, $g$ and $x$ run alike; for its neighbor $k_{12}$ all $x$ move on by a column. So
# `dout` slides over x like a kernel: **dw = x ⋆ dout**. For $x_{22}$, $g$ runs $11, 12, 21, 22$ and $k$ runs
# $22, 21, 12, 11$: the kernel **turned by 180°**. A pixel at the border is in fewer lines; zeros around `dout`, as in *full* of
# notebook 04, stand for the missing ones: **dx = padded dout ⋆ turned w**.
#
# To check, we need a loss whose slopes against `out` are `dout`: the sum of `out * dout` is one.
#
# <!-- A1.23, A1.25, A1.27 (R); P18 -->


# %%
def slide(image, kernel):
    return cnnlite.conv2d(image[None, None], kernel[None, None])[0, 0]


def loss(x, w, b):
    return (cnnlite.conv2d(x, w, b) * dout).sum()


turned = K[::-1, ::-1]  # rows and columns backward
around = np.pad(G, 1)  # a rim of kernel − 1 zeros
dw, dx = slide(X, G), slide(around, turned)
articles.compare("A1.27.dk", dw)
articles.compare("A1.27.dx", dx)
assert np.allclose(dw, cnnlite.numeric_gradient(lambda w: loss(x, w, b), w)[0, 0])
assert np.allclose(dx, cnnlite.numeric_gradient(lambda x: loss(x, w, b), x)[0, 0])
print("Both agree with the wiggles. If you forget the turn:")
articles.compare("A1.27.unturned", slide(around, K))
first = [Grid("x", X), "⋆", Grid("dout", G), "=", Grid("dw", dw)]
padded = Grid("padded dout", around, padding=((1, 1), (1, 1)))
show_grids(first, [padded, "⋆", Grid("turned w", turned), "=", Grid("dx", dx)])

# %% [markdown]
# One number of each, counted from 0. $r$ and $c$ run over the outputs; a weight outside of the kernel counts as 0.
#
# | | |
# |---|---|
# | formula | $dw_{ij} = \sum_r \sum_c g_{rc}\, x_{r+i,\,c+j}$ |
# | arithmetic | `1·4 + (−1)·3 + 2·5 + 3·6 = 29` |
# | NumPy | `(dout[0, 0] * x[0, 0, 0:2, 1:3]).sum()` |
# | PyTorch | `torch.nn.grad.conv2d_weight(x, w.shape, dout)[0, 0, 0, 1]` |
#
# | | |
# |---|---|
# | formula | $dx_{mn} = \sum_r \sum_c g_{rc}\, k_{m-r,\,n-c}$ |
# | arithmetic | `1·4 + (−1)·3 + 2·2 + 3·1 = 8` |
# | NumPy | `(dout[0, 0] * w[0, 0, ::-1, ::-1]).sum()` |
# | PyTorch | `torch.nn.grad.conv2d_input(x.shape, w, dout)[0, 0, 1, 1]` |
#
# **The bias.** Article 1 has one for each place (*untied*, 05): its gradients are `dout` itself. A usual layer has one bias for
# all places (*tied*). It stands in all four lines:
#
# | | |
# |---|---|
# | formula | $db = \sum_r \sum_c g_{rc}$ |
# | arithmetic | `1 + (−1) + 2 + 3 = 5` |
# | NumPy | `dout.sum()` |
# | PyTorch | `torch.func.grad(lambda b: (F.conv2d(x, w, b) * dout).sum())(b)[0]` |
#
# **Once more as a matrix.** In 05 a convolution was `M @ pixels`: a row of `M` for each output, a column for each pixel.
# `M.T` is `M` with rows and columns swapped.
#
# <!-- A1.24, E20; A3.30, Experiments 1 -->

# %% tags=["hidden"]
M = cnnlite.conv_matrix(w, (1, 3, 3)).toarray()
g = G.ravel()  # dout in one line
Predict(
    "g is dout in one line, 4 numbers. What gives the 9 numbers of dx?",
    ("M @ g", "M.T @ g", "g divided by M"),
    answer="M.T @ g",
    why="A column of M says with which weights a pixel went into the four outputs. With "
    "the same weights it is paid. In M.T these columns are rows: the middle one, "
    f"{M.T[4].astype(int).tolist()}, has the turned kernel.",
    reasons={
        "M @ g": "M takes 9 numbers; g has 4.",
        "g divided by M": "That would undo the convolution. Paying back is something else.",
    },
    then=show_grids([Grid("M", M)], [Grid("M.T", M.T), "@", Grid("g", g[:, None])]),
    name="13.matrix",
)

# %% [markdown]
# Hence the name **transposed convolution**: `cnnlite.conv_transpose2d`. It does not undo the convolution; it returns on
# the same weights. The cell goes six ways to the same dx, then one step down with learning rate 0.1. The step changes
# weights and biases, not x: dx goes to the layer before, as *its* `dout`. So the last layer's gradients come first; pooling
# and ReLU hand them on as in notebook 11. (That is the usual form; article 3 leaves it to its paper.)
#
# <!-- A1.26, A1.27.step (R); A3.24, A3.25 (C) -->

# %%
scattered = np.zeros((3, 3))
for r, c in np.ndindex(2, 2):  # r, c = 0, 0, then 0, 1, then 1, 0, then 1, 1
    scattered[r : r + 2, c : c + 2] += G[r, c] * K  # output (r, c) pays its window
by_matrix = (M.T @ g).reshape(3, 3)
transposed = cnnlite.conv_transpose2d(dout, w)[0, 0]
all_dx, all_dw, db = cnnlite.conv2d_backward(dout, x, w, b)
wiggled = cnnlite.numeric_gradient(lambda x: loss(x, w, b), x)[0, 0]
for way in (dx, by_matrix, transposed, all_dx[0, 0], wiggled):
    assert np.allclose(way, scattered)
assert np.allclose(all_dw[0, 0], dw)
print("scatter = gather = matrix = transposed = library = wiggles:")
print(scattered)
articles.compare("A1.27.db", G)
articles.compare("A1.27.tied", db[0])
rate = articles.BACKPROP_RATE
assert rate == 0.1
articles.compare("A1.27.step", [K - rate * dw, articles.BACKPROP_BIASES - rate * G])

# %% [markdown]
# **The ladder.** Rung 1, one channel, is done. **Rung 2, stride:** 6×5 pixels, a kernel of 3×2, stride 2, 2×2 outputs.

# %% tags=["hidden"]
x2 = np.random.default_rng(3).integers(0, 6, (6, 5)).astype(float)
w2 = np.array([[1.0, -2], [3, 1], [2, -1]])
g2 = np.array([[2.0, -1], [1, 3]])
strided = BackwardStepper(x2, w2, g2, stride=2, view="gather dx", position=29)
zeros = (
    cnnlite.conv2d_backward(g2[None, None], x2[None, None], w2[None, None], stride=2)[0]
    == 0
).sum()
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
# **For your hands:** zeros stand **between** the numbers of `dout`. Why?
#
# <details><summary>Answer</summary>
#
# Stride 2 is stride 1 with all but every second output thrown away. What is thrown away does not change the loss, so its
# gradient is 0.
#
# </details>
#
# So put `dout` where the outputs of stride 1 would stand, zeros elsewhere, and go on as on rung 1.


# %%
def pay(g, w):
    """Return what outputs with gradients g pay to the pixels: padded g ⋆ turned w."""
    rows, cols = w.shape
    around = np.pad(g, ((rows - 1, rows - 1), (cols - 1, cols - 1)))
    return slide(around, w[::-1, ::-1])


def test(dx, dw, x, w, g, **how):
    """Compare dx and dw with the library and with wiggles; how is stride or padding."""
    x, w, g = x[None, None], w[None, None], g[None, None]
    ours = cnnlite.conv2d_backward(g, x, w, **how)
    assert np.allclose(dx, ours[0][0, 0])
    assert np.allclose(dw, ours[1][0, 0])
    wiggled = cnnlite.numeric_gradient(lambda x: (cnnlite.conv2d(x, w, **how) * g).sum(), x)
    assert np.allclose(dx, wiggled[0, 0])
    wiggled = cnnlite.numeric_gradient(lambda w: (cnnlite.conv2d(x, w, **how) * g).sum(), w)
    assert np.allclose(dw, wiggled[0, 0])
    print(how, "dx and dw agree with conv2d_backward and with the wiggles")


spread = np.zeros((6 - 3 + 1, 5 - 2 + 1))  # as many outputs as with stride 1
spread[::2, ::2] = g2  # in every second row and column
dx2, dw2 = pay(spread, w2), slide(x2, spread)
test(dx2, dw2, x2, w2, g2, stride=2)
show_grids([Grid("spread dout", spread), Grid("w", w2), "→", Grid("dx", dx2)])

# %% [markdown]
# **Rung 3, padding.** The windows lie on the padded picture. Find the dx of *that*, and cut its rim off: these zeros
# never change. For dw, `dout` slides over the padded picture.
#
# **Rung 4, channels.** Kernel $o$ reads channel $d$ with its slice $w_{od}$. So channel $d$ is paid by every kernel, and
# slice $w_{od}$ by its own `dout` only (`pay` is from the cell above):
#
# - $dx_d = \sum_o \text{pay}(dout_o,\ w_{od})$
# - $dw_{od} = x_d \star dout_o$
# - $db_o$ = the sum of $dout_o$
#
# Each image has a dx of its own; dw and db are added over the images, which share the weights.
#
# <!-- A1.25 in general, A1.23, A1.24; A3.24 (C) -->

# %%
rng = np.random.default_rng(13)
g3 = rng.integers(-2, 4, (4, 4)).astype(float)  # 3 + 2·1 − 2 + 1 rows and columns
whole = pay(g3, K)
dx3, dw3 = whole[1 : 1 + 3, 1 : 1 + 3], slide(np.pad(X, 1), g3)
test(dx3, dw3, X, K, g3, padding=1)

x4, w4 = rng.standard_normal((3, 4, 5)), rng.integers(-2, 4, (2, 3, 3, 2)).astype(float)
g4, b4 = rng.integers(-2, 4, (2, 2, 4)).astype(float), np.zeros(2)  # 2 kernels, 2×4 places
dx4, dw4 = np.zeros(x4.shape), np.zeros(w4.shape)
for o, d in np.ndindex(2, 3):
    dx4[d] += pay(g4[o], w4[o, d])
    dw4[o, d] = slide(x4[d], g4[o])
db4 = g4.sum(axis=(1, 2))
all_dx4, all_dw4, all_db4 = cnnlite.conv2d_backward(g4[None], x4[None], w4, b4)
for mine, same in zip((dx4, dw4, db4), (all_dx4[0], all_dw4, all_db4), strict=True):
    assert np.allclose(mine, same)
both = cnnlite.conv2d, cnnlite.conv2d_backward
print("channels, wiggles:", cnnlite.gradcheck(*both, x4[None], w4, b4, rng=rng).message)
images, how = rng.random((2, 3, 6, 5)), {"stride": 2, "padding": 1}
print(
    "all rungs together:", cnnlite.gradcheck(*both, images, w4, b4, rng=rng, **how).message
)
BackwardLadder("padding 1", "gather dx")

# %% [markdown]
# **For your hands:** on *padding 1*, which cells of dx are hatched, and why? On *two channels*, what differs between the
# channels of dx? On *two kernels*, who pays one pixel?
#
# <details><summary>Answers</summary>
#
# The rim: it belongs to the padding and is cut off. Each channel is paid with its own slice of the kernel. Both kernels.
#
# </details><br>
#
# <details><summary>Stride, padding and channels in four ways</summary>
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
# | arithmetic | `3·4 + 3·3 + (−2)·2 + 2·1 = 19` |
# | NumPy | `dx3[0, 0]` |
# | PyTorch | `F.conv_transpose2d(g3[None, None], K[None, None], padding=1)[0, 0, 0, 0]` |
#
# Channels, one number of `dx4`: a corner, which is in a single window. Both kernels pay it.
#
# | | |
# |---|---|
# | formula | $dx_d = \sum_o \text{pay}(dout_o,\ w_{od})$ |
# | arithmetic | `(−2)·1 + (−2)·3 = −8` |
# | NumPy | `dx4[1, 0, 0]` |
# | PyTorch | `torch.nn.grad.conv2d_input((1, 3, 4, 5), w4, g4[None])[0, 1, 0, 0]` |
#
# </details><br>
#
# **Learn a kernel.** Somebody hides a kernel, and shows four pictures and what the kernel made of them. Start with
# zeros. Then again and again: slide, compare (mean squared error), go a small step against dw.


# %%
def learn(pictures, steps=40, rate=0.1):
    """Return the kernels and the losses, step by step."""
    targets = cnnlite.conv2d(pictures, hidden)
    w, kernels, losses = np.zeros(hidden.shape), [], []
    for _ in range(steps + 1):
        out = cnnlite.conv2d(pictures, w)
        kernels.append(w)
        losses.append(cnnlite.mse_loss(out, targets))
        g = cnnlite.mse_loss_backward(1.0, out, targets)  # dout, one number for each output
        w = w - rate * cnnlite.conv2d_backward(g, pictures, w)[1]
    return kernels, losses


hidden = filters.sobel_x()[None, None]
noise = rng.standard_normal((4, 1, 8, 8))  # four pictures of random pixels
kernels, losses = learn(noise)
assert np.allclose(kernels[40], hidden, atol=0.01)
stages = {"hidden": hidden} | {f"step {n}": kernels[n] for n in (0, 1, 5, 40)}
grids = [number_grids(Grid(name, k[0, 0], scale=(True, 2))) for name, k in stages.items()]
curve = curves(np.arange(41.0), {"loss, step by step": np.array(losses)})
parts = *grids, curve
Picture(parts, "\n".join(part.text for part in parts))

# %% tags=["hidden"]
stripes = np.repeat(rng.standard_normal((4, 1, 1, 8)), 8, axis=2)
striped, striped_losses = learn(stripes)
assert striped_losses[40] < 1e-6
last = Grid("learned from stripes", striped[40][0, 0])
Predict(
    "Now four pictures of upright stripes: the pixels of a column are equal. Which "
    "kernel is learned from them?",
    (
        "the hidden one",
        "another one, which does the same on stripes",
        "none: the loss stays high",
    ),
    answer="another one, which does the same on stripes",
    why="The loss goes to 0 here, too. On stripes only the sum of each column of "
    "a kernel counts: −4, 0, 4. "
    "The three weights of a column meet equal pixels, so they get equal gradients, and "
    "share the sum. On other pictures the two kernels differ.",
    reasons={
        "the hidden one": "What in the stripes tells −1, −2, −1 from three equal weights?",
        "none: the loss stays high": "A kernel with loss 0 exists: the hidden one.",
    },
    then=show_grids(Grid("hidden", hidden[0, 0]), last),
    name="13.stripes",
)

# %% [markdown]
# ## Your turn
#
# **Climb the ladder.** Write dx as scatter: every output pays its window. The check says on which rung it stops. Begin
# with rung 1, run the cell, go on.
#
# - `dout` (images, kernels, rows, columns), `w` (kernels, channels, rows, columns); `x` (images, channels, rows, columns)
#   is needed for its shape only. `stride` and `padding` are whole numbers, the same for rows and columns.
# - `dpadded` has the size of the padded pictures. `np.ndindex(dout.shape)` goes through all places of `dout`: image `n`,
#   kernel `o`, row `r`, column `c`.
# - `dpadded[n, :, 0:2, 0:3]` is a window of 2×3 in all channels of image `n`; `w[o]` is kernel `o` with all its channels;
#   `+=` adds to what is there.
# - Put one line in place of `raise …`; the last line is for rung 3. The result has the shape of `x`.
#
# `hint("13.dx")` helps.
#
# *Stretch*, in the cell after it: all three gradients, from a function of `dout, x, w, b, stride, padding`. Stride and padding may be
# pairs, too, rows first; `sh, sw = np.broadcast_to(stride, 2)` takes both kinds. `dw[o]` is paid `dout` times the
# window of the padded pictures. When you have tried, `solution("conv2d_backward")` shows one way.


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
# <!-- E20, A1.24; E21, A1.25; E22, A1.26 -->

# %% tags=["hidden"]
even = np.array([[1.0, 2], [2, 1]])  # the same when turned by 180°
assert np.array_equal(slide(around, even), slide(around, even[::-1, ::-1]))
Recall(
    Question(
        "“The bias B of a convolution has a number for each place of the output.”",
        ("true", "false"),
        "false",
        "Article 1 has it so, as if that were usual. A usual layer has one bias for each "
        f"kernel; its gradient is the sum, here {db[0]:g}.",
    ),
    Question(
        "The last step, from dE/dY through the kernel to the pixels, gives dE/dB.",
        ("true", "false"),
        "false",
        "It gives dE/dX, a number for each of the "
        f"{dx.size} pixels. Article 1 announces dE/dB again, a slip; so is X_i beside "
        "K_i1 in its note on one channel: X_1 is meant.",
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
        "Article 1 lists all three. Only dE/dK and dE/dB change something here; dE/dX is "
        "handed back to the layer before. (Its word for that is “backdrop”: backprop.)",
    ),
    Question(
        "For one picture and kernel, each number of dw adds as many products as there are "
        "outputs.",
        ("true", "false"),
        "true",
        f"A weight meets one pixel in each output; in the example {G.size} products.",
    ),
)

# %% [markdown]
# **In PyTorch:** `loss.backward()` does all of this; `torch.nn.grad.conv2d_input` and `conv2d_weight` do it alone.
#
# **In short**
#
# - Scatter: each output pays its window `dout` times weight, and its weights `dout` times pixel.
# - Gather: dx is `dout` in zeros under the kernel turned by 180°; as a matrix, `M.T @ g`.
# - dw is the picture under `dout`; db is the sum of `dout`.
# - Stride puts zeros between the numbers of `dout`; padding is cut off dx; every kernel pays every channel.
# - dw and db change the layer; dx goes to the layer before.
#
# Sources: article 1 (derivation, without numbers), article 3.
#
# **Back to:** [11 Backpropagation](11_backpropagation.ipynb). **Next:** [14 Gradient checking](14_gradient_checking.ipynb).
