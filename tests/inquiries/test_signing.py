import io
from base64 import b64decode, b64encode

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw, PngImagePlugin
from PIL.PngImagePlugin import PngInfo

from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import papers, signing
from tests import make


def drawing(*, is_empty=False):
    image = Image.new("RGBA", (200, 80), (0, 0, 0, 0))
    if not is_empty:
        ImageDraw.Draw(image).line((10, 40, 180, 50), fill=(0, 0, 0, 255), width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return signing.START + b64encode(out.getvalue()).decode()


@pytest.fixture
def call(world):
    return make.inquiry(world.ours, kind="service-call", customer=world.customer, by=world.staff)


def signed(world, call, **facts):
    given = {"name": "Dana Levi", "image": drawing(), "by": world.staff, "now": timezone.now(), **facts}
    with acting_for(world.ours):
        return signing.sign(call, **given)


def test_a_signature_keeps_who_signed_what(world, call):
    signature = signed(world, call)

    with acting_for(world.ours):
        assert (signature.name, signature.text_sha256) == ("Dana Levi", papers.fingerprint(call))


@pytest.mark.parametrize("image", ["", "data:image/png;base64,AAAA", "nonsense", drawing(is_empty=True)])
def test_without_a_drawing_nothing_is_signed(world, call, image):
    with pytest.raises(Refused) as refused:
        signed(world, call, image=image)

    assert [one.code for one in refused.value.problems] == ["signature-missing"]


def test_who_signs_is_named(world, call):
    with pytest.raises(Refused):
        signed(world, call, name=" ")


def test_a_phone_that_sends_twice_signs_once(world, call):
    assert signed(world, call, client_key="k1").pk == signed(world, call, client_key="k1").pk


def test_only_calls_are_signed(world):
    task = make.inquiry(world.ours, kind="task", customer=world.customer, by=world.staff)

    with pytest.raises(Refused):
        signed(world, task)


def with_long_text():
    facts = PngInfo()
    facts.add_text("Comment", "x" * (PngImagePlugin.MAX_TEXT_CHUNK + 1), zip=True)
    out = io.BytesIO()
    Image.open(io.BytesIO(b64decode(drawing().removeprefix(signing.START)))).save(out, "PNG", pnginfo=facts)
    return signing.START + b64encode(out.getvalue()).decode()


@pytest.mark.parametrize("image", [signing.START + "שלום", with_long_text()])
def test_what_cannot_be_read_as_a_drawing_is_refused(world, call, image):
    with pytest.raises(Refused) as refused:
        signed(world, call, image=image)

    assert [one.code for one in refused.value.problems] == ["signature-missing"]
