import pytest
from jinja2 import UndefinedError
from starlette.requests import Request

from serving.web.rendering import load_environment, render_page


def test_templates_escape_whatever_they_are_named():
    template = load_environment().from_string("<p>{{ value }}</p>")
    assert template.render(value="<b>&") == "<p>&lt;b&gt;&amp;</p>"


def test_an_unknown_name_is_an_error():
    with pytest.raises(UndefinedError):
        load_environment().from_string("{{ missing }}").render()


def test_a_page_knows_where_it_stands():
    request = Request({"type": "http", "path": "/sumber", "headers": []})
    page = render_page(request, "problem.html.j2", status=404, code=404, heading="Tidak ada", detail="x")
    assert page.status_code == 404
    assert b'<a href="/sumber" aria-current="page">' in page.body
    assert b'<a href="/wilayah">' in page.body
