"""Rendering in a box: whatever it makes of a page, the reader gets the text."""

from html import escape

import pytest

from tests.fakes.processes import worked
from tests.fixtures.dom import offences
from tests.fixtures.pathological import PATHOLOGICAL
from wiki.boxes import BoxClient, start_boxes
from wiki.errors import BoxError
from wiki.ports import Rendered
from wiki.rendering.boxed import BoxedRenderer, render_bytes
from wiki.rendering.markdown import render_body


class _Box:
    """Answers at once: with the rendering, or with the error it was given."""

    def __init__(self, error=None):
        self.error = error
        self.asked = []

    def run(self, work, payload, *, seconds, memory):
        self.asked.append((work, seconds, memory))
        if self.error:
            raise self.error
        return render_bytes(payload)


def test_the_box_gives_what_the_pure_function_gives():
    body = "# Ünïcode 🌱\n\n[[a|b]] and [[c]]\n"
    assert BoxedRenderer(_Box()).render(body) == render_body(body)


def test_the_work_is_asked_for_with_its_limits():
    box = _Box()
    BoxedRenderer(box).render("a")
    assert box.asked == [("render", 2.0, 512 * 1024 * 1024)]


def test_a_stopped_rendering_shows_the_text_and_says_why():
    body = "# A <script>\n\n[[b]]"
    rendered = BoxedRenderer(_Box(BoxError("It took longer than 2 s."))).render(body)
    assert rendered == Rendered(
        '<pre class="plain"># A &lt;script&gt;\n\n[[b]]</pre>',
        problem="This page is shown as plain text, because its Markdown could not be rendered. "
        "It took longer than 2 s.",
    )


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    host = start_boxes(tmp_path_factory.mktemp("run"))
    assert host.wait_ready()
    yield host
    host.stop()


@pytest.fixture
def renderer(host):
    return BoxedRenderer(BoxClient(host.socket))


WORST = 8_000  # characters


def _sized(name):
    text = PATHOLOGICAL[name](1)
    repetitions = max(1, WORST * 200 // max(1, len(PATHOLOGICAL[name](200))))
    return text if len(text) > WORST else PATHOLOGICAL[name](repetitions)[: 2 * WORST]


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_pages_are_rendered_or_shown_as_text_in_bounded_time(renderer, host, name):
    body, before = _sized(name), worked(host.pid)
    rendered = renderer.render(body)
    assert worked(host.pid) - before < 2.0 + 2.0  # of processor time: the limit, and making new boxes
    if rendered.problem:
        assert rendered.html == f'<pre class="plain">{escape(body)}</pre>'
    assert offences(rendered.html) == []


def test_after_a_runaway_page_the_next_one_renders(renderer):
    assert renderer.render("[[" * 8000).problem
    assert renderer.render("*a*") == Rendered("<p><em>a</em></p>")
