import zlib

import pytest

from kesher.core import pdf_objects
from kesher.core.pdf_objects import TooMuch, has_scripts

UNENDED = b"stream\n" * 1000


def packed(content, name=b"ObjStm"):
    return b"<< /Type /" + name + b" >>\nstream\n" + zlib.compress(content) + b"\nendstream\n"


@pytest.mark.parametrize(
    "content",
    [
        b"<< /S /JavaScript >>", b"<< /J#53 (x) >>", b"<< /#4a#53 (x) >>", UNENDED + b"/Launch", packed(b"/JS (x)"),
        packed(b"/JS (x)", b"Obj#53tm"), packed(b"plain") + packed(b"/RichMedia") + UNENDED,
        b"<< /ObjStm >> stream\r\n/EmbeddedFile not packed endstream",
    ],
)  # fmt: skip
def test_what_a_pdf_does_is_found_openly_and_packed(content):
    assert has_scripts(content)


@pytest.mark.parametrize(
    "content", [b"/JSON /Launcher", b"<< >> stream\n/JS endstream", UNENDED, packed(b"/Page"), b""]
)
def test_what_does_nothing_is_left_alone(content):
    assert not has_scripts(content)


def test_streams_without_an_end_are_gone_through_once():
    assert list(pdf_objects.objects(UNENDED)) == [UNENDED]


def test_what_is_unpacked_is_limited_over_the_whole_file(monkeypatch):
    monkeypatch.setattr(pdf_objects, "MOST_UNPACKED", 1000)

    assert not has_scripts(packed(b" " * 400) * 2)
    with pytest.raises(TooMuch):
        has_scripts(packed(b" " * 400) * 3)


def test_streams_are_limited_over_the_whole_file(monkeypatch):
    monkeypatch.setattr(pdf_objects, "MOST_STREAMS", 2)

    assert not has_scripts(packed(b"1") * 2)
    with pytest.raises(TooMuch):
        has_scripts(b"<< >> stream\nendstream " * 3)
