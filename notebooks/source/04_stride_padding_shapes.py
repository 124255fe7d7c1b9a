# %% [markdown]
# # Count the places, pad the border, widen the view
#
# **How large is the output of a convolution, and which pixels does it never look at?**
#
# 35 minutes. You need [03 Convolution](03_convolution.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import (
    ConvStepper,
    ReceptiveField,
    SameComparison,
    ShapeLab,
    show_grids,
)
from cnnlite.plots import Grid, staircase
from cnnlite.questions import Predict, Question, Recall, size_example, size_puzzle

# %% [markdown]
# ## Warm up
#
# One question from each of 01, 02 and 03. Skip them if you like; nothing waits for an answer.

# %% tags=["hidden"]
Recall(
    Question(
        "A photo has the shape (1, 3, 213, 320). What is 213?",
        ("its rows", "its columns", "its channels"),
        "its rows",
        "The order is image, channel, row, column.",
    ),
    Question(
        "The numbers of a kernel add up to 1. What does it give on an even gray wall?",
        ("0", "the gray of the wall", "white"),
        "the gray of the wall",
        "Every pixel is the same gray, so the sum is that gray times 1.",
        {"0": "That is what numbers that add up to 0 give."},
    ),
    Question(
        "A 2×2 kernel slides over 4×4 pixels. How many places has it along one side?",
        ("4", "3", "2"),
        "3",
        "It begins at 0, 1 or 2; from 3 on it would stick out.",
        {"4": "Not every pixel can be the first of a window.", "2": "Windows may overlap."},
    ),
)

# %% [markdown]
# ## Predict and see
#
# So far the kernel moved by one pixel. With a **stride** of 2 it moves by two, and the windows may not come out even at
# the end. Commit to an answer, and a laboratory opens.
#
# <!-- A1.12 -->

# %% tags=["hidden"]
first_controls = ("rows", "columns", "kernel_rows", "kernel_columns", "stride")
lab = ShapeLab(7, 10, stride=2, show=first_controls)
Predict(
    "A picture has 7 rows and 10 columns, the kernel is 3×3, the stride is 2. "
    "How many columns does the output have?",
    answer=lab.arrays["shape"].output[1],
    why="The windows begin at columns 0, 2, 4 and 6. One that began at 8 would need a "
    "column more than there is: the last column is never read.",
    reasons={
        5: "One window more would stick out by a column.",
        4.5: "There is no half window.",
        8: "That is with stride 1.",
        3: "That is the number of rows; or was the first window forgotten?",
    },
    then=lab,
    name="04.columns",
)

# %% [markdown]
# On the left, each number says how often a pixel is read (brighter is more often, 0 is never, with red stripes). On the
# right, point at an output to frame its window.
#
# **One question for your hands:** at stride 2, which numbers of rows leave no row unread? And why do corners count
# less than the middle?
#
# <details><summary>Answer</summary>3, 5, 7, …: what is left after the first window must be whole steps. A corner
# pixel is in one window only; one in the middle can be in nine.</details>
#
# **Padding** puts rows and columns of 0 around the picture, hatched below. **Dilation** leaves gaps between the cells
# of the kernel. A **setting code** is a short line for where the controls stand: `load` restores it, and `lab.code()`, in
# a cell of your own, gives yours, to keep or to send to a friend. The line *size* is worked out in the next part. Can
# you find gaps *between* the windows although the kernel is larger than the stride?
#
# <details><summary>Answer</summary>Load `stride=2 dilation=2`: every window reads even rows and columns, and nobody reads
# the odd ones.</details>

# %%
lab = ShapeLab()
lab.load("rows=6 columns=9 kernel_rows=2 stride=2 padding=1")
lab

# %% [markdown]
# ## By hand, then in code
#
# **Count the places.** Along one side, $n$ pixels, padding $p$ at both ends, a kernel of $k$, stride $s$. Lay the kernel
# at one end: $n + 2p - k$ pixels of room are left. As many whole steps as fit, and the first place: that is the size.
# ⌊ ⌋ means rounded down, as in `//`.
#
# | | |
# |---|---|
# | formula | $\text{out} = \lfloor (n + 2p - k) / s \rfloor + 1$ |
# | arithmetic | `⌊(10 + 2·1 − 3)/2⌋ + 1 = 5` |
# | NumPy | `len(range(0, n + 2 * p - k + 1, s))` |
# | PyTorch | `F.conv2d(x, w, stride=s, padding=p).shape[-1]` |
#
# `range` lists where the windows begin. `F` is `torch.nn.functional`; you need not install it. Rows and columns are
# counted apart, with the same formula. The articles' own examples, held against it:
#
# <!-- A2.7, A2.8, A2.9, A1.9, A3.1: article 3 has the right formula, without ⌊ ⌋ -->

# %%
n, k, s, p = 10, 3, 2, 1
picture = np.random.default_rng(4).integers(0, 10, (7, n)).astype(float)
plus = np.array([[0.0, 1, 0], [1, 1, 1], [0, 1, 0]])
x, w = picture[None, None], plus[None, None]

starts = list(range(0, n + 2 * p - k + 1, s))
print("windows begin at", starts, "of the padded row:", len(starts), "outputs")
assert len(starts) == cnnlite.conv_output_size(n, k, s, p)
assert cnnlite.conv2d(x, w, stride=s, padding=p).shape == (1, 1, 4, 5)

size = cnnlite.conv_output_size
articles.compare("A2.7", size(4, 3))
articles.compare("A2.8", size(4, 3, padding=1))
articles.compare("A2.9", [size(4, 3, stride=2, padding=ring) for ring in (0, 1)])
articles.compare("A1.9", [size(4, 3), size(32, 3)])

# %%
size_example(12, 4, 3, 1, level=1)

# %% [markdown]
# **Why pad?** Without padding (**valid**) two things go wrong: the map shrinks with every layer, and the border has
# less say than the middle. Below, 5×5 pixels are down to 1×1 after two layers; beside it, a ring of zeros
# keeps the size: **same**. The price: the outputs at the border count zeros that nobody photographed. **Full** goes
# to $k - 1$ on each side, as far as a window still meets the picture. In the laboratory above set *mode* to *full* and
# the stride to 1: how often is each pixel read now?
#
# <details><summary>Answer</summary>As often as the kernel has cells: every pixel meets every cell once.</details>
#
# | | |
# |---|---|
# | formula | $\text{out} = n + 2p - k + 1,\quad \text{same: } p = (k - 1)/2$ |
# | arithmetic | `10 + 2·1 − 3 + 1 = 10` |
# | NumPy | `cnnlite.conv2d(np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), w)` |
# | PyTorch | `F.conv2d(x, w, padding=1)` |
#
# <!-- A1.8, A1.9; P5, P7 -->

# %%
once = cnnlite.conv2d(x[:, :, :5, :5], w)
twice = cnnlite.conv2d(once, w)
ring = np.pad(picture[:5, :5], 1)
same = cnnlite.conv2d(ring[None, None], w)
first, valid = Grid("picture", picture[:5, :5]), Grid("valid", once[0, 0])
padded, kept = Grid("a ring of 0", ring, padding=((1, 1), (1, 1))), Grid("same", same[0, 0])
show_grids(first, "→", valid, "→", Grid("again", twice[0, 0]), padded, "→", kept)

# %% [markdown]
# **Stride leaves outputs out.** With stride 2 you get every second output of stride 1, along the rows and along the
# columns; output 3 is what was output 6. The framed numbers are the ones that stay.
#
# Below, stride and padding together, number by number: which of the nine outputs count zeros from the padding?
#
# | | |
# |---|---|
# | formula | $\text{out}_s[r, c] = \text{out}_1[s \cdot r,\ s \cdot c]$ |
# | arithmetic | `2·3 = 6` |
# | NumPy | `cnnlite.conv2d(x, w)[:, :, ::2, ::2]` |
# | PyTorch | `F.conv2d(x, w, stride=2)` |
#
# <!-- P6 -->

# %%
every, second = cnnlite.conv2d(x, w)[0, 0], cnnlite.conv2d(x, w, stride=2)[0, 0]
assert np.array_equal(every[::2, ::2], second)
stay = [(r, c) for r in range(0, len(every), 2) for c in range(0, len(every[0]), 2)]
show_grids(Grid("stride 1", every, marked=stay), "→", Grid("stride 2", second))

# %%
ConvStepper(picture[:5, :5], plus, stride=2, padding=1, show=("position", "play", "pin"))

# %% [markdown]
# **Dilation: a kernel with gaps.** With dilation $d$ the cells of the kernel lie $d$ pixels apart. It has as many numbers
# as before and covers $d \cdot (k - 1) + 1$ pixels: put that in place of $k$ in the size formula. It does the same as a
# larger kernel with zeros in between.
#
# | | |
# |---|---|
# | formula | $\text{out}[r, c] = \sum_i \sum_j \text{image}[r + d\,i,\ c + d\,j] \cdot \text{kernel}[i, j]$ |
# | arithmetic | `2·(3 − 1) + 1 = 5` |
# | NumPy | `cnnlite.conv2d(x, spread)` |
# | PyTorch | `F.conv2d(x, w, dilation=2)` |

# %%
spread = np.zeros((1, 1, 5, 5))
spread[:, :, ::2, ::2] = w
gaps = cnnlite.conv2d(x, w, dilation=2)
assert np.array_equal(gaps, cnnlite.conv2d(x, spread))
spaced, output = Grid("dilation 2", spread[0, 0]), Grid("output", gaps[0, 0])
show_grids(Grid("kernel", plus), "→", spaced, "→", output)

# %% [markdown]
# **"Same" is not the same everywhere.** An odd number of zeros cannot be shared out evenly, and a stride makes it
# worse. Pixels are numbered, padding is hatched. Start with 8 pixels, kernel 3, stride 2: PyTorch's usual padding and
# TensorFlow's have four outputs each, and every window is one pixel further right in TensorFlow. A network carried from
# one to the other goes wrong without any error. Then try an even kernel: on what is a window centered?
#
# <!-- A1.11, E16 -->

# %%
SameComparison(8, 3, 2)

# %% [markdown]
# **Layers look further.** One output of a 3×3 layer sees 3×3 pixels. One output of a second such layer sees 3×3 of
# those, and so more of the picture: its **receptive field**. Each layer adds its kernel less one, times its dilation,
# times how far apart neighbors in its input are in the picture: that is the product of all strides before.
#
# $$\text{reach} = 1 + \sum_{\text{layers}} (k - 1) \cdot d \cdot (\text{product of the strides before})$$
#
# Each row is a layer; point at any cell. Before you open the menu: two layers of 3 reach over 5 pixels. How far do
# three reach when the first has stride 2? And with dilations 1, 2 and 4?

# %%
ReceptiveField(
    {
        "3, then 3": [(3,), (3,)],
        "3 with stride 2, then 3, then 3": [(3, 2), (3,), (3,)],
        "3 with dilation 1, then 2, then 4": [(3,), (3, 1, 2), (3, 1, 4)],
        "3 with dilation 2, twice: gaps": [(3, 1, 2), (3, 1, 2)],
    },
    size=15,
)

# %% [markdown]
# ## Your turn
#
# Write the size formula as a function of whole numbers, without listing the places. The check tries even kernels,
# strides that do not come out even, and kernels that fit only thanks to the padding. For help write
# `hint("conv_output_size")`; when you have tried, `solution("conv_output_size")` shows one way.
#
# Below it, a puzzle: change the seed for another one, and the level, 1 to 4, for a harder one.
#
# *Stretch.* `receptive_field((3, 3), (2, 1))` is asked for two layers: a kernel of 3 with stride 2 on the picture, and a
# kernel of 3 with stride 1 on top. Return the reach, without dilation; `hint("04.receptive_field")` helps.


# %% tags=["exercise"]
def out_size(input_size, kernel_size, stride=1, padding=0):
    """Return how many outputs there are along one side."""
    # stub: return None  # your code, in place of None
    return (input_size + 2 * padding - kernel_size) // stride + 1
    # end


check("conv_output_size", out_size)

# %%
size_puzzle(seed=1, level=2)


# %% tags=["exercise"]
def receptive_field(kernels, strides):
    """Return over how many pixels one output of the last layer reaches."""
    # stub: return None  # your code, in place of None
    reach, apart = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        reach, apart = reach + (kernel - 1) * apart, apart * stride
    return reach
    # end


check("04.receptive_field", receptive_field)

# %% [markdown]
# ## True or false, and on
#
# Judge first; the cell after the questions runs what they are about. Here $f$ is the size of the kernel.
#
# <!-- E14, E15, E16, E36, E48; A1.8, A1.10, A1.11, A3.1 -->

# %% tags=["hidden"]
half = (30 + 2 * 0 - 2 + 1) / 2 + 1
Recall(
    Question(
        "“The output has (n + 2p − f + 1)/s + 1 pixels along a side.”",
        ("true", "false"),
        "false",
        "Article 1 counts the first place twice, and does not round: 30 pixels, kernel 2, "
        f"stride 2 would give {half}. At p = 0, s = 1 it contradicts its own n − f + 1.",
    ),
    Question(
        "“The size formula holds for any padding, not only for same.”",
        ("true", "false"),
        "true",
        "Article 1 lists it under same padding; but same needs p = (f − 1)/2, s = 1.",
    ),
    Question(
        "“A kernel may have an even size.”",
        ("true", "false"),
        "true",
        "Article 1 asks for odd ones. Even ones work, article 0 uses 2×2. What they lack "
        "is a center pixel, so same padding is one pixel longer on one side.",
    ),
    Question(
        "“Zero padding controls the size of the input picture.”",
        ("true", "false"),
        "false",
        "Article 3 says so. The picture stays; padding sets the size of the output.",
    ),
    Question(
        "“Small kernels do not cover the whole picture; zero padding cures that.”",
        ("true", "false"),
        "false",
        "Article 3 again. Without dilation, gaps come only from a stride larger than the "
        "kernel, and they stay whatever the padding is.",
    ),
)

# %%
stated = [(n + 2 * p - f + 1) / s + 1 for n, f, p, s in articles.SIZES]
right = [cnnlite.conv_output_size(n, f, s, p) for n, f, p, s in articles.SIZES]
articles.compare("A1.20", right)
print("the article's formula on the same sizes:", stated)
even, wider = size(10, 2), size(10, 2, padding=1)
print(f"2×2 kernel on 10 pixels: {even} outputs, with padding 1: {wider}")
for padding in range(3):
    shape = ShapeLab(10, 10, 2, 2, stride=3, padding=padding).arrays["shape"]
    unread = (shape.pixels == 0).sum()
    print(f"kernel 2, stride 3, padding {padding}: {unread} of 100 pixels never read")
staircase(3, article=True)

# %% [markdown]
# The dots are true sizes: stairs, as a size grows only when a whole step more fits. The dashed lines are the article's.
#
# **In PyTorch:** `torch.nn.Conv2d(1, 1, 3, stride=2, padding=1, dilation=1)` has all three; `padding="same"` works
# with stride 1 only.
#
# **In short**
#
# - Size: the room $n + 2p - k$ over the stride, rounded down, plus one; rows and columns apart.
# - What is rounded off is never read; corners are read less than the middle.
# - Valid shrinks, same keeps the size at stride 1, full lets every pixel meet the whole kernel.
# - Dilation spreads the kernel; its span takes the place of $k$.
# - Layers add up: the receptive field grows with kernels, dilations and strides before.
#
# Sources: article 1 (padding, stride), article 2 (Accedia, part I), article 3 and the paper behind it;
# the documentation of `torch.nn.Conv2d` and of `tf.nn` on padding.
#
# **Next:** [05 Channels](05_channels.ipynb).
