"""The networks and runs that several tests of training use."""

import numpy as np

from cnnlite import nn, optim, train
from cnnlite.data.digits import split


def small(rng, norm=False):
    """The small network of the goal: two convolutions, each with ReLU and pool, and a dense layer."""
    layers = []
    for before, after in ((1, 8), (8, 16)):
        layers += [nn.Conv2d(before, after, 3, padding=1, rng=rng)]
        layers += [nn.BatchNorm2d(after)] if norm else []
        layers += [nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64, 10, rng=rng))


def some(count=75):
    """The first digits that are trained with, and as many others to hold out."""
    parts = split()
    return (parts.train_images[:count], parts.train_labels[:count]), (parts.test_images[:30], parts.test_labels[:30])


OPTIMIZERS = {
    "sgd": lambda parameters: optim.SGD(parameters, 0.05, momentum=0.9, weight_decay=1e-3),
    "plain": lambda parameters: optim.SGD(parameters, 0.05),
    "adam": lambda parameters: optim.Adam(parameters, 1e-3),
}
SCHEDULES = {
    "none": lambda optimizer: None,
    "step": lambda optimizer: optim.StepLR(optimizer, 1, 0.5),
    "cosine": lambda optimizer: optim.CosineAnnealingLR(optimizer, 4),
}


def begin(optimizer="sgd", schedule="none", norm=False, seed=0, epochs=4, batch_size=32, bits=None, **more):
    """A new run on 75 digits: two batches of 32 and one of 11."""
    rng = np.random.Generator((bits or np.random.PCG64)(seed))
    model = small(rng, norm)
    mover = OPTIMIZERS[optimizer](model.parameters())
    data, held_out = some()
    more = {"data": data, "held_out": held_out, "schedule": SCHEDULES[schedule](mover)} | more
    data = more.pop("data")
    return train.fit(model, data, epochs, optimizer=mover, rng=rng, batch_size=batch_size, **more)


def everything(run):
    """All that a run is made of, as one list of bytes and numbers that can be compared."""
    arrays = run.model.state_dict()
    optimizer = run.optimizer.state_dict()
    for place, one in enumerate(optimizer["state"]):
        arrays |= {f"optimizer {place} {name}": np.asarray(value) for name, value in one.items()}
    return [
        {name: (array.shape, str(array.dtype), array.tobytes()) for name, array in arrays.items()},
        optimizer["settings"],
        None if run.schedule is None else run.schedule.state_dict(),
        repr(run.rng.bit_generator.state),
        repr(run.history),
        run.trouble,
        (run.number, run.done),
    ]
