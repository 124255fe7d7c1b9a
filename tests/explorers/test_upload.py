"""The file box: what Python makes of a file, and the module on a page without a kernel."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cnnlite.data.pictures import LARGEST_FILE
from cnnlite.explorers.upload import Upload
from tests.data import files
from tests.explorers.test_front_end import mount

PICTURE = np.arange(96, dtype=np.uint8).reshape(8, 4, 3)


def post(upload, name, content, size=None):
    """Send what the page sends when a file was chosen; a file that is too large comes without its bytes."""
    buffers = [memoryview(content)] if content is not None else []
    upload._handle_custom_msg({"name": name, "size": len(content) if size is None else size}, buffers)


def box(**options):
    """Return a file box, the list of the pictures it hands on, and that of its messages."""
    pictures, messages = [], []
    upload = Upload(pictures.append, **options)
    upload.observe(lambda change: messages.append(change["new"]), "message")
    return upload, pictures, messages


def test_a_picture_is_handed_on():
    upload, pictures, messages = box()
    post(upload, "mine.png", files.file(PICTURE))
    np.testing.assert_allclose(pictures, [PICTURE / 255], atol=1e-12)
    assert messages == []
    upload, pictures, _ = box(width=16, gray=True)
    post(upload, "mine.bmp", files.file(np.zeros((40, 32, 3), np.uint8), "BMP"))
    assert pictures[0].shape == (16, 13)


def test_a_file_that_is_no_picture_becomes_a_sentence_each_time():
    upload, pictures, messages = box()
    for _ in range(2):
        post(upload, "notes.txt", b"hello")
    told = "notes.txt: the file must be a picture: PNG, JPEG, GIF, BMP or WebP. Save it as PNG or JPEG first."
    assert messages == [told, "", told]
    post(upload, "mine.png", files.file(PICTURE))
    assert messages[3:] == [""]
    assert len(pictures) == 1


@pytest.mark.parametrize(
    ("content", "size", "told"),
    [
        (None, 9_000_000, "x: the file must have at most 8 MB, got 9.0 MB. Save a smaller version of the picture."),
        (None, 0, "x: the file must hold a picture, got an empty file."),
        (b"", 0, "x: the file must hold a picture, got an empty file."),
        (bytes(8_000_001), None, "x: the file must have at most 8 MB, got 8.0 MB."),
        (files.png(50_000, 50_000), None, "x: the picture must have at most 16 million pixels (60 as JPEG), got far more."),
        (files.file(PICTURE)[:50], None, "x: the file must hold a whole picture, got one that is cut short or broken."),
    ],
)  # fmt: skip
def test_sentences(content, size, told):
    upload, pictures, messages = box()
    post(upload, "x", content, size)
    assert messages[0].startswith(told)
    assert len(messages) == 1
    assert pictures == []


def test_a_long_name_is_cut():
    upload, _, messages = box()
    post(upload, "<b>" + "n" * 500, b"hello")
    assert messages[0].startswith("<b>" + "n" * 57 + ": the file must be a picture")


def test_no_trait_keeps_the_bytes():
    upload, _, _ = box()
    post(upload, "mine.png", files.file(PICTURE))
    kept = upload.get_state()
    assert not any(isinstance(value, (bytes, memoryview)) for value in kept.values())
    assert not any(isinstance(value, (bytes, memoryview, np.ndarray)) for value in vars(upload).values())


# The page.

SENT = """() => {
    window.sent = [];
    models[0].model.send = (content, _, buffers) => sent.push({ ...content, bytes: buffers.map((b) => b.byteLength) });
}"""


@pytest.fixture
def chooser(page):
    """A mounted file box, whose messages the page keeps."""
    mount(page, Upload(print))
    page.evaluate(SENT)
    return page.get_by_label("your own picture")


def sent(page, count=1):
    """Return the messages, once there are so many."""
    page.wait_for_function("(count) => sent.length === count", arg=count)
    return page.evaluate("() => sent")


def test_a_chosen_file_is_sent_whole(page, chooser):
    content = files.file(PICTURE)
    chooser.set_input_files({"name": "mine.png", "mimeType": "image/png", "buffer": content})
    assert sent(page) == [{"name": "mine.png", "size": len(content), "bytes": [len(content)]}]
    assert page.evaluate("() => models[0].model.saved") == 0


@pytest.mark.parametrize("more", [0, 1])
def test_a_file_that_is_too_large_is_only_named(page, chooser, more):
    size = LARGEST_FILE + more
    chooser.set_input_files({"name": "large.png", "mimeType": "image/png", "buffer": bytes(size)})
    assert sent(page) == [{"name": "large.png", "size": size, "bytes": [] if more else [size]}]


def test_a_file_can_be_dropped_on_it(page, chooser):
    chooser.evaluate("""(box) => {
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(5)], "dropped.png", { type: "image/png" }));
        box.files = files.files;  // what the browser does on a drop, before it tells
        box.dispatchEvent(new Event("change"));
    }""")
    assert sent(page)[0] == {"name": "dropped.png", "size": 5, "bytes": [5]}


@pytest.mark.parametrize("key", ["Enter", "Space", "a click"])
def test_the_same_file_can_be_chosen_again(page, chooser, key):
    for count in (1, 2):
        with page.expect_file_chooser() as choice:
            chooser.click() if key == "a click" else chooser.press(key)
        expect(chooser).to_have_value("")  # with the same name in it, browsers would not tell of a change
        choice.value.set_files({"name": "mine.png", "mimeType": "image/png", "buffer": bytes(9)})
        assert len(sent(page, count)) == count


def test_tab_reaches_it(page, chooser):
    page.keyboard.press("Tab")
    expect(chooser).to_be_focused()


def test_the_message_stands_below_as_text(page, chooser):
    told = "<img src=x onerror=alert(1)>: the file must be a picture."
    page.evaluate("(message) => models[0].receive({ message })", told)
    expect(chooser).to_have_accessible_description(told)
    expect(chooser).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text(told)).to_be_visible()
    assert page.locator("img").count() == 0
    page.evaluate("() => models[0].receive({ message: '' })")
    expect(chooser).to_have_attribute("aria-invalid", "false")
    expect(page.locator(".cnnlite-upload p")).to_be_hidden()


def test_a_view_that_goes_leaves_no_listener(page, chooser):
    page.evaluate("() => models[0].view()()")
    assert page.evaluate("() => models[0].calls.length") == 1


@pytest.mark.parametrize("light", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_accessible_and_narrow_enough(page, light, width):
    upload = Upload(print)
    upload.message = "a-name-without-any-place-to-break-it-in-two-" * 2 + ": the file must be a picture."
    mount(page, upload, width=width, light=light)
    found = Axe().run(page).response
    assert found["passes"]
    assert not [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.get_by_label("your own picture").bounding_box()["height"] >= 32
