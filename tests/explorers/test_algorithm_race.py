"""AlgorithmRace and CrossoverMap: counts before, laps after; a made-up lap stands for the clock."""

import asyncio
import re

import numpy as np
import pytest

from cnnlite.explorers import AlgorithmRace, CrossoverMap, algorithm_race, crossover_map
from cnnlite.explorers.crossover_map import CHANNELS, COUNTED, KERNELS
from cnnlite.zoo.conv_costs import WAYS, Shape, cost, fits
from cnnlite.zoo.conv_race import Lap, runs
from tests.explorers.product import walk


@pytest.fixture(autouse=True)
def laps(monkeypatch):
    """Let every lap take as long as the name of the way says, and count the laps."""
    done = []

    def lap(way, shape, enough=0.0):
        done.append((way, shape))
        return Lap(len(way) / 1000 * shape.kernel, 1e-7)

    monkeypatch.setattr(algorithm_race, "lap", lap)
    monkeypatch.setattr(crossover_map, "lap", lap)
    return done


def test_nothing_is_measured_before_the_button():
    race = AlgorithmRace()
    assert race.found == {}
    assert race.panels["time"].to_html() == ""
    assert (
        race.summary()
        == "AlgorithmRace: 1 image of 64×64 with 1 channel, 1 kernel of 3×3, padded: 64×64 outputs. Press Race."
    )


def check_walk(most):
    """Compare what is shown with the counts in so many settings."""
    drawn = 0
    for race in walk(AlgorithmRace(), most):
        shape = Shape(**race.state)
        assert list(race.arrays["costs"]) == [way for way in WAYS if fits(way, shape)]
        html = race.panels["multiplications"].to_html()
        for way, paid in race.arrays["costs"].items():
            assert paid == cost(way, shape)
            assert f"{way.replace('_', ' ')}: " in html
        ways = {way.replace("_", " "): way for way in race.arrays["costs"]}
        late = re.findall(r"(?:Too slow to race|Not offered by the library in this size): (.*?)\.", race.summary())
        assert {name for names in late for name in names.split(", ")} == {n for n in ways if not runs(ways[n], shape)}
        drawn += 1
    assert drawn == most


def test_some_settings_count_as_they_must():
    check_walk(10)


@pytest.mark.long
def test_many_settings_count_as_they_must():
    check_walk(1000)


def test_a_race(laps):
    race = AlgorithmRace(side=8)
    race.run()
    assert [way for way, _ in laps] == list(WAYS)
    assert {shape for _, shape in laps} == {Shape(1, 1, 8, 1, 3)}
    assert "First: fft, 9 ms." in race.summary()
    assert "Times as long: loops 1.7, im2col 2, rowcol 2, winograd 2.7, shift and add 4.3." in race.summary()
    assert "fft 1·10⁻⁷" in race.note.value
    words = re.search(r'alt="time[^"]*"', race.panels["time"].to_html())[0]
    assert "shift and add: 39 ms" in words
    assert "winograd: 24 ms" in words


def test_it_says_why_a_way_does_not_race_and_whether_zeros_are_around():
    said = AlgorithmRace(side=512, kernel=31).summary()
    assert "Too slow to race: loops. Not offered by the library in this size: rowcol." in said
    assert "1 kernel of 2×2, 3×3 outputs." in AlgorithmRace(side=4, kernel=2).summary()


def test_small_numbers_are_written_as_powers():
    assert [algorithm_race._power(n) for n in (3e-6, 0, 2.4e-12)] == ["3·10⁻⁶", "0", "2·10⁻¹²"]


def test_another_shape_forgets_the_laps():
    race = AlgorithmRace(side=8)
    race.run()
    race.controls["kernel"].value = 5
    assert race.found == {}
    assert race.panels["time"].to_html() == ""
    race.run()
    race.reset()
    assert race.found == {}
    assert race.state["kernel"] == 3


def test_what_is_missing_is_a_dash():
    race = AlgorithmRace(side=512)
    race.run()
    assert "loops" not in race.found
    assert re.search(r"loops: –", race.panels["time"].to_html())


@pytest.mark.parametrize("argument", ["side", "channels", "kernels", "kernel", "images"])
def test_what_is_not_in_a_menu_is_refused(argument):
    with pytest.raises(ValueError, match=f"AlgorithmRace: {argument} must be one of "):
        AlgorithmRace(**{argument: 6})


def test_the_button_measures_on_an_event_loop_and_stops():
    async def work():
        race = AlgorithmRace(side=8)
        race._button.click()
        assert race.running
        assert race._button.description == "Stop"
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert len(race.found) >= 1
        race._button.click()
        assert not race.running
        some = len(race.found)
        assert 0 < some < len(WAYS)
        race._button.click()  # goes on
        while race.running:
            await asyncio.sleep(0)
        assert len(race.found) == len(WAYS)
        assert race._button.description == "Race"
        race._button.click()  # again, from the start
        assert len(race.found) < len(WAYS)
        race.close()

    asyncio.run(work())


def test_without_an_event_loop_it_says_what_to_do():
    race = AlgorithmRace(side=8)
    race._button.click()
    assert "Call run()" in race.summary()
    assert not race.running


def test_sizes_are_written_with_three_digits():
    memory = re.search(r'alt="work memory[^"]*"', AlgorithmRace(side=512, kernel=31).panels["memory"].to_html())[0]
    assert "im2col: 961 MiB" in memory
    assert "loops: none" in memory


def test_the_map_counts_then_measures(laps):
    lab = CrossoverMap(channels=4)
    for (r, c), name in np.ndenumerate(lab.arrays["counted"]):
        shape = Shape(1, CHANNELS[r], 32, CHANNELS[r], KERNELS[c])
        least = min((way for way in WAYS if fits(way, shape)), key=lambda way: cost(way, shape).multiplications)
        assert name == (least if least in COUNTED else "the other three")
    assert not lab.arrays["measured"].any()
    lab.run()
    assert (lab.arrays["measured"][0] == "fft").all()
    assert "The other three: im2col, rowcol, shift and add" in lab.note.value
    row = lab.arrays["curves"]["rowcol"]
    np.testing.assert_allclose(row, [6 * k / 1000 for k in KERNELS])
    assert "fastest here fft" in lab.summary()
    count = len(laps)
    lab.controls["channels"].value = 1  # another row of the same map
    assert len(laps) == count
    assert lab.found
    lab.reset()
    assert not lab.found


def test_the_map_leaves_out_what_takes_long():
    lab = CrossoverMap()
    lab.run()
    assert lab.arrays["measured"][CHANNELS.index(64), KERNELS.index(31)] == ""
    assert "winograd" not in lab.found[1, 5]


def test_the_map_refuses_other_rows():
    with pytest.raises(ValueError, match="CrossoverMap: channels must be one of 1, 4, 16, 64, got 2"):
        CrossoverMap(channels=2)
