"""What the kernels inherit in which pytest runs the notebooks again."""

import os

os.environ["TQDM_DISABLE"] = "1"  # as in the builder: no notebook stores a bar
