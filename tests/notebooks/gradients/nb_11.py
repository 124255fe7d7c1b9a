"""The gradients of notebook 11."""

import numpy as np


def in_torch(v, torch):
    """Return each gradient that notebook 11 shows, as PyTorch computes it."""
    grad, F = torch.func.grad, torch.nn.functional
    t = {name: torch.tensor(array) for name, array in v.items() if isinstance(array, np.ndarray)}
    y = torch.tensor(v["y"])

    def neuron(parameters):
        return (F.relu(parameters[:2] @ t["inputs"] + parameters[2]) - v["t"]) ** 2

    def net(**new):
        n = {**t, **new}
        z1 = new.get("z1", F.linear(n["x"], n["w1"], n["b1"]))
        h = new.get("h", F.relu(z1))
        z2 = new.get("z2", F.linear(h, n["w2"], n["b2"]))
        return F.cross_entropy(z2, y)

    found = {"by_wiggling": grad(neuron)(torch.tensor(v["now"]))}
    for name in ("x", "w1", "b1", "h", "z1", "z2", "w2", "b2"):
        found[f"d{name}"] = grad(lambda value, name=name: net(**{name: value}))(t[name])
    for name, pool in (("dmax", F.max_pool2d), ("dmean", F.avg_pool2d)):
        found[name] = grad(lambda m, pool=pool: (pool(m, 2, 1) * t["dpool"]).sum())(t["maps"])
    return found
