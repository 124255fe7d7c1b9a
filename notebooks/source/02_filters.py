# %% [markdown]
# # Read a kernel's mind
#
# **What will a kernel do to a picture, before you run it?**
#
# 40 minutes, and 10 more for the part on stripes, which can wait. You need [00 Start here](00_start_here.ipynb) and [01 Images](01_images_are_tensors.ipynb).

# %%
import numpy as np

import cnnlite
from cnnlite import filters, plots
from cnnlite.data import articles, photos, slash, textures
from cnnlite.exercises import check, hint, solution
from cnnlite.explorers import ConvExplorer, GaborExplorer, show_grids
from cnnlite.plots import Grid
from cnnlite.questions import Predict, Question, Recall

# %% [markdown]
# ## Warm up
#
# Three questions from the notebooks before. Skip them if you like; nothing waits for an answer.

# %% tags=["hidden"]
Recall(
    Question(
        "A kernel lies on nine pixels. What does it make of them?",
        ("nine products", "their sum", "the sum of nine products"),
        "the sum of nine products",
        "Each pixel times the number that lies on it; then the products are added.",
        {
            "nine products": "They are added up: one number for each place.",
            "their sum": "Each pixel is multiplied first.",
        },
    ),
    Question(
        "What does ReLU make of −2.5?",
        ("2.5", "0", "−2.5"),
        "0",
        "It keeps what is positive, and a negative number becomes 0.",
    ),
    Question(
        "In the shape (1, 1, 106, 160), in the order NCHW, what is the 160?",
        ("the rows", "the columns", "the channels"),
        "the columns",
        "W is the width: how many pixels a row has. H, the height, stands before it.",
    ),
)

# %% [markdown]
# ## Predict and see
#
# A kernel is also called a **filter**. The number in its middle belongs to the pixel itself, the others to its
# neighbors. This one has 4 in the middle and −1 above, below, left and right of it: four times the pixel, minus its
# four neighbors.

# %% tags=["hidden"]
plus = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])
lab = ConvExplorer("temple", plus, show=("image", "kernel", "values", "relu"))
Predict(
    "What does it make of a smooth, bright sky?",
    ("it stays as bright", "about 0 everywhere", "it becomes four times as bright"),
    answer="about 0 everywhere",
    reasons={
        "it stays as bright": "Four times the pixel, and the neighbors take away how much?",
        "it becomes four times as bright": "The neighbors are bright, too, and count −1.",
    },
    why="In a smooth sky all pixels are alike: four of them are added, four taken away. "
    "Edges remain. Look closely at a roof: purple on its bright side, orange on its dark.",
    then=lab,
    name="02.sky",
)

# %% [markdown]
# **One question for your hands:** change **one** number of the kernel so that the sky keeps its brightness. What else
# happens to the picture? (Where numbers can be negative, white means 0. Then tick *ReLU* to see the result in gray. While
# the numbers sum to more than 0, it is as bright as the photo: 0 is black, 1 is white.)
#
# <details><summary>Answer</summary>
#
# Any change that makes the numbers sum to 1 keeps the sky. With 5 in the middle the picture is back, and its edges are
# stronger than before: the menu calls this kernel *sharpen*.
#
# </details>
#
# ## By hand, then in code
#
# **Four kernels to read.** Answer before you go on; the next picture shows what they do.
#
# - **a** has 1/9 everywhere: nine equal numbers;
# - **b** has 2 in the middle, 0 elsewhere;
# - **c** has −1 in the middle row's left place and 1 in its right one, 0 elsewhere;
# - **d** has −1 in the middle, 0 elsewhere.

# %% tags=["hidden"]
ways = ("brightens", "blurs", "shows upright edges", "only negative numbers")
Recall(
    Question(
        "What does kernel a do?", ways, "blurs", "Each pixel becomes the mean of nine."
    ),
    Question(
        "And b?", ways, "brightens", "Each pixel counts twice, its neighbors not at all."
    ),
    Question(
        "And c?",
        ways,
        "shows upright edges",
        "It takes the right neighbor minus the left one: only their difference counts.",
    ),
    Question(
        "And d, on a photo?",
        ways,
        "only negative numbers",
        "A photo has no negative pixels, so no answer is above 0: ReLU leaves nothing.",
    ),
)

# %% [markdown]
# **Two things to read.** *The sum:* in a flat area all pixels are alike, so the answer is their brightness times the sum
# of the kernel. Sum 1 keeps it, sum 2 doubles it, sum 0 makes it 0. *The signs:* several numbers of one sign mix
# neighboring pixels, and that blurs; a single number only scales. A kernel with both signs compares the pixels under +
# with those under −, and a negative answer says that those under − weigh more.
#
# Check it on an edge between a gray of 0.2 and one of 0.8. (A 3×3 kernel fits in four places of six columns, and in one
# of three rows: one row of four answers. The code only draws them; the picture is what counts.)


# %%
def slid(picture, kernel):
    """Return what one kernel makes of one picture."""
    return cnnlite.conv2d(picture[None, None], kernel[None, None])[0, 0]


def grid(name, numbers):
    """Return a grid; all of them have the same white, 1.6, or the same colors around 0."""
    return Grid(name, numbers, scale=(bool(numbers.min() < 0), 1.6))


gray = np.array([[0.2, 0.2, 0.2, 0.8, 0.8, 0.8]] * 3)
middle = filters.identity()
left_right = np.array([[0.0, 0, 0], [-1, 0, 1], [0, 0, 0]])
kernels = {"a": filters.box(), "b": 2 * middle, "c": left_right, "d": -middle}
answers = []
for name, kernel in kernels.items():
    total = f"{kernel.sum():.0f}".replace("-", "−")
    answers.append(grid(f"{name}, sum {total}", slid(gray, kernel)))
show_grids(grid("picture", gray), "→", *answers)

# %% [markdown]
# **One place by hand.** Sobel x, the kernel of notebook 00, lies on two dark columns of pixels, 0, and to the right of
# them a bright one, 255:
#
# ```
#     pixels            Sobel x
#   0   0  255        −1   0   1
#   0   0  255        −2   0   2
#   0   0  255        −1   0   1
# ```

# %% tags=["hidden"]
edge, sobel_x, sobel_y = articles.STEP_EDGE, filters.sobel_x(), filters.sobel_y()
under = edge[:3, 1:4]
answers = slid(edge, sobel_x)
Predict(
    "Which number does it give in this place?",
    answer=answers[0, 1],
    reasons={
        255: "Only one pixel? Three bright ones lie under the right column.",
        765: "The middle row counts twice.",
        -1020: "The bright pixels lie under the positive numbers.",
    },
    why="255 under 1, under 2 and under 1; everything else is multiplied by 0 or is 0. The "
    "answer is no brightness: the positive numbers of Sobel x sum to "
    f"{sobel_x[sobel_x > 0].sum():.0f}, so a step of 255 counts four times.",
    then=show_grids(
        Grid("step edge", edge, window=(0, 1, 3, 3)),
        "×",
        Grid("Sobel x", sobel_x),
        "→",
        Grid("answers", answers, window=(0, 1, 1, 1)),
    ),
    name="02.step",
)

# %% [markdown]
# The same, written in four ways: $p_1 … p_9$ are the pixels `under` the kernel, $k_1 … k_9$ its numbers, row by row.
# (`F` is `torch.nn.functional` of PyTorch, which you need not install.)
#
# | | |
# |---|---|
# | formula | $\text{answer} = k_1 p_1 + k_2 p_2 + … + k_9 p_9$ |
# | arithmetic | `1·255 + 2·255 + 1·255 = 1020` |
# | NumPy | `(under * sobel_x).sum()` |
# | PyTorch | `F.conv2d(under[None, None], sobel_x[None, None])[0, 0, 0, 0]` |
#
# **The Sobel pair.** Sobel y is the same kernel on its side:
#
# ```
#     Sobel x           Sobel y
#  −1   0   1        −1  −2  −1
#  −2   0   2         0   0   0
#  −1   0   1         1   2   1
# ```
#
# Sobel x says how much brighter it becomes to the right, $G_x$; Sobel y how much brighter downwards, $G_y$. Together
# they are an arrow that points to the brighter side. Its length is the **magnitude** of the edge, its direction the
# **orientation**.
#
# <!-- A1.4, A2.3 -->

# %% tags=["hidden"]
temple = photos.photo("temple", width=128)
gx, gy = slid(temple, sobel_x), slid(temple, sobel_y)
magnitude = np.hypot(gx, gy)
orientation = np.degrees(np.arctan2(gy, gx))
strong = abs(gx) > 1
maps = {"Gx": gx, "Gy": gy, "magnitude": magnitude}
seen = [plots.feature_maps(maps), plots.direction(gx, gy, "orientation")]
Predict(
    "A dark temple before a bright sky: what does Sobel x give along its left outline?",
    ("positive numbers", "negative numbers", "about 0"),
    answer="negative numbers",
    reasons={
        "positive numbers": "From left to right it becomes darker there, not brighter.",
        "about 0": "The outline is an upright edge, and a strong one.",
    },
    why="From the sky to the wall it becomes darker. In the whole photo "
    f"{(gx[strong] < 0).mean():.0%} of the strong answers (beyond ±1) are negative: with "
    "ReLU they would be lost, and another kernel, the negative of this one, would have to "
    "find them.",
    then=plots.Picture(seen, "\n".join(picture.text for picture in seen)),
    name="02.outline",
)

# %% [markdown]
# The magnitude finds every outline. In the last picture the color is the orientation, as the wheel shows, and its
# brightness the magnitude; arrows stand at the strongest edges. The length is Pythagoras, here for $G_x = 3$ and
# $G_y = 4$:
#
# | | |
# |---|---|
# | formula | $\text{magnitude} = \sqrt{G_x^2 + G_y^2}$ |
# | arithmetic | `√(3² + 4²) = 5` |
# | NumPy | `np.hypot(gx, gy)` |
# | PyTorch | `torch.hypot(gx, gy)` |
#
# <details><summary>Going deeper: the orientation as a number</summary>
#
# atan2 gives the angle of an arrow that goes $G_x$ to the right and $G_y$ down: from 0° (right) over 90° (down) on to
# 180° (left); up is −90°.
#
# | | |
# |---|---|
# | formula | $\text{orientation} = \text{atan2}(G_y, G_x)$, here in degrees |
# | arithmetic | `atan2(1, 1) = 45°` |
# | NumPy | `np.degrees(np.arctan2(gy, gx))` |
# | PyTorch | `torch.rad2deg(torch.atan2(gy, gx))` |
#
# </details><br>
#
# <!-- P3 -->
#
# **Noise.** A camera in the dark adds noise: a different random number to each pixel, some high, some low. How far such
# numbers spread around their mean is called their **standard deviation**, `np.std`. Kernel a, the *box* of nine 1/9,
# takes the mean of nine pixels.

# %% tags=["hidden"]
noise = 0.15 * np.random.default_rng(0).standard_normal(temple.shape)
noisy = (temple + noise)[8:52, 20:86]
box, gaussian, sharpen = filters.box(), filters.gaussian(), filters.sharpen()
looks = {
    "with noise, cut to 0…1": noisy.clip(0, 1),
    "blurred by the box": slid(noisy, box).clip(0, 1),
    "sharpened, cut to 0…1": slid(noisy, sharpen).clip(0, 1),
}
Predict(
    f"The noise has a standard deviation of {noise.std():.2f}. "
    "What does the box leave of it?",
    ("all of it", "about a third", "a ninth", "nothing"),
    answer="about a third",
    reasons={
        "all of it": "High and low numbers cancel each other, in part.",
        "a ninth": "They cancel in part only: one ninth would be too good.",
        "nothing": "The mean of nine random numbers is seldom quite 0.",
    },
    why="Highs and lows cancel in part: added, nine of them grow only √9 = 3 times, and "
    f"divided by 9, a third is left. Measured: {slid(noise, box).std():.2f}.",
    then=plots.feature_maps(looks),
    name="02.noise",
)

# %% [markdown]
# Sharpening is the opposite: it makes noise stronger. A third kernel blurs more gently than the box: the numbers of a
# **Gaussian** fall off from the middle. These are to be divided by 16:
#
# ```
#  1  2  1
#  2  4  2
#  1  2  1
# ```
#
# Below is row 32 of the photo without noise, from the temple's right side into the sky. Blur flattens fast changes from
# pixel to pixel (article 1 calls them high frequencies), sharpening exaggerates them, beyond black and white. In the
# smooth sky all three agree.
#
# The printed *noise times* is computed from the kernel alone, *measured* from the noise itself.
#
# <details><summary>Going deeper: how much noise a kernel leaves</summary>
#
# The kernel tells, if the noise has mean 0 and each pixel's is independent of the others'. The printed factors
# are computed like this; the measured ones differ a little, by chance.
#
# | | |
# |---|---|
# | formula | $\text{noise after} = \text{noise before} \cdot \sqrt{k_1^2 + k_2^2 + …}$ |
# | arithmetic | `√(9·(1/9)²) = 1/3` |
# | NumPy | `np.sqrt((box**2).sum())` |
# | PyTorch | `torch.sqrt((box**2).sum())` |
#
# </details>
#
# <!-- P4, A1.5, A1.6, A1.29 -->

# %%
for name, kernel in {"box": box, "Gaussian": gaussian, "sharpen": sharpen}.items():
    factor, measured = np.sqrt((kernel**2).sum()), slid(noise, kernel).std() / noise.std()
    print(f"{name}: noise times {factor:.4f}, measured {measured:.4f}")
after = {
    "photo": temple[1:-1, 1:-1],  # as small as the others
    "Gaussian": slid(temple, gaussian),
    "sharpen": slid(temple, sharpen),
}
rows = {name: picture[31, 39:79] for name, picture in after.items()}
plots.profile(rows, start=40, label="row 32 of the temple")

# %% [markdown]
# **A kernel for stripes** (from here to *Your turn* you need nothing of it for later). A **Gabor** kernel is a wave, + and − in turn, multiplied by a bell, which is 1 in the middle
# and fades to 0 all around.
#
# Four numbers make it. The *angle* is that of the wave, across the stripes: 0° is for upright stripes, as below, 90° for
# flat ones. The **wavelength** counts the pixels from crest to crest. The *width* is the bell's, and the *phase* shifts
# the wave under it.
#
# <!-- A2.6, status C -->

# %%
flat = 1e6  # a bell so wide, or a wave so long, that nothing of it is seen
wave = filters.gabor(21, wavelength=8, sigma=flat)
bell = filters.gabor(21, wavelength=flat, sigma=4, gamma=1)
plots.feature_maps({"wave": wave, "× bell": bell, "= Gabor kernel": wave * bell})

# %% tags=["hidden"]
Predict(
    "Upright stripes, and a Gabor kernel made for flat ones of the same wavelength. "
    "Its answer?",
    ("as strong, but turned", "strong and negative", "nearly 0"),
    answer="nearly 0",
    reasons={
        "as strong, but turned": "Its + and − lie one below the other, and along an "
        "upright stripe nothing changes.",
        "strong and negative": "Bright and dark lie evenly under its + and its −.",
    },
    why="Along a stripe nothing changes, so + and − cancel. What little is left comes from "
    "the kernel's sum, which is not quite 0.",
    then=GaborExplorer("stripes", angle=90, wavelength=8, width=4.0),
    name="02.gabor",
)

# %% [markdown]
# **Questions for your hands:** turn the angle to 0°: how strong is the answer to the stripes now? Then choose the image
# *fur*, wavelength 5 and width 2. At which angle is the strongest answer largest, and what does that say about the hairs?
#
# <details><summary>Answer</summary>
#
# About `0.5`, as strong as it gets. For the fur, anywhere from 5° to 30°: most hairs lean a little to the right, like a steep /. From 90° to 150° the answer is about
# half as strong.
#
# </details>
#
# <details><summary>Going deeper: the formula</summary>
#
# $$e^{-(u^2 + \gamma^2 v^2) / (2 \sigma^2)} \cdot \cos(2 \pi u / \lambda + \psi)$$
#
# The first factor is the bell, the second the wave. A number of the kernel that stands $x$ to the right of the middle
# and $y$ below it lies $u = x \cos\theta + y \sin\theta$ along the wave and $v = y \cos\theta - x \sin\theta$ across it,
# with angle $\theta$, wavelength $\lambda$, width $\sigma$ and phase $\psi$. With $\gamma = 1$ the bell is round.
#
# </details>
#
# <details><summary>Going deeper: the phase</summary>
#
# With *width* at 2, choose the longest wavelength. Plain white gives nearly 1 now: the kernel's sum is far from 0, and it answers to what
# is bright, not to what is striped. A phase of 90° cures it: + on one side, − on the other, sum 0. The strongest answer
# may then be negative, which means that the brighter side lies under −.
#
# </details><br>
#
# A **bank** of such kernels, one for each angle and wavelength, describes a texture; trained networks often grow kernels
# like these in their first layer. All answers to the fur share one range of colors. In which column is the color
# strongest, and does it agree with your angle?
#
# <details><summary>Answer</summary>In the second, 30°, most clearly in the upper row: hairs like a steep /.</details>

# %%
hair, bank = textures.fur()[60:106, 90:136], {}
for wavelength in (4, 6):
    # 15×15 numbers; the bell is round and grows with the wave
    for angle in range(0, 180, 30):
        gabor = filters.gabor(15, wavelength, np.radians(angle), 0.4 * wavelength, gamma=1)
        bank[f"{angle}°, {wavelength} pixels"] = gabor / abs(gabor).sum()
plots.filter_bank(bank, {name: slid(hair, kernel) for name, kernel in bank.items()})

# %% [markdown]
# ## Your turn
#
# Design a kernel that **answers much more strongly to / than to \\**. It has 2 to 5 rows and columns, and is tried on
# two hundred hidden pictures of one stroke each, with noise, some brighter than others. Of each picture its strongest
# answer after ReLU counts: above some threshold, one number for all pictures, we say that the kernel *fires*. It must
# fire on / only, and be right for nineteen of twenty pictures. Read your kernel first: which signs where, and which sum?
#
# Try it out: the upper row has strokes /, the lower one \\. `kernel = trial.values.value` takes over the numbers that you
# typed, then run the check. `hint("02.slash")` helps.

# %%
strokes, kinds = slash.slashes(16, seed=4)
light = 0.4 * np.random.default_rng(1).random((16, 1, 1))  # some brighter than others
strokes = np.clip(strokes + light, 0, 1)
upper, lower = (np.hstack(strokes[kinds == kind][:6]) for kind in (0, 1))
trial = ConvExplorer(
    np.vstack([upper, lower]), np.zeros((3, 3)), relu=True, show=("values", "relu")
)
trial

# %% tags=["exercise"]
# stub: kernel = None  # trial.values.value, or rows of numbers: [[…], […]]
kernel = [[-1, -1, 2], [-1, 2, -1], [2, -1, -1]]
# end
check("02.slash", kernel)

# %% [markdown]
# ## True or false, and on
#
# <!-- E23 -->

# %% tags=["hidden"]
place = np.unravel_index((abs(gy) - 9 * abs(gx)).argmax(), gy.shape)  # a flat edge
back = slid(slid(temple, gaussian), sharpen)
negative = np.hypot(slid(1 - temple, sobel_x), slid(1 - temple, sobel_y))
Recall(
    Question(
        "“One Sobel kernel alone gives the magnitude and the orientation of an edge.”",
        ("true", "false"),
        "false",
        "Article 1 says so, but it takes both. At a flat edge of the temple Sobel "
        f"x gives {gx[place]:.2f}; with Sobel y the magnitude is {magnitude[place]:.2f}.",
    ),
    Question(
        "“A kernel whose numbers sum to 0 gives 0 everywhere.”",
        ("true", "false"),
        "false",
        "Only in flat areas. Sobel x sums to 0 and gave "
        f"{slid(edge, sobel_x).max():.0f} at the edge.",
    ),
    Question(
        "“Blur a photo, then sharpen it: you have the photo back.”",
        ("true", "false"),
        "false",
        "What the blur has taken away is gone. The pixels are off by "
        f"{abs(back - temple[2:-2, 2:-2]).mean():.4f} on average.",
    ),
    Question(
        "“In the photo's negative, bright for dark, every edge has the same magnitude.”",
        ("true", "false"),
        "true",
        "Both answers change their signs, and squares forget them. Largest difference: "
        f"{abs(negative - magnitude).max():.4f}.",
    ),
)

# %%
# The articles name these kernels, but their numbers are lost.
# For the record: ours are the usual forms, the step edge is our reconstruction.
articles.compare("A1.4", [sobel_x, sobel_y])
articles.compare("A1.5", gaussian)
articles.compare("A1.6", sharpen)
articles.compare("A2.3", [slid(edge, sobel_x), slid(edge, sobel_y)])

# %% [markdown]
# **In PyTorch** the kernels of this page are given by hand, too: `torch.tensor(filters.sobel_x())[None, None]` is a `w`
# for `torch.nn.functional.conv2d(x, w)`. In a network `w` is learned.
#
# **In short**
#
# - The sum of a kernel is what flat areas are multiplied by.
# - Several numbers of one sign mix neighbors, and blur; both signs compare, and a negative answer is an answer, too.
# - Sobel x and Sobel y together give an edge's magnitude and orientation.
# - Blur weakens noise, sharpening strengthens it.
# - A Gabor kernel answers to stripes of its own angle and wavelength.
#
# Sources: article 1 (Sobel, blur and sharpening filters), article 2 (Accedia, part I: Sobel, Gaussian, Gabor). Photo:
# danielbuechele, Creative Commons attribution, from scikit-learn. Stripes, fur and slashes are generated.
#
# **Next:** [03 Convolution](03_convolution.ipynb), every product of a sliding kernel.
