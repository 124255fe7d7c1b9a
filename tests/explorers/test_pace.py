"""Pace, on a clock that the test turns."""

import pytest

from cnnlite.explorers.pace import Pace


@pytest.mark.parametrize(("cost", "wait"), [(0.0, 0.2), (0.01, 0.2), (0.05, 0.2), (0.1, 0.4), (1.0, 4.0)])
def test_the_pause_grows_with_what_painting_costs(cost, wait):
    now = [0.0]
    pace = Pace(0.2, 0.2, lambda: now[0])
    assert pace.due()
    with pace.painting():
        now[0] += cost
    now[0] += wait - 1e-6
    assert not pace.due()
    now[0] += 2e-6
    assert pace.due()
