"""Look inside a network: what its layers put out, what it hangs on, what moves it.

Every function takes any `cnnlite.nn.Module`, runs it as in use, and leaves it as it was: parameters, gradients, mode,
running statistics and remembered inputs.
"""

from cnnlite.inspect.adversarial import adversarial
from cnnlite.inspect.excite import Excited, most_exciting
from cnnlite.inspect.maps import feature_maps
from cnnlite.inspect.occlusion import occlusion, spread
from cnnlite.inspect.pushes import pushes
from cnnlite.inspect.saliency import saliency
from cnnlite.inspect.windows import windows

__all__ = [
    "Excited", "adversarial", "feature_maps", "most_exciting", "occlusion", "pushes", "saliency", "spread", "windows",
]  # fmt: skip
