# %% [markdown]
# # Catch a wrong gradient
#
# **How do you know that a gradient is right?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need
# [11 Backpropagation](11_backpropagation.ipynb) and
# [13 Backprop through a convolution](13_backprop_convolution.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import filters, plots, zoo
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import BugZoo, Frame, NumberGrid, Scene, StepSize, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions; skip them if you like.

# %% tags=["hidden"]
Recall(
    Question(
        "What is the gradient of a loss with respect to a kernel?",
        ("the new kernel", "a slope for each weight of it", "the largest slope"),
        "a slope for each weight of it",
        "So it has the kernel's shape.",
    ),
    Question(
        "Two windows of a convolution overlap at a pixel. What does the pixel get in dx?",
        ("what the later window pays", "the mean of both", "the sum of both"),
        "the sum of both",
        "Wiggle the pixel: both outputs move, and their effects add up.",
    ),
    Question(
        "dx slides a kernel over the padded upstream gradient. Which kernel?",
        ("the forward's", "the forward's, turned by 180°", "the forward's, negative"),
        "the forward's, turned by 180°",
        "The pixel at the top left of a window was multiplied by the top left weight; "
        "seen from the pixel, that output lies at the bottom right.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# A backward function with a mistake still returns numbers, and often the loss still falls. The wiggle of notebook 11
# knows nothing of your formula: it is a witness. How far can you trust it?
#
# $f(x) = x^3$ has slope 12 at $x = 2$. With a wiggle $h$ = 0.1:
#
# - to one side: `(2.1³ − 2³) / 0.1 = 12.61`;
# - to both sides: `(2.1³ − 1.9³) / 0.2 = 12.01`, the **central difference**, much closer.
#
# Try a smaller $h$: a hundredth, 10⁻², and so on. NumPy keeps about 16 digits of each number (*float64*), and subtracting
# costs digits: `8.00012 − 7.99988 = 0.00024` has two of six left. So one part of the error shrinks with $h$, the other grows
# as $h$ shrinks.

# %% tags=["hidden"]
kept = [round(-np.log10(np.finfo(kind).eps)) for kind in (np.float64, np.float32)]
assert kept == [16, 7]
assert round((2.1**3 - 2**3) / 0.1, 2) == 12.61
assert round((2.1**3 - 1.9**3) / 0.2, 2) == 12.01
near = [(2 + h) ** 3 for h in (-1e-12, 0, 1e-12)]
assert [len({f"{value:.{n}g}" for value in near}) for n in (11, 12)] == [1, 3]
assert [round((2 + h) ** 3, 5) for h in (1e-5, -1e-5)] == [8.00012, 7.99988]
Predict(
    "With which h is the central difference most exact?",
    ("10⁻³", "10⁻⁵", "10⁻¹⁰", "10⁻¹⁵"),
    answer="10⁻⁵",
    why="At 10⁻⁵ two errors balance. With a larger h the bend of the curve counts; with a "
    "smaller one two nearly equal numbers are subtracted, and few digits are left.",
    reasons={
        "10⁻³": "Good, but the curve still bends a little within even so small a wiggle.",
        "10⁻¹⁰": "The two values agree in about ten digits. What does subtracting leave?",
        "10⁻¹⁵": "The two values agree in nearly all digits. What does subtracting leave?",
    },
    then=StepSize(show=("function", "h", "numbers")),
    name="14.step",
)

# %% [markdown]
# Both axes go by powers of ten. The **relative error** is the error as a share of the slope: 10⁻³ means off by a
# thousandth. The black line stands at your $h$.
#
# On the right, a tenth of $h$ makes a tenth of the one-sided error, and a hundredth of the central one. On the left the
# error grows again: few digits are left.
#
# **For your hands:**
#
# - At 10⁻¹², in how many digits do f(x − h), f(x) and f(x + h), under the picture, agree?
# - Where is the lowest point with *float32*, numbers of about 7 digits?
# - `1000 + x³` has the same slope: why is its left arm higher?
# - *ReLU at 0.001*: which way fails, from which $h$ on?
#
# <details><summary>Answers</summary>
#
# In about 11 of 16 (`7.9999999999` counts as 8). Near 10⁻², still wrong by 10⁻⁶ to 10⁻⁵: check in float64. The `1000` takes
# up digits. The central difference, once $h$ is above 0.001: its left end lies behind the bend. (Where an error is exactly
# 0, nothing is drawn.)
#
# </details>
#
# ## By hand, then in code
#
# The same in code.


# %%
def cube(v):
    """Return v³."""
    return v * v * v


x, dx_cube = np.array(2.0), np.array(12.0)
for h in (0.1, 0.01, 0.001):
    one_sided = (cube(x + h) - cube(x)) / h
    central = (cube(x + h) - cube(x - h)) / (2 * h)
    print(f"h {h}: off by {one_sided - 12:.4f} one-sided, by {central - 12:.6f} central")
wiggled = (cube(x + 0.1) - cube(x - 0.1)) / 0.2
assert abs(cnnlite.numeric_gradient(cube, x) - dx_cube) < 1e-8  # h is 1e-5 there

# %% [markdown]
# The arithmetic has $h$ = 0.1, `numeric_gradient` 10⁻⁵. PyTorch's `grad` does not wiggle: it gives the 12 itself.
#
# | | |
# |---|---|
# | formula | $\dfrac{f(x + h) - f(x - h)}{2h}$ |
# | arithmetic | `(2.1·2.1·2.1 − 1.9·1.9·1.9)/(2·0.1) = 12.01` |
# | NumPy | `cnnlite.numeric_gradient(cube, x)` |
# | PyTorch | `torch.func.grad(cube)(x)` |
#
# Next, the relative error of slope $a$ against the wiggle's $n$. `wiggled` is 12.01.
#
# | | |
# |---|---|
# | formula | $\lvert a - n \rvert \, / \max(\lvert a \rvert, \lvert n \rvert)$ |
# | arithmetic | `(12.01 − 12)/max(12, 12.01) = 0.0008` |
# | NumPy | `abs(dx_cube - wiggled) / max(abs(dx_cube), abs(wiggled))` |
# | PyTorch | `(dx_cube - wiggled).abs() / max(dx_cube.abs(), abs(wiggled))` |
#
# Why a share? Off by 0.01 is fine for the slope `1000` and hopeless for the slope 0.001. `gradcheck` accepts a
# relative error up to 10⁻⁶.
#
# <details><summary>A share of which slope?</summary>
#
# A slope of 0 is right, the wiggle finds 10⁻¹², rounding: divided by the larger of the two, the error is 1. So `gradcheck`,
# entry by entry, divides by the *largest* slope of the array. The price: beside a slope of `1000`,
# one of 0.0009 may be missing.
#
# </details><br>
#
# **Kinks and ties.** At a sharp bend, a **kink**, there is no single slope; ReLU has one at 0. And max pooling, where two
# pixels *tie* for the largest?

# %% tags=["hidden"]
rng = np.random.default_rng(14)
tied = np.array([[[[5.0, 1], [5, 2]]]])
dx_tied = cnnlite.max_pool2d_backward(np.ones((1, 1, 1, 1)), tied, 2)
halves = cnnlite.numeric_gradient(lambda v: cnnlite.max_pool2d(v, 2).sum(), tied)
assert np.allclose(halves[0, 0], [[0.5, 0], [0.5, 0]])
scale = (False, 5)


def passes(slope, right):
    """Return whether gradcheck accepts a slope beside another of 1000."""
    ours, true = np.array([1000, slope]), np.array([1000, right])
    return cnnlite.gradcheck(
        lambda v: (v * true).sum(), lambda dout, v: dout * ours, np.ones(2), rng=rng,
        every_entry=True,
    ).right  # fmt: skip


assert passes(0, right=0.0009)
assert not passes(0.011, right=0.001)
Predict(
    "A window holds 5, 1, 5 and 2; the upstream gradient is 1. Our backward pays it to "
    "the first 5. What does the central difference find for the two fives?",
    ("1 and 0", "1 and 1", "a half each", "0 and 0"),
    answer="a half each",
    why="Move one up by h: the largest moves up by h. Move it down: the other 5 is still "
    "there, nothing moves: a kink. h / 2h is a half. At a tie neither answer is wrong.",
    reasons={
        "1 and 0": "That is what backward says. To the wiggle both fives are alike.",
        "1 and 1": "Upwards, yes. But what happens when one of them moves down?",
        "0 and 0": "Downwards, yes. But what happens when one of them moves up?",
    },
    then=show_grids(
        Grid("window", tied[0, 0], scale=scale),
        Grid("backward", dx_tied[0, 0], scale=scale),
        Grid("wiggles", halves[0, 0].round(6), scale=scale),
    ),
    name="14.ties",
)

# %%
# Max pooling without ties, then ReLU at its kink. (`rng` is made in the folded cell above;
# `permutation` shuffles.)
far = rng.permutation(np.arange(25.0)).reshape(1, 1, 5, 5)  # 0 to 24: no two closer than 1
up_pool = rng.standard_normal((1, 1, 4, 4))
dx_pool = cnnlite.max_pool2d_backward(up_pool, far, 2, stride=1)
seen = cnnlite.numeric_gradient(
    lambda v: (cnnlite.max_pool2d(v, 2, stride=1) * up_pool).sum(), far
)
assert np.abs(dx_pool - seen).max() < 1e-8
print("without ties, max pooling agrees with the wiggles")
zero = np.array([0.0])
print("ReLU at 0: backward", cnnlite.relu_backward(np.ones(1), zero), end=", ")
print("wiggle", cnnlite.numeric_gradient(lambda v: cnnlite.relu(v).sum(), zero).round(6))

# %% [markdown]
# **The remedy:** check where there is no kink. Pixels that meet in a window must be well apart (ten $h$, to be safe), and
# what goes into ReLU as far from 0. Random numbers nearly always are.
#
# **The upstream gradient.** To check a layer alone you need a loss behind it: as in notebook 13, the sum of out · dout. With 1
# everywhere in dout that is the plain sum of the outputs.

# %% tags=["hidden"]
Predict(
    "Softmax makes 3 probabilities of 3 logits. The upstream gradient is 1, 1, 1. "
    "What is the gradient of the logits?",
    ("1, 1, 1", "the probabilities", "0, 0, 0", "one third each"),
    answer="0, 0, 0",
    why="The loss is the sum of the probabilities, and that is 1 for all logits. "
    "No wiggle moves it.",
    reasons={
        "1, 1, 1": "Then a logit's wiggle would move the sum of the probabilities.",
        "the probabilities": "What is their sum, before and after a wiggle?",
        "one third each": "What is the probabilities' sum, before and after a wiggle?",
    },
    name="14.ones",
)

# %%
logits, up, ones = np.log([2.0, 1, 1]), np.array([1.0, 2, -1]), np.ones(3)
p = cnnlite.softmax(logits)  # 0.5, 0.25, 0.25


def broken(dout):
    """Right is p·(dout − Σ p·dout); someone took the plain mean."""
    return p * (dout - dout.mean())


wiggles = cnnlite.numeric_gradient(lambda z: (cnnlite.softmax(z) * ones).sum(), logits)
print("upstream 1, 1, 1: broken is right:", np.allclose(broken(ones), wiggles))
wiggles = cnnlite.numeric_gradient(lambda z: (cnnlite.softmax(z) * up).sum(), logits)
print("upstream 1, 2, −1: wiggles", wiggles.round(4), "broken", broken(up).round(4))
dx_softmax = cnnlite.softmax_backward(up, logits)
assert np.abs(dx_softmax - wiggles).max() < 1e-8

# %% [markdown]
# With ones the broken function passes. `gradcheck` draws its upstream gradient at random.
#
# <details><summary>Softmax's backward in four ways</summary>
#
# | | |
# |---|---|
# | formula | $dz_i = p_i \left( dp_i - \sum_j p_j \, dp_j \right)$ |
# | arithmetic | `0.5·(1 − (0.5·1 + 0.25·2 + 0.25·(−1))) = 0.125` |
# | NumPy | `(p * (up - (p * up).sum()))[0]` |
# | PyTorch | `torch.func.grad(lambda z: (torch.softmax(z, 0) * up).sum())(logits)[0]` |
#
# </details><br>
#
# **Random directions.** One weight after the other takes two forwards each. Instead, wiggle all at once, each by its own
# random multiple of $h$. With slopes 2 and −3 and multiples 0.5 and 1 the slope along this direction must be
# `0.5·2 + 1·(−3) = −2`; two forwards tell whether it is. `gradcheck` tries three directions, or, with `every_entry=True`,
# each entry.

# %%
pictures, w = rng.standard_normal((2, 3, 9, 9)), rng.standard_normal((8, 3, 5, 5))
calls = []


def forward(kernels):
    calls.append(1)  # to count the forwards
    return cnnlite.conv2d(pictures, kernels)


def backward(dout, kernels):
    return cnnlite.conv2d_backward(dout, pictures, kernels)[1]


for every in (True, False):
    calls.clear()
    found = cnnlite.gradcheck(forward, backward, w, rng=rng, every_entry=every)
    how = "entry by entry" if every else "in three random directions"
    print(f"{w.size} weights, {how}: {found.message}, {len(calls)} forwards")

# %% [markdown]
# Six forwards, however many weights (the seventh finds the output's shape). A wrong gradient passes only if its error
# cancels in all three directions, which practically never happens. Each entry is slower, and tells where.
#
# **One kernel, one bug.** Somebody forgets to turn the kernel by 180° in dx. Who sees it?

# %% tags=["hidden"]
g = rng.integers(-3, 4, (1, 1, 4, 4)).astype(float)  # the upstream gradient
kinds = {
    "Gaussian": filters.gaussian(),
    "Sobel x": filters.sobel_x(),
    "box": filters.box(),
    "random": rng.integers(-3, 4, (3, 3)).astype(float),
}
kinds["sharpen"] = filters.sharpen()


def dx_of(kernel):
    """Return dx of a 4×4 image with padding 1."""
    image = np.zeros((1, 1, 4, 4))  # dx does not depend on it
    return cnnlite.conv2d_backward(g, image, kernel[None, None], padding=1)[0]


def compared(name, kernel):
    """Return the scene of one kernel: dx with and without the turn."""
    right, unturned = dx_of(kernel), dx_of(np.rot90(kernel, 2))
    errors = f"{name}: largest error {plots.color.number(np.abs(right - unturned).max())}"
    pair = [Grid("dx", right[0, 0]), Grid("dx, no turn", unturned[0, 0])]
    return Scene([Frame([Grid("kernel", kernel), *pair], errors)])


dx_gaussian, dx_sobel = dx_of(kinds["Gaussian"]), dx_of(kinds["Sobel x"])
for name, found in {"Gaussian": dx_gaussian, "Sobel x": dx_sobel}.items():
    seen = cnnlite.numeric_gradient(
        lambda v, k=kinds[name]: (cnnlite.conv2d(v, k[None, None], padding=1) * g).sum(),
        np.zeros((1, 1, 4, 4)),
    )
    assert np.abs(found - seen).max() < 1e-8
assert all(
    np.array_equal(kinds[n], np.rot90(kinds[n], 2)) for n in ("box", "Gaussian", "sharpen")
)
Predict(
    "You test with a Gaussian kernel. How wrong is dx, at most, without the turn?",
    answer=np.abs(dx_gaussian - dx_of(np.rot90(kinds["Gaussian"], 2))).max(),
    why="Turned by 180° a Gaussian is the same kernel: the bug changes nothing, and no "
    "test with this kernel can see it. Now try the other kernels.",
    then=NumberGrid(
        [compared(name, kernel) for name, kernel in kinds.items()],
        options={"kernel": list(kinds)},
        show=("kernel",),
        label="dx with and without the turn",
    ),
    name="14.trap",
)

# %% [markdown]
# (Purple is above 0, orange below.) **For your hands:** which kernels hide the bug, and why?
#
# <details><summary>Answer</summary>
#
# Gaussian, box and sharpen: half a turn leaves them as they are.
#
# </details><br>
#
# **A test by the mean.** A well-known course tests convolution's backward by the *mean* of each gradient. The dw of our
# convolution has 600 numbers: 8 kernels, 3 channels, 5×5. We shuffle them like cards.

# %% tags=["hidden"]
dout = rng.standard_normal((2, 8, 5, 5))
dw = cnnlite.conv2d_backward(dout, pictures, w)[1]
assert cnnlite.gradcheck(forward, backward, w, rng=rng).right
shuffled = rng.permutation(dw.ravel()).reshape(dw.shape)
assert np.isclose(dw.mean(), shuffled.mean(), rtol=0, atol=1e-12)
few = Grid("dw[0, 0]", dw[0, 0]), Grid("shuffled[0, 0]", shuffled[0, 0])
Predict(
    "How far does the mean of dw move?",
    ("a little", "a lot, as every number may be wrong", "not at all"),
    answer="not at all",
    why=f"Both means are {plots.color.number(dw.mean())}: a sum does not care for the "
    f"order. Yet single entries are off by up to {np.abs(dw - shuffled).max():.1f}.",
    reasons={
        "a little": "Which numbers are added up, before and after?",
        "a lot, as every number may be wrong": "The same cards are in the deck.",
    },
    then=show_grids(*few),
    name="14.mean",
)

# %% [markdown]
# **The bug zoo.** Ten bugs from real programs, built again, one wrong line each. Six tests look at each. Five run on a
# case, an image with settings:
#
# - **shape:** has each gradient the shape of its array?
# - **mean:** has each the mean that wiggles of its own forward give?
# - **loss falls:** do twenty steps of image, kernels and bias against their gradients lower the loss?
# - **one entry:** does the first entry agree with a wiggle?
# - **every entry:** do all, as in `gradcheck` with `every_entry=True`?
#
# The sixth has its own numbers:
#
# - **hand example:** does the code give what somebody worked out by hand? Each example was chosen to show its bug, so
#   this test always sees it.
#
# | bug | what is wrong |
# |---|---|
# | stride ignored | backward's windows move by 1 |
# | no 180° turn | dx slides the kernel as it is |
# | channels shuffled | the axes of dw stand in another order |
# | leftover rows first | dx: rows that no window reached come first |
# | half the padding kept | dx: its padding is cut off on two sides only |
# | padding wins | max pooling pads with 0, not −∞ |
# | winners misplaced | backward looks for the largest pixel in the unpadded image |
# | size without padding | outputs are missing |
# | size rounded up | a last window hangs over the edge |
# | overwrites | a pixel that wins two windows keeps one payment |
#
# <details><summary>Where they were met</summary>
#
# | bug | met in |
# |---|---|
# | stride ignored | [Kulbear](https://github.com/Kulbear/deep-learning-coursera/pull/34), [shaoanlu](https://github.com/shaoanlu/deeplearning.ai-Convolutional-Neural-Networks/issues/1), [rasbt](https://github.com/rasbt/machine-learning-book/pull/168) |
# | no 180° turn | [DeepLearning.AI's forum](https://community.deeplearning.ai/t/121204) |
# | channels shuffled | [tensorflow_macos](https://github.com/apple/tensorflow_macos/issues/230), [neon](https://github.com/NervanaSystems/neon/issues/111) |
# | leftover rows first | [Theano](https://github.com/Theano/Theano/issues/602) |
# | half the padding kept | [MrinmoiHossain](https://github.com/MrinmoiHossain/Deep-Learning-Specialization-Coursera/issues/3) |
# | padding wins | [numpy-ml](https://github.com/ddbourgin/numpy-ml) |
# | winners misplaced | [numpy-ml](https://github.com/ddbourgin/numpy-ml) |
# | size without padding | [deep-learning-from-scratch](https://github.com/oreilly-japan/deep-learning-from-scratch) |
# | size rounded up | [deep-learning-from-scratch](https://github.com/oreilly-japan/deep-learning-from-scratch) |
# | overwrites | [marsggbo](https://github.com/marsggbo/deeplearning.ai_JupyterNotebooks/issues/6) |
#
# Those of numpy-ml and deep-learning-from-scratch we measured; all code is ours. Ties:
# [Arraymancer](https://github.com/mratsim/Arraymancer/issues/142). Upstream gradients that cancel:
# [Odyssey](https://github.com/HomericIntelligence/Odyssey/pull/5107).
#
# </details>

# %% tags=["hidden"]
Predict(
    "Which bug passes the check of every entry, on every input without ties?",
    (
        "convolution: the kernel is not turned",
        "max pooling: the padding is 0, not −∞",
        "max pooling: overlapping windows overwrite each other",
        "convolution: the stride is ignored on the way back",
    ),
    answer="max pooling: the padding is 0, not −∞",
    why="The check compares a backward with its own forward. In this bug both see the same "
    "zeros, so they agree. Only numbers from elsewhere tell.",
    reasons={
        "convolution: the kernel is not turned": "That happens in dx. Forward is right, so "
        "the wiggles are right, and dx is not.",
        "max pooling: overlapping windows overwrite each other": "Where a pixel "
        "wins two windows, the wiggle finds both payments.",
        "convolution: the stride is ignored on the way back": "Forward is right, so the "
        "wiggles are right, and backward is not.",
    },
    name="14.passes",
)

# %% tags=["hidden"]
lazy, careful = zoo.matrix("lazy"), zoo.matrix("careful")
every = lazy.lights.index("every entry")
assert lazy.caught[:-1].sum() == 0
assert careful.caught.any(axis=0).all()  # each bug is caught by some test,
assert (~careful.caught).any(axis=0).all()  # and missed by another
unseen = np.array(careful.bugs)[~careful.caught[:-1].any(axis=0)]  # but by the hand example
assert list(unseen) == ["padding wins", "size without padding", "size rounded up"]
assert not (careful.caught[:every] & ~careful.caught[every]).any()
turn = zoo.BUGS["no 180° turn"]


def image_only(*given, **settings):
    """Return the wrong dx, and no gradients of kernels and bias."""
    first, *others = turn.backward(*given, **settings)
    return first, *(0 * other for other in others)


rising = zoo.descend(
    turn.forward, image_only, zoo.CASES["typical"]["conv"], np.random.default_rng(0)
)
assert rising[-1] > rising[0]
Predict(
    "A lazy case: an image of 5×5, one channel, a Gaussian kernel, stride 1, no padding; "
    "for max pooling 4×4 and windows of 2×2 side by side. How many of the ten bugs does "
    "the check of every entry catch there?",
    answer=int(lazy.caught[every].sum()),
    reasons={
        7: "So many it catches on a careful case. What is there to go wrong on this one?",
        10: "It checks all entries, but only on this case. What is there to go wrong?",
    },
    why="Nothing to cut off without padding, nothing to ignore with stride 1, nothing to "
    "mix up with one channel; half a turn leaves the Gaussian as it is; windows side by "
    "side share no pixel and leave none over. A careful case avoids all this and lets it "
    f"catch {careful.caught[every].sum()}:",
    then=plots.lights(*careful, title="careful case"),
    name="14.lazy",
)

# %%
BugZoo()

# %% [markdown]
# In the row of tests, dark purple: the test sees the bug; *crashed*, stopped by an error, counts. On the careful case *every
# entry* sees all that the first four tests see. Three bugs only the hand example sees: padding wins, size without padding,
# size rounded up.
#
# **For your hands:** take *no 180° turn* from *lazy* to *typical*. Which tests wake up, and why? Why does the loss still
# fall?
#
# <details><summary>Answers</summary>
#
# Mean, one entry and every entry: the kernel is no Gaussian there. Kernels and bias move, too, by right gradients; were the
# image to move alone, the loss would rise.
#
# </details>
#
# ## Your turn
#
# **Choose one test case, not the zoo's careful one, on which no bug can hide.** The check fills it with random numbers,
# runs the zoo's five bugs of convolution, and says which still give the right numbers, and why.
#
# - `size`: rows and columns of the image, up to 16;
# - `kernel`: an array of up to 7×7, such as `filters.gaussian()` or `np.array([[1, 2], [2, 1]])`; each channel of each
#   kernel gets a random multiple of it;
# - `channels` of the image;
# - `stride` and `padding`. Rows are left over where $H + 2p - k$ is no multiple of the stride.
#
# `hint("14.case")` helps.
#
# *Stretch*, in the second cell: make of `dw` a `wrong` gradient of the same shape and mean in which **no** entry is
# right. (`dw` is made in the folded cell on the mean. `dw.ravel()` is all numbers in one line, `.reshape(dw.shape)` undoes
# it.)

# %% tags=["exercise"]
case = {
    # stub: "size": (5, 5),
    "size": (6, 8),
    # end
    # stub: "kernel": None,  # your array, in place of None
    "kernel": np.array([[1, 2, 0], [0, 3, 1]]),
    # end
    # stub: "channels": 1,
    "channels": 2,
    # end
    # stub: "stride": 1,
    "stride": 3,
    # end
    # stub: "padding": 0,
    "padding": 1,
    # end
}
check("14.case", case)

# %% tags=["exercise"]
# stub: wrong = None  # your gradient, in place of None
wrong = np.roll(dw, 1)
# end
check("14.blind", (dw, wrong))

# %% [markdown]
# ## True or false, and on

# %% tags=["hidden"]
square = cnnlite.numeric_gradient(lambda v: (v * v).sum(), np.array([3.0]), h=0.5)
assert square == 6
Recall(
    Question(
        "“The loss falls in training, so the gradient is right.”",
        ("true", "false"),
        "false",
        f"In the careful case the loss falls with {10 - careful.caught[2].sum()} of the "
        "ten bugs. Any step that goes roughly downhill lowers it.",
    ),
    Question(
        "“For x² the central difference is exact, whatever h is, but for rounding.”",
        ("true", "false"),
        "true",
        "((x + h)² − (x − h)²) / 2h = 4xh / 2h = 2x. At 3, with h = 0.5, it finds "
        f"{square[0]:g}.",
    ),
    Question(
        "“A layer that passes the check of every entry computes what it should.”",
        ("true", "false"),
        "false",
        "Its backward fits its forward. Three bugs of the zoo pass, since both are wrong.",
    ),
    Question(
        "“A right gradient can fail the check.”",
        ("true", "false"),
        "true",
        "At a kink or a tie, or with a bad h, it is the witness that is wrong.",
    ),
    Question(
        "“With numbers of about 7 digits, float32, the check is as sharp.”",
        ("true", "false"),
        "false",
        "Even with the best h the central difference of x³ is off by 10⁻⁶ to 10⁻⁵: a right "
        "gradient would fail, or a wrong one pass.",
    ),
)

# %% [markdown]
# **In PyTorch:** `torch.autograd.gradcheck(f, x)` does the same in float64: both sides, every entry.
#
# **In short**
#
# - The witness is the central difference, in float64, with $h$ about 10⁻⁵; accept a relative error up to 10⁻⁶.
# - Stay away from kinks and ties, and draw the upstream gradient at random.
# - Three random directions check an array of any size with six forwards.
# - Stride 1, padding 0, one channel or a symmetric kernel hides bugs; so does a test of the mean or of the shape.
# - The check compares backward with its own forward: add one example that you computed by hand.
#
# Sources: the reports in the zoo's table.
#
# **Back to:** [13 Backprop through a convolution](13_backprop_convolution.ipynb). **Next:**
# [15 Four tiny images](15_four_tiny_images.ipynb).
