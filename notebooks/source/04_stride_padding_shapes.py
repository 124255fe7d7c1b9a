# %% [markdown]
# # Count the places, pad the border, widen the view
#
# **How large is the output of a convolution, and which pixels does it never look at?**
#
# 40 minutes; the stretch and the last part come on top, and can wait. You need [03 Convolution](03_convolution.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite.data import articles
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import ReceptiveField, SameComparison, ShapeLab, show_grids
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
# So far the kernel moved by one pixel. With a **stride** of 2 it moves by two, and the last window may not reach the
# last pixel. Commit to an answer, and a laboratory opens.
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
# right, each number says how many pixels that output reads; point at one to frame its window.
#
# **For your hands:** at stride 2, with 3 kernel rows, which numbers of rows leave none unread? Then press *Reset* and set
# stride 1: why are corners read less than the middle?
#
# <details><summary>Answer</summary>3, 5, 7, …: after the first window there must be whole steps of 2. At stride 1 a
# corner pixel is in one window only, one in the middle in nine.</details>
#
# Now the whole laboratory, with a kernel of 2×3.

# %%
lab = ShapeLab(6, 9, 2, 3, stride=2, padding=1)
lab

# %% [markdown]
# **Padding** 1 puts one row or column of 0 on each side of the picture, hatched above. The outputs at the border read
# fewer pixels for it. **Dilation** leaves gaps between the cells of the kernel: 1 is no gap, 2 skips one pixel. The line
# *size* is worked out in the next part.
#
# **For your hands:** with dilation, can you leave pixels in the middle unread, although the kernel is larger than the
# stride?
#
# <details><summary>Answer</summary>Set kernel rows 3, dilation 2, padding 0: every window reads even rows and columns
# only.</details>
#
# To keep what you found, `lab.code()` gives a **setting code**, a short line for what you changed, and
# `lab.load("kernel_rows=3 padding=0 dilation=2")` restores it.

# %% [markdown]
# ## By hand, then in code
#
# **Count the places.** Along one side, $n$ pixels, padding $p$ at both ends, a kernel of $k$, stride $s$. Lay the kernel
# at one end of the padded row: $n + 2p - k$ pixels of room are left. As many whole steps as fit, and the first place:
# that is the size.
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
# counted apart, with the same formula. First the picture and the kernel of this part; then the articles' sizes, and a
# size for you to finish: fill in the blanks, and choose the rule behind each line.
#
# <!-- A2.7, A2.8, A2.9, A1.9, A3.1: article 3 has the right formula, without ⌊ ⌋ -->

# %%
n, k, s, p = 10, 3, 2, 1
picture = np.random.default_rng(4).integers(0, 10, (7, n)).astype(float)
plus = np.array([[0.0, 1, 0], [1, 1, 1], [0, 1, 0]])
x, w = picture[None, None], plus[None, None]
show_grids(Grid("picture", picture), Grid("kernel", plus))

# %%
starts = list(range(0, n + 2 * p - k + 1, s))
print("windows begin at", starts, "of the padded row:", len(starts), "outputs")
size = cnnlite.conv_output_size
assert len(starts) == size(n, k, s, p)
articles.compare("A2.7", size(4, 3))
articles.compare("A2.8", size(4, 3, padding=1))
articles.compare("A2.9", [size(4, 3, stride=2, padding=ring) for ring in (0, 1)])
articles.compare("A1.9", [size(4, 3), size(32, 3)])
size_example(12, 4, 3, 1, level=1)

# %% [markdown]
# **Why pad?** Without padding (**valid**) two things go wrong: the output shrinks with every layer (one convolution
# after another: each is a layer), and the border has less say than the middle. A ring of zeros keeps the size, and gives
# the border more windows: **same**. The price: the outputs at the border count zeros that nobody photographed.
#
# **Full** goes further, to $k - 1$ zeros on each side: the first window meets the picture in one corner only. In the
# second laboratory (2×3 kernel) set *mode* to *full* and the stride to 1: how often is each pixel read now?
#
# <details><summary>Answer</summary>As often as the kernel has cells: every pixel meets every cell once.</details>
#
# | | |
# |---|---|
# | formula | $\text{out} = n + 2p - k + 1$ |
# | arithmetic | `10 + 2·1 − 3 + 1 = 10` |
# | NumPy | `cnnlite.conv2d(np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), w)` |
# | PyTorch | `F.conv2d(x, w, padding=1)` |
#
# This is at stride 1; for *same*, with an odd $k$, set $p = (k - 1)/2$. `np.pad` takes a pair for each axis, how many
# zeros before and after; one number pads all sides alike. Below, a corner of 5×5 pixels: in the framed middle of *same*
# no zero is read, so it is *valid*.
#
# <!-- A1.8, A1.9; P5, P7 -->

# %%
once = cnnlite.conv2d(x[:, :, :5, :5], w)
twice = cnnlite.conv2d(once, w)
ring = np.pad(picture[:5, :5], 1)
same = cnnlite.conv2d(ring[None, None], w)
first, valid = Grid("picture", picture[:5, :5]), Grid("valid", once[0, 0])
around = Grid("picture in a ring of 0", ring, padding=((1, 1), (1, 1)))
kept = Grid("same", same[0, 0], window=(1, 1, 3, 3))
show_grids([first, "→", valid, "→", Grid("valid twice", twice[0, 0])], [around, "→", kept])

# %% [markdown]
# **Stride leaves outputs out.** With stride 2 you get every second output of stride 1, along the rows and along the
# columns: the framed ones. Output 3 of stride 2 is output 2·3 = 6 of stride 1.
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

# %% [markdown]
# **Dilation: a kernel with gaps.** With dilation $d$ neighboring cells of the kernel lie $d$ pixels apart ($d = 1$: side
# by side). It has as many numbers as before and covers $d \cdot (k - 1) + 1$ pixels: put that in place of $k$ in both
# size formulas. So 3×3 covers 5×5, and 7×10 pixels give `(7 − 5)/1 + 1 = 3` rows and `(10 − 5)/1 + 1 = 6` columns.
# It does the same as a larger kernel with zeros in between, called `spread` here. A kernel that covers more than the
# padded picture has no place at all: an error.
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
spaced, output = Grid("kernel with dilation 2", spread[0, 0]), Grid("output", gaps[0, 0])
show_grids(Grid("picture", picture), "×", spaced, "→", output)

# %% [markdown]
# **Layers look further.** One output of a 3×3 layer sees 3×3 pixels. One output of a second such layer sees 3×3 of
# those, and so more of the picture: its **receptive field**. How many pixels that is along one side we call its reach.
#
# Kernel 3, then 3: `1 + 2 + 2 = 5`. Why 2 and not 3? One cell is there already.
#
# If the first layer has stride 2, neighbors in its output come from windows 2 pixels apart. So each of the second
# layer's two steps counts double: `1 + 2 + 2·2 = 7`. In general, summed over the layers, with $d$ the dilation of a layer
# and $S$ the product of the strides of all layers *before* it (1 for the first layer; its own stride does not count):
#
# | | |
# |---|---|
# | formula | $\text{reach} = 1 + \sum (k - 1)\, d\, S$ |
# | arithmetic | `1 + 2·1·1 + 2·1·2 = 7` |
# | NumPy | `cnnlite.conv2d(cnnlite.conv2d(x[..., :7, :7], w, stride=2), w)` |
# | PyTorch | `F.conv2d(F.conv2d(x[..., :7, :7], w, stride=2), w)` |
#
# The last two lines test it: 7×7 pixels are the fewest that leave an output. Below, the lowest row is the picture, each
# row above it a layer; point at any cell to frame what it reads. Work out before you open the menu: how far do three
# layers of 3 reach when the first has stride 2? And with dilations 1, 2 and 4?
#
# <details><summary>Answer</summary>`1 + 2 + 2·2 + 2·2 = 11` and `1 + 2·1 + 2·2 + 2·4 = 15`; the line under the picture has
# the same sum. The last entry of the menu leaves gaps: it reaches over 9 pixels and reads 5.</details>

# %%
# A layer is (kernel, stride, dilation); what is left out is 1.
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
# Write the size formula as a function of its four arguments (not of the `n`, `k`, `s`, `p` from above). The check tries
# even kernels, strides that do not come out even, and kernels that fit only thanks to the padding. For help write
# `hint("conv_output_size")`; when you have tried, `solution("conv_output_size")` shows one way.


# %% tags=["exercise"]
def out_size(input_size, kernel_size, stride=1, padding=0):
    """Return how many outputs there are along one side."""
    # stub: return None  # your code, in place of None
    return (input_size + 2 * padding - kernel_size) // stride + 1
    # end


check("conv_output_size", out_size)

# %%
# A puzzle; another seed asks another one. Its levels:
# 1: stride 1, no padding. 2: other strides. 3: padding, too. 4: dilation, too.
size_puzzle(seed=1, level=2)

# %% [markdown]
# *Stretch.* `receptive_field((3, 3), (2, 1))` is asked for two layers: a kernel of 3 with stride 2 on the picture, and a
# kernel of 3 with stride 1 on top. Return the reach, without dilation; `hint("04.receptive_field")` helps.


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
# Judge first; the cell after the questions runs what they are about.
#
# <!-- E14, E15, E16, E36, E48; A1.8, A1.10, A1.11, A3.1 -->

# %% tags=["hidden"]
half = (30 + 2 * 0 - 2 + 1) / 2 + 1
Recall(
    Question(
        "“The output has (n + 2p − k + 1)/s + 1 pixels along a side.”",
        ("true", "false"),
        "false",
        "Article 1 counts the first place twice, and does not round: 30 pixels, kernel 2, "
        f"stride 2 would give {half}. At p = 0, s = 1 it contradicts its own n − k + 1.",
    ),
    Question(
        "“The size formula holds for any padding that is equal at both ends.”",
        ("true", "false"),
        "true",
        "Article 1 has it under same padding only; but same needs p = (k − 1)/2, s = 1.",
    ),
    Question(
        "“A kernel may have an even size.”",
        ("true", "false"),
        "true",
        "Article 1 asks for odd ones. Even ones work, article 0 uses 2×2. What they lack "
        "is a center pixel: to keep the size, one side needs a zero more than the other.",
    ),
    Question(
        "“Zero padding is there to set the size of the input picture.”",
        ("true", "false"),
        "false",
        "Article 3 says so. The picture keeps its pixels; padding sets the "
        "size of the output.",
    ),
    Question(
        "“A stride larger than the kernel skips pixels; zero padding cures that.”",
        ("true", "false"),
        "false",
        "Article 3 pads because small kernels do not cover the picture. A leftover at the "
        "end padding can cure; gaps between the windows it cannot.",
    ),
)

# %%
right = [size(pixels, f, step, ring) for pixels, f, ring, step in articles.SIZES]
print("pixels, kernel, padding, stride:", *articles.SIZES)
articles.compare("A1.20", right)
even, wider = size(10, 2), size(10, 2, padding=1)
print(f"2×2 kernel on 10 pixels: {even} outputs, with padding 1: {wider}")
for padding in range(3):
    shape = ShapeLab(10, 10, 2, 2, stride=3, padding=padding).arrays["shape"]
    unread = (shape.pixels == 0).sum()
    print(f"kernel 2, stride 3, padding {padding}: {unread} of 100 pixels never read")
staircase(3, article=True)

# %% [markdown]
# The marks are true sizes: stairs, as a size grows only when a whole step more fits. The dashed lines are the article's.
#
# **In PyTorch:** `torch.nn.Conv2d(1, 1, 3, stride=2, padding=1, dilation=1)` has all three (the 1s: channels, next
# notebook); `padding="same"` works with stride 1 only.
#
# **In short**
#
# - Size: the room $n + 2p - k$ over the stride, rounded down, plus one; rows and columns apart.
# - What is rounded off, at the end of the padded row, is never read; without padding corners are read least.
# - Valid shrinks; at stride 1, same keeps the size, and with full every pixel meets the whole kernel.
# - Dilation spreads the kernel; its span takes the place of $k$.
# - Layers add up: the receptive field grows with kernels, dilations and strides before.
#
# Sources: article 1 (padding, stride), article 2 (Accedia, part I), article 3 and the paper it sums up,
# [P. Murugan's](https://arxiv.org/abs/1711.03278); the documentation of `torch.nn.Conv2d` and of `tf.nn` on padding.
#
# **Next:** [05 Channels](05_channels.ipynb).
#
# ## Going deeper
#
# You may stop here. **"Same" is not the same everywhere.** TensorFlow is another library. For 8 pixels, kernel 3 and
# stride 2, four outputs need one zero in all. TensorFlow puts it at the end. In PyTorch one writes `padding=(k-1)//2`:
# one zero at each end, and every window is one pixel further left. A network carried from one to the other goes wrong
# without any error. Below, pixels are numbered, padding is hatched. Then try kernel 4 at stride 1: on what is a window
# centered?
#
# <details><summary>Answer</summary>Between two pixels, such as `0.5`; and $(k - 1)//2$ gives 7 outputs, not 8.</details>
#
# <!-- A1.11, E16 -->

# %%
SameComparison(8, 3, 2)
