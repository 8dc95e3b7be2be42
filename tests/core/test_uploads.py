import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kesher.core import pdf_objects, uploads
from kesher.core.refusals import Refused
from tests.make import files


def kept(name, content, **options):
    return uploads.accepted(name, io.BytesIO(content), **options)


def reason(name, content, **options):
    with pytest.raises(Refused) as refused:
        kept(name, content, **options)
    return refused.value.problems[0].code


@pytest.mark.parametrize(
    ("name", "content", "content_type", "ending"),
    [
        ("a.jpg", files.picture(), "image/jpeg", "jpg"),
        ("a.jpeg", files.picture(), "image/jpeg", "jpeg"),
        ("a.png", files.picture("PNG"), "image/png", "png"),
        ("a.webp", files.picture("WEBP"), "image/webp", "webp"),
        ("a.gif", files.picture("GIF", mode="P", exif=False), "image/png", "png"),
        ("a.bmp", files.picture("BMP", exif=False), "image/png", "png"),
        ("a.tiff", files.picture("TIFF", mode="CMYK", exif=False), "image/png", "png"),
        ("a.pdf", files.pdf(), "application/pdf", "pdf"),
        ("a.docx", files.office(), uploads.OFFICE["word/"][0], "docx"),
        ("a.xlsx", files.office(folder="xl/"), uploads.OFFICE["xl/"][0], "xlsx"),
        ("a.odt", files.open_document(), "application/vnd.oasis.opendocument.text", "odt"),
        ("a.doc", uploads.OLE + b"\0" * 600, "application/msword", "doc"),
        ("a.csv", "שם,טלפון\n".encode("windows-1255"), "text/csv", "csv"),
        ("a.vcf", b"BEGIN:VCARD\r\nEND:VCARD", "text/vcard", "vcf"),
        ("a.txt", "שלום".encode("utf-16"), "text/plain", "txt"),
        ("a.html", b"only words", "text/plain", "txt"),
    ],
)
def test_it_is_told_by_content(name, content, content_type, ending):
    found = kept(name, content)

    assert (found.content_type, found.name) == (
        content_type,
        f"a.{ending}" if ending != "txt" or name == "a.txt" else "a.txt",
    )


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "file-empty"),
        ("a.pdf", b"only words", "file-misnamed"),
        ("a.docx", "מילים".encode(), "file-misnamed"),
        ("a.jpg", b"MZ\x90\x00" + b"\0" * 60, "file-kind"),
        ("a.png", b"\x7fELF" + b"\0" * 60, "file-kind"),
        ("a.txt", b"<html><script>alert(1)</script>", "file-kind"),
        ("a.txt", b"\xef\xbb\xbf \n<!DOCTYPE html>", "file-kind"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-kind"),
        ("a.txt", b"#!/bin/sh\nrm", "file-kind"),
        ("a.txt", b"a\x00b", "file-kind"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "file-heic"),
        ("a.zip", files.archive(), "file-archive"),
        ("a.docx", files.office(extra=["word/vbaProject.bin"]), "file-macros"),
        ("a.docx", b"PK\x03\x04broken", "file-broken"),
        ("a.docx", files.office(types="<x/>"), "file-not-office"),
        ("a.docx", files.office(types=f"<x>{files.MAIN_PARTS['xl/']}.main+xml</x>"), "file-not-office"),
        ("a.docx", files.office(body=b"\0" * 8_000_000), "file-too-much"),
        ("a.xlsx", files.office(folder="xl/", body=b"\0" * 8_000_000), "file-too-much"),
        ("a.odt", files.open_document(body=b"\0" * 8_000_000), "file-too-much"),
        ("a.doc", uploads.OLE + "_VBA_PROJECT".encode("utf-16-le"), "file-macros"),
        ("a.msi", uploads.OLE + b"\0" * 600, "file-kind"),
        ("a.pdf", files.pdf(inside=b"/OpenAction << /S /JavaScript /JS (app.alert) >>"), "pdf-scripts"),
        ("a.pdf", files.pdf(inside=b"/OpenAction << /S /J#61vaScript >>"), "pdf-scripts"),
        ("a.pdf", files.pdf(packed=b"<< /S /Launch /F (cmd.exe) >>"), "pdf-scripts"),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2", "file-kind"),
        ("a.jpg", files.picture()[:200], "picture-broken"),
    ],
)
def test_it_is_refused_with_its_reason(name, content, code):
    assert reason(name, content) == code


def test_a_pdf_whose_packed_part_cannot_be_opened_is_judged_as_it_stands():
    broken = files.pdf().replace(b"%%EOF", b"<< /Type /ObjStm >>\nstream\nnot packed\nendstream %%EOF")

    assert kept("a.pdf", broken).content == broken


def test_the_limit_holds():
    assert reason("a.txt", b"12345", limit=4) == "file-large"
    assert kept("a.txt", b"1234", limit=4).content == b"1234"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_what_was_hidden_in_it_and_stands_upright(form):
    found = kept("photo", files.picture(form))

    image = Image.open(io.BytesIO(found.content))
    assert b"SecretCamera" not in found.content
    assert (dict(image.getexif()), image.size) == ({}, (40, 60))


def test_a_picture_with_a_program_behind_it_loses_the_program():
    assert b"<?php" not in kept("a.jpg", files.picture() + b"<?php system(1) ?>").content


def test_a_large_picture_is_made_smaller():
    image = Image.open(io.BytesIO(kept("a.jpg", files.picture(size=(5000, 100), exif=False)).content))

    assert image.size == (4096, 82)


def test_a_picture_that_claims_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_PIXELS", 100)

    assert reason("a.png", files.picture("PNG", exif=False)) == "picture-large"


def test_a_small_copy_keeps_within_its_side():
    drawn, content_type = uploads.small(io.BytesIO(files.picture(size=(800, 400), exif=False)))

    assert (Image.open(io.BytesIO(drawn)).size, content_type) == ((240, 120), "image/jpeg")


@pytest.mark.parametrize(
    ("name", "ending", "expected"),
    [
        ("../../etc/passwd", "txt", "passwd.txt"),
        (r"C:\Users\דנה\טופס.PDF", "pdf", "טופס.PDF"),
        ("photo.exe", "jpg", "photo.jpg"),
        ("a.b.c.jpeg", "jpg", "a.b.c.jpeg"),
        ("", "pdf", "file.pdf"),
        ("\u202egpj.exe", "png", "gpj.png"),
        ("x" * 500 + ".pdf", "pdf", "x" * 120 + ".pdf"),
    ],
)
def test_the_name_keeps_its_words_and_ends_as_its_content_does(name, ending, expected):
    assert uploads.named(name, ending) == expected


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        [
            b"",
            b"%PDF-",
            b"PK\x03\x04",
            uploads.OLE,
            b"\x89PNG\r\n\x1a\n",
            b"\xff\xd8\xff",
            b"GIF89a",
            b"RIFF0000WEBP",
        ]
    ),
    st.binary(max_size=400),
    st.text(max_size=30),
)
def test_whatever_the_bytes_are_it_is_kept_or_refused(start, rest, name):
    with suppress(Refused):
        assert kept(name, start + rest).content


def test_a_pdf_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_objects, "MOST_UNPACKED", 1000)

    assert reason("a.pdf", files.pdf(packed=b" " * 2000)) == "pdf-too-much"
