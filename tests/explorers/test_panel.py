"""A panel: pictures drawn only when they change, and a grid that takes turns with them."""

import numpy as np
import pytest

from cnnlite.explorers import ConvExplorer
from cnnlite.explorers.conv_scene import conv_scene
from cnnlite.explorers.panel import Panel
from cnnlite.plots import Grid, Picture, histogram


@pytest.fixture
def drawn(monkeypatch):
    """How often pictures have been drawn."""
    counted, to_html = [], Panel.to_html
    monkeypatch.setattr(Panel, "to_html", lambda self, quick=False: counted.append(quick) or to_html(self, quick))
    return counted


def test_a_picture_is_drawn_when_it_changes(drawn):
    panel = Panel()
    for value, count in ((1.0, 1), (1.0, 1), (2.0, 2), (2.0, 2)):
        panel.show(("caption", [Grid("x", np.full((2, 2), value)), "→"]))
        assert len(drawn) == count
    panel.show(("another", [Grid("x", np.full((2, 2), 2.0)), "→"]))
    assert len(drawn) == 3
    assert "another" in panel.picture.value


def test_a_picture_made_elsewhere_is_drawn_when_its_words_or_pixels_change(drawn):
    panel, pixels = Panel(), np.zeros((4, 5, 3), np.uint8)
    views = [(Picture(pixels, "4×5"), 1), (Picture(pixels.copy(), "4×5"), 1), (Picture(pixels + np.uint8(9), "4×5"), 2)]
    views += [(histogram(np.eye(2)), 3), (histogram(np.eye(2)), 3), (histogram(np.eye(3)), 4)]
    for picture, count in views:
        panel.show(("caption", picture))
        assert len(drawn) == count
    assert "caption" in panel.picture.value
    assert 'alt="histogram of values: per cent' in panel.to_html()


def test_what_is_on_display():
    panel, scene = Panel(), conv_scene(np.eye(3)[None], np.ones((1, 2, 2)))
    picture = ("caption", [Grid("x", np.eye(2))])
    shown = []
    for view in (picture, scene, None, picture, scene, scene):
        panel.show(view)
        grid = panel.grid
        shown.append([part is not None and part.layout.display != "none" for part in (panel, panel.picture, grid)])
        assert ("<img" in panel.to_html()) == (view is not None)
        assert ("cnnlite-live" in panel.to_html()) == (view is scene)
    visible = [(outer and picture, outer and grid) for outer, picture, grid in shown]
    assert visible == [(True, False), (False, True), (False, False), (True, False), (False, True), (False, True)]
    assert panel.children == (panel.picture, panel.grid)


def test_an_explorer_whose_panel_becomes_a_photo_and_a_grid_again():
    e = ConvExplorer("bright square 7×7", padding=1)
    e.panels["steps"].grid.index = 40
    e.image.value = "temple"
    assert "cnnlite-live" not in e._repr_mimebundle_()["text/html"]
    e.image.value = "zebra 3×3"
    grid = e.panels["steps"].grid
    assert (grid.index, len(grid.scene.frames)) == (8, 9)
    assert e._repr_mimebundle_()["text/html"].count("<img") == 1
