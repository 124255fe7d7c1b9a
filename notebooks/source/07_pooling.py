# %% [markdown]
# # Shrink a map
#
# **What may a network forget, and what does it keep when it makes a map smaller?**
#
# 40 minutes; what is folded or called *stretch* comes on top. You need [04 Shapes](04_stride_padding_shapes.ipynb),
# [05 Channels](05_channels.ipynb) and [06 Activations](06_activations.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import filters, nn
from cnnlite.data import articles, photos
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import (
    PhotoPooling,
    PoolingZoo,
    RegionPooling,
    ShiftPooling,
    show_grids,
)
from cnnlite.plots import Grid, feature_maps, profile
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like; nothing waits for an answer.

# %% tags=["hidden"]
Recall(
    Question(
        "A picture of 7 columns, a 2×2 kernel, stride 2: how many columns come out?",
        ("3", "3.5", "4", "6"),
        "3",
        "⌊(7 − 2)/2⌋ + 1: the last column is never read.",
    ),
    Question(
        "The picture becomes twice as high and twice as wide. What needs more parameters?",
        ("a convolution on it", "a dense layer on it", "both"),
        "a dense layer on it",
        "It has a weight for each pixel and output; a kernel stays as large as it is.",
    ),
    Question(
        "A feature map went through ReLU. Which number cannot be in it?",
        ("0", "−1", "1000"),
        "−1",
        "What is negative becomes 0; upwards there is no limit.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# A feature map says how strongly something was found, at each place. Later layers often need less: *was* it found, and
# *about* where? **Pooling** slides a window over the map, as a convolution does, but has no kernel: a fixed rule makes
# one number of each window. Four rules:
#
# - **max pooling**: the largest;
# - **average pooling**: their mean;
# - **min pooling**: the smallest;
# - **L2 pooling**: the square root of the sum of their squares: how strong all are together, whatever their signs.
#
# Mostly the stride is the window's size, so windows do not overlap: 2×2 halves the map's height and width
# (*downsampling*).
#
# <!-- A2.11, A3.5, A1.14 -->

# %% tags=["hidden"]
grid = articles.POOLING_GRID
zoo = PoolingZoo(grid, show=("position", "pooling", "window", "stride"))
Predict(
    "A window holds the numbers 1, 0, 4 and 6. Which rule gives the largest result?",
    ("max", "average", "min", "L2"),
    answer="L2",
    why="√(1² + 0² + 4² + 6²) is the root of 53, more than 7. On no window is L2 below the "
    "largest number: the square of that one is among what is added.",
    reasons={
        "max": "Max gives 6. L2 adds the other squares to that of 6: the root is more."
    },
    then=zoo,
    name="07.largest",
)

# %% [markdown]
# The frame on the left shows what the framed output reads; the line below has the arithmetic. Black is 0, white is the
# grid's largest number; an output above that is white, too.
#
# **Two questions for your hands:** with max and 2×2 windows at stride 1, how many outputs are there, and in how many of
# them does the 8 appear? For which windows and strides (three pairs) is the last column never read?
#
# <details><summary>Answers</summary>
#
# Nine, and in two: the windows overlap. 2×2 at stride 3, and 3×3 at stride 2 or 3.
#
# </details><br>
#
# Now a whole picture: a drawing in thin black lines, on white paper.
#
# <!-- P9; P11, A2.33, E33 -->

# %% tags=["hidden"]
controls = ("image", "pooling", "window", "outputs")
lab = PhotoPooling("drawing", "min", 4, show=controls)
Predict(
    "Windows of 4×4 pixels. Which pooling keeps the lines black?",
    ("max", "average", "min"),
    answer="min",
    why="A line is 1 or 2 pixels wide, so most windows on it hold white pixels, too. Max "
    "takes those, and the line is gone; average makes it gray; min takes the black ones.",
    reasons={
        "max": "The largest number is the brightest: white.",
        "average": "A few black pixels among white ones make light gray.",
    },
    then=lab,
    name="07.drawing",
)

# %% [markdown]
# **For your hands:** try the other three rules. (In L2, the line above the picture says which number is white.) Then
# compare max with min on the *temple*, window 8: what grows?
#
# <details><summary>Answers</summary>
#
# Bright things with max, dark ones with min: look at the roof's tip, and at the tree at the right border.
#
# </details>
#
# ## By hand, then in code
#
# **Max.** $s$ is the stride; $i$ and $j$ run over the window. `x` is the grid above as one image of one channel, and the
# arithmetic is its top left window.
#
# | | |
# |---|---|
# | formula | $\text{out}[r, c] = \max_{i, j}\ \text{x}[s r + i,\ s c + j]$ |
# | arithmetic | `max(1, 0, 4, 6) = 6` |
# | NumPy | `cnnlite.max_pool2d(x, 2)` |
# | PyTorch | `F.max_pool2d(x, 2)` |
#
# **Average.** For a window of $k$ rows and $k$ columns:
#
# | | |
# |---|---|
# | formula | $\text{out}[r, c] = \frac{1}{k^2} \sum_{i} \sum_{j} \text{x}[s r + i,\ s c + j]$ |
# | arithmetic | `(1 + 0 + 4 + 6)/4 = 2.75` |
# | NumPy | `cnnlite.avg_pool2d(x, 2)` |
# | PyTorch | `F.avg_pool2d(x, 2)` |
#
# The size is that of notebook 04, without padding $\lfloor (n - k)/s \rfloor + 1$; articles 1 and 3 leave out the ⌊ ⌋. Each
# channel is pooled by itself, so there are as many after as before.
#
# <details><summary>L2 in four ways, and article 3's letters</summary>
#
# Of the two 2s, the first is the L's.
#
# | | |
# |---|---|
# | formula | $\text{out}[r, c] = \sqrt{\sum_{i} \sum_{j} \text{x}[s r + i,\ s c + j]^2}$ |
# | arithmetic | `√(1² + 0² + 4² + 6²) = 7.2801` |
# | NumPy | `cnnlite.lp_pool2d(x, 2, 2)` |
# | PyTorch | `F.lp_pool2d(x, 2, 2)` |
#
# In article 3, $P^{pq}_{mn}$ is the largest number of window $(m, n)$ on the map $C^{pq}$.
#
# </details>
#
# <details><summary>Min in four ways: it gives the stretch away, so open it afterwards</summary>
#
# | | |
# |---|---|
# | formula | $\text{out}[r, c] = \min_{i, j}\ \text{x}[s r + i,\ s c + j]$ |
# | arithmetic | `min(1, 0, 4, 6) = 0` |
# | NumPy | `cnnlite.min_pool2d(x, 2)` |
# | PyTorch | `-F.max_pool2d(-x, 2)` |
#
# </details>
#
# <!-- A3.17 (C), A3.5, A1.13, A3.4 -->

# %%
x = articles.POOLING_GRID[None, None]  # one image of one channel
by_hand = np.zeros((2, 2))
for r in range(2):
    for c in range(2):
        window = x[0, 0, 2 * r : 2 * r + 2, 2 * c : 2 * c + 2]
        by_hand[r, c] = window.max()
assert np.array_equal(by_hand, cnnlite.max_pool2d(x, 2)[0, 0])

rules = {
    "max": cnnlite.max_pool2d,
    "average": cnnlite.avg_pool2d,
    "min": cnnlite.min_pool2d,
}
show_grids(*[Grid(name, pool(x, 2)[0, 0]) for name, pool in rules.items()])

# %% [markdown]
# **A ring of what?** A convolution pads with 0. What would a ring of zeros do to the maximum, where all numbers of a map
# are negative? Draw the ring and the windows.

# %% tags=["hidden"]
below = np.array([[-7.0, -2, -5, -9], [-3, -8, -1, -4], [-6, -2, -9, -5]])
zeros = cnnlite.max_pool2d(np.pad(below, 1)[None, None], 2)[0, 0]
right = cnnlite.max_pool2d(below[None, None], 2, padding=1)[0, 0]
assert (right < 0).all()
written = " / ".join(" ".join(f"{n:g}".replace("-", "−") for n in row) for row in zeros)
Predict(
    "A map of 3×4 negative numbers, a ring of zeros around it, max pooling of 2×2 windows "
    "at stride 2: how many of the 2×3 outputs are 0?",
    answer=int((zeros == 0).sum()),
    why="Every window that reaches into the ring finds a 0, which beats all numbers of the "
    f"map. Only the one at the bottom in the middle does not: {written}. Below, the ring "
    "is −∞, which never wins.",
    reasons={
        3: "Those are the three at the top; the sides reach into the ring, too.",
        6: "One window lies within the map: the middle one at the bottom.",
        0: "0 is larger than any number of this map.",
    },
    then=PoolingZoo(below, padding=1, show=("position", "pooling", "padding")),
    name="07.padding",
)

# %% [markdown]
# So each rule has its own padding: −∞ for max, +∞ for min. In average and L2 pooling it is 0, and counts: at the top left,
# −7 is divided by 4. As in PyTorch, padding is at most half the window.
#
# **Told a size.** So far the output grows with the picture, but a dense layer needs always the same number of inputs.
# Three answers:
#
# - **global pooling**: one window, the whole map: one number for each channel;
# - **adaptive pooling**: you say how many outputs, and the map is cut into as many regions. Region $i$ of $m$, counted
#   from 0, on $n$ rows: it begins at row $\lfloor i \cdot n / m \rfloor$ and ends before row
#   $\lceil (i + 1) \cdot n / m \rceil$ (rounded up). Of 7 columns, 4 regions begin at 0, 1, 3, 5 and end before 2, 4, 6, 7;
# - **fractional pooling**: you say how many, too, but all windows have one size, and start unevenly apart, by chance. From
#   7 columns to 4, windows of 2 start 1 or 2 apart.
#
# <!-- A2.11, A1.15 -->

# %% tags=["hidden"]
numbers = np.random.default_rng(35).permutation(35).reshape(5, 7).astype(float)
lab = RegionPooling(numbers, show=("position", "pooling", "output"))
Predict(
    "5 rows become 3 outputs by adaptive pooling. How many rows does the middle one read?",
    answer=lab.scene.frames[4].items[0].window[2],
    why="From ⌊1·5/3⌋ = 1 to before ⌈2·5/3⌉ = 4: rows 1, 2 and 3. The others read 2 rows; "
    "row 1 and row 3 are read twice.",
    reasons={
        1: "Then the outer ones would read 2 each, and nothing overlaps; but ⌈2·5/3⌉ is 4.",
        2: "The outer ones read 2. The middle one is number 1, as counting starts at 0.",
    },
    then=lab,
    name="07.regions",
)

# %% [markdown]
# **For your hands**, at output 3×4: which columns does adaptive pooling read twice? Which windows move between the three
# draws of fractional max? (Look at the top row, positions 1 to 4.)
#
# <details><summary>Answers</summary>
#
# Columns 1, 3 and 5. The two in between (they begin at 2 and 4, 1 and 3, 2 and 3); the first and the last stay.
#
# </details><br>
#
# In the photo explorer above you can choose all of these, too.
#
# **Global average**, on the 3×3 picture of notebook 05, `nine` in the next cell:
#
# | | |
# |---|---|
# | formula | $\text{out} = \frac{1}{H W} \sum_{r} \sum_{c} \text{x}[r, c]$ for a map of $H$ rows and $W$ columns |
# | arithmetic | `(2 + 4 + 3 + 1 + 5 + 6 + 8 + 2 + 9)/9 = 4.4444` |
# | NumPy | `cnnlite.global_avg_pool2d(nine)` |
# | PyTorch | `F.adaptive_avg_pool2d(nine, 1)` |
#
# <details><summary>Adaptive and fractional in four ways: where the second row of windows begins</summary>
#
# | | |
# |---|---|
# | formula | $\text{out}[r, c] = \max$ of rows $\lfloor r H/m \rfloor$ to before $\lceil (r + 1) H/m \rceil$, and columns likewise |
# | arithmetic | `⌊1·5/3⌋ = 1` |
# | NumPy | `cnnlite.adaptive_max_pool2d(cells, (3, 4))` |
# | PyTorch | `F.adaptive_max_pool2d(cells, (3, 4))` |
#
# `cells` is the grid of the explorer. `samples` holds a random $u$ for the columns, and one for the rows, `0.5`. $a$ is the
# mean step, for the rows $(5 - 2)/(3 - 1)$:
#
# | | |
# |---|---|
# | formula | $\text{start}_i = \lfloor (i + u)\, a \rfloor - \lfloor u\, a \rfloor$, and the last window ends with the map |
# | arithmetic | `⌊(1 + 0.5)·1.5⌋ − ⌊0.5·1.5⌋ = 2` |
# | NumPy | `cnnlite.fractional_max_pool2d(cells, 2, (3, 4), samples)` |
# | PyTorch | `F.fractional_max_pool2d(cells, 2, (3, 4), _random_samples=samples)` |
#
# </details><br>
#
# Article 2 gives the maximum, sum and mean of the top left window (orange) and the maximum of the top right one (green).
# Its picture is lost; our grid is the well-known one that fits these numbers.
#
# <!-- A2.20 (C), A1.18, A1.19; P11 -->

# %%
nine = articles.NINE[None, None]
articles.compare("A1.18", cnnlite.global_max_pool2d(nine).item())
articles.compare("A1.19", cnnlite.global_avg_pool2d(nine).item())
orange, green = x[..., :2, :2], x[..., :2, 2:]  # two windows that article 2 colors
articles.compare("A2.20", [orange.max(), orange.sum(), orange.mean(), green.max()])
maps = [pool(x, 2)[0, 0] for pool in rules.values()]
articles.compare("A2.20.maps", [*maps, cnnlite.lp_pool2d(x, 2, 2)[0, 0]])

cells, samples = numbers[None, None], np.array([[[0.2, 0.5]]])  # for the folded tables
temple = photos.photo("temple")[None, None, :208]  # a few rows less: whole windows
feature_maps({f"{name} of 8×8": pool(temple, 8)[0, 0] for name, pool in rules.items()})

# %% [markdown]
# **What does pooling keep?** Three tests: noise on an even gray wall, an edge, and a shift.
#
# <!-- A3.29, E47; A2.32, E46, P10 -->

# %% tags=["hidden"]
noise = np.random.default_rng(7).standard_normal((1, 1, 400, 400))  # standard deviation 1
calm, lifted = cnnlite.avg_pool2d(noise, 2), cnnlite.max_pool2d(noise, 2)
assert abs(calm.std() - 0.50) < 0.005
assert abs(lifted.std() - 0.70) < 0.005
assert abs(lifted.mean() - 1.03) < 0.005
wall = 0.5 + 0.12 * noise[0, 0, :60, :60]
walls = {"the wall": wall, "max": 0.5 + 0.12 * lifted[0, 0, :30, :30]}
walls["average"] = 0.5 + 0.12 * calm[0, 0, :30, :30]
Predict(
    "To every pixel of a gray wall noise was added, as in notebook 02. Then 2×2 windows "
    "are pooled. Which leaves the least noise, and the right gray?",
    ("max pooling", "average pooling", "both alike"),
    answer="average pooling",
    why=f"Average pooling leaves {calm.std():.2f} of noise of standard deviation 1; max "
    f"leaves {lifted.std():.2f}, and lifts the mean by {lifted.mean():.2f} standard "
    "deviations. Article 3 says that pooling removes noise; averaging does.",
    reasons={
        "max pooling": "Max calms the noise a little, too; but it takes the brightest of "
        "four, so the wall becomes lighter.",
        "both alike": "Max takes the brightest of four, so the wall becomes lighter.",
    },
    then=feature_maps(walls),
    name="07.noise",
)

# %% tags=["hidden"]
ramp = np.array([0, 0, 0, 64, 128, 191, 255, 255, 255, 255.0])
assert np.diff(ramp).max() == 64
two = np.tile(ramp, (2, 1))[None, None]  # the same row twice, for 2×2 windows
rows = {name: rules[name](two, 2)[0, 0] for name in ("max", "average")}
steps = {name: np.diff(row).max() for name, row in rows.items()}
gray = {"scale": (False, 255)}
Predict(
    "Zoom into a photo: an edge is often a ramp of grays, such as 0, 64, 128, 191, 255. "
    "After pooling 2×2 windows, which has the steeper step from number to number?",
    ("max, clearly", "average, clearly", "both about the same"),
    answer="both about the same",
    why=f"{steps['max']:g} and {steps['average']:g}, twice the step before: one number now "
    "stands for two pixels. Article 2 calls that a sharper edge; but the whole picture was "
    "halved. Over the same distance of the scene the edge is as steep as before.",
    then=show_grids(
        [Grid("a row of the edge", ramp[None], **gray)],
        [Grid(f"{name} of 2×2", row, **gray) for name, row in rows.items()],
    ),
    name="07.edge",
)

# %% [markdown]
# Last, a **shift**. A map of 4×12 has found two short lines. The picture moves to the right by one pixel, and so does the
# map, which then differs in 8 cells.

# %%
lines = np.zeros((4, 12))
lines[:2, 2] = lines[2:, 5] = 9
show_grids(Grid("map", lines))

# %% tags=["hidden"]
moved = np.pad(lines, ((0, 0), (1, 0)))[:, :-1]
assert (lines != moved).sum() == 8
before, after = (cnnlite.max_pool2d(m[None, None], 2) for m in (lines, moved))
Predict(
    "Max pooling, 2×2 windows, stride 2: how many of the 12 pooled numbers change?",
    answer=int((before != after).sum()),
    why="The upper line moves within its windows, and max does not notice. The lower one "
    "crosses the border between two windows: one number becomes 0 and its neighbor 9.",
    reasons={
        0: "The lower line stands at the right border of its window.",
        4: "Each line fills one window, not two. Where are the windows' borders?",
        8: "So many cells of the map change; most of them within a window.",
    },
    then=ShiftPooling(lines, shift=1),
    name="07.shift",
)

# %% [markdown]
# Framed is what changed from shift 0. **For your hands**, with 2×2 windows: look at the pooled map at shift 0. At which
# shifts is it the same map, moved? And which is the first shift that 4×4 windows notice?
#
# <details><summary>Answers</summary>
#
# At 2 and 4, whole steps of the window. Shift 2: the upper line crosses the border.
#
# </details><br>
#
# That an output stays the same under a shift is called **invariance**; that it moves along, **equivariance**. Borders aside,
# a convolution of stride 1 moves along with every shift; pooling of stride $s$ with shifts by $s$, $2s$, $3s$ … For other
# shifts, only what stays within its window leaves the result as it was. Only global pooling forgets the place altogether: article 1's “translation invariance” is too
# strong. Notebook 17 tests trained networks.
#
# Now the temple, shifted by 0 to 8 pixels: how much does a pooled number change on average?
#
# <!-- A1.14, E17, E52 -->

# %%
curves = {}
for size in (1, 2, 4, 8):  # windows of one pixel: no pooling
    pooled = cnnlite.max_pool2d(temple[..., :304], size)
    change = []
    for shift in range(9):
        moved = cnnlite.max_pool2d(temple[..., shift : shift + 304], size)
        change.append(np.abs(moved - pooled).mean())
    name = f"max {size}×{size}" if size > 1 else "no pooling"
    curves[name] = np.array(change)
    share = 100 * change[1] / change[8]
    print(f"{name:10} shift 1 changes {share:.0f} % as much as shift 8")
profile(curves, label="change against shift", value="mean change", along="shift")

# %% [markdown]
# The larger the window, the less a small shift changes; but no curve stays at 0. At shift 8 the map of 8×8 has moved along by
# one cell; as we compare place by place, its numbers differ all the same.
#
# ## Your turn
#
# **Max pooling.** `x` has shape (N, C, H, W). The other three are whole numbers or pairs; the first lines make pairs of
# all: rows and columns of the window, the stride, the padding. You need two things:
#
# - `np.pad(x, …, constant_values=-np.inf)` pads with −∞;
# - `.max(axis=(2, 3))` takes the largest over rows and columns, for each image and channel.
#
# `hint("max_pool2d")` helps; when you have tried, `solution("max_pool2d")` shows one way.
#
# *Stretch*, in the cell after it: min pooling in one line, not with `cnnlite.min_pool2d` but with `cnnlite.max_pool2d(x, kernel_size, stride, padding)`
# and no loop. There is help for `"07.min_pool2d"`, too.


# %% tags=["exercise"]
def my_max_pool2d(x, kernel_size, stride, padding=0):
    """Return the largest number of each window of each channel: (N, C, Ho, Wo)."""
    pairs = [np.broadcast_to(n, 2) for n in (kernel_size, stride, padding)]
    (kh, kw), (sh, sw), (ph, pw) = pairs
    # stub: return ...  # your code, in place of the dots
    x = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)), constant_values=-np.inf)
    rows, cols = (x.shape[2] - kh) // sh + 1, (x.shape[3] - kw) // sw + 1
    out = np.zeros((*x.shape[:2], rows, cols))
    for r, c in np.ndindex(rows, cols):
        window = x[:, :, r * sh : r * sh + kh, c * sw : c * sw + kw]
        out[:, :, r, c] = window.max(axis=(2, 3))
    return out
    # end


check("max_pool2d", my_max_pool2d)


# %% tags=["exercise"]
def my_min_pool2d(x, kernel_size, stride, padding=0):
    """Return the smallest number of each window of each channel: (N, C, Ho, Wo)."""
    # stub: return None  # your code, in place of None
    return -cnnlite.max_pool2d(-x, kernel_size, stride, padding)
    # end


check("07.min_pool2d", my_min_pool2d)

# %% [markdown]
# ## True or false, and on
#
# Judge each sentence; some are the articles', some ours.
#
# <!-- A1.14, E17; A1.15, E18; E24; E33; A3.4, E38 -->

# %% tags=["hidden"]
rng = np.random.default_rng(0)
conv = nn.Conv2d(32, 32, 3, rng=rng)  # a convolution of 32 maps
weights = sum(parameter.data.size for parameter in conv.parameters())
dense = [32 * side * side * 128 + 128 for side in (30, 15)]  # to 128 outputs
mixed = rng.standard_normal((1, 1, 8, 8))
relu, top, mean = cnnlite.relu, cnnlite.max_pool2d, cnnlite.avg_pool2d
assert np.array_equal(relu(top(mixed, 2)), top(relu(mixed), 2))
apart = np.abs(relu(mean(mixed, 2)) - mean(relu(mixed), 2)).max()
edges = relu(cnnlite.conv2d(temple, filters.sobel_x()[None, None]))
share = [100 * (m == 0).mean() for m in (edges, cnnlite.min_pool2d(edges, 4))]
quarter = np.full((1, 1, 2, 2), 0.25)
assert np.allclose(cnnlite.conv2d(mixed, quarter, stride=2), mean(mixed, 2))
Recall(
    Question(
        "“Pooling leaves fewer parameters in the convolution that follows it.”",
        ("true", "false"),
        "false",
        f"Pooling has no parameters, and a 3×3 convolution of 32 maps has {weights}, "
        "whatever their size. Article 1 is right for a dense layer only: 32 maps to 128 "
        f"outputs take {dense[0]:,} parameters at 30×30, {dense[1]:,} at 15×15.",
    ),
    Question(
        "“Global max and average pooling are kinds of fully connected (dense) layers.”",
        ("true", "false"),
        "false",
        "Article 1. A dense layer has a weight for every input and mixes all channels; "
        "global pooling has none, and keeps the channels apart.",
    ),
    Question(
        "“Max pooling and then ReLU gives the same as ReLU and then max pooling.”",
        ("true", "false"),
        "true",
        "So article 2's order, pooling first, does no harm there. With average pooling the "
        f"two differ, on random numbers by up to {apart:.2f}: of 3 and −3 the mean is 0, "
        "but of 3 and 0 it is 1.5.",
    ),
    Question(
        "“After ReLU, 4×4 min pooling leaves hardly anything of a map of edges.”",
        ("true", "false"),
        "true",
        f"{share[0]:.0f} % of the temple's edges are 0, and pooled, {share[1]:.0f} %. "
        "Article 2 has min pooling keep dark details on light paper: true of pixels, not "
        "of feature maps.",
    ),
    Question(
        "“Pooling has kernels of its own, which are learned.”",
        ("true", "false"),
        "false",
        "Article 3 gives pooling “convolution kernels”. 2×2 average pooling can be written "
        "as a convolution of each channel with quarters; but they are fixed.",
    ),
)

# %% [markdown]
# **In PyTorch:** `torch.nn.MaxPool2d(2)`, `AvgPool2d`, `LPPool2d`, `AdaptiveAvgPool2d(1)` for global, and
# `FractionalMaxPool2d` are layers. Min pooling there is none: see the stretch.
#
# **In short**
#
# - Pooling makes one number of each window, by a fixed rule, channel by channel; it learns nothing.
# - Max keeps the strongest, average calms noise, min keeps the weakest, L2 adds up strength.
# - Padding must not win: −∞ for max, +∞ for min.
# - Global, adaptive and fractional pooling are told a size instead of a stride.
# - Within a window the place is forgotten; across its borders it is not.
#
# Sources: article 1, article 2 (Accedia, part I), article 3 and the paper it sums up,
# [P. Murugan's](https://arxiv.org/abs/1711.03278); B. Graham, [Fractional Max-Pooling](https://arxiv.org/abs/1412.6071).
# Photo: danielbuechele, Creative Commons attribution, from scikit-learn.
#
# **Back to:** [06 Activations](06_activations.ipynb). **Next:** [08 Dense layers and softmax](08_dense_and_softmax.ipynb).
