"""Contents of files, made rather than kept."""

import io
import zipfile
import zlib

from PIL import Image


def picture(form="JPEG", *, size=(60, 40), exif=True, mode="RGB"):
    out = io.BytesIO()
    image = Image.new(mode, size, 120)
    data = Image.Exif()
    if exif:
        data[0x010F] = "SecretCamera"
        data[0x8825] = {1: "N", 2: (32.0, 5.0, 0.0)}
        data[0x0112] = 6
    image.save(out, form, **({"exif": data} if exif and form in {"JPEG", "PNG", "WEBP"} else {}))
    return out.getvalue()


MAIN_PARTS = {
    "word/": "wordprocessingml.document",
    "xl/": "spreadsheetml.sheet",
    "ppt/": "presentationml.presentation",
}


def office(*, extra=(), folder="word/", types="", body="<x/>"):
    main = f"application/vnd.openxmlformats-officedocument.{MAIN_PARTS[folder]}.main+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types or f'<Types><Override ContentType="{main}"/></Types>')
        for name in (f"{folder}document.xml", *extra):
            archive.writestr(name, body)
    return out.getvalue()


def open_document(kind="text", body="<x/>"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", body)
    return out.getvalue()


def archive(names=("a.txt",)):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


def pdf(*, inside=b"", packed=b""):
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\n"
    if packed:
        stream = zlib.compress(packed)
        body += (
            b"2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream\nendobj\n"
        )
    return body + b"3 0 obj\n<< /Length 4 >>\nstream\n/JS \nendstream\nendobj\n%%EOF"
