"""The backup file: a .tar.gz with parts and, last, a manifest that vouches for them.

1. It is written beside its place and moved there when it is whole: a half backup never looks like one.
2. Only its owner reads it (mode 0600): it holds everybody's data and the keys.
3. Reading it back, each part must be named in the manifest and have its SHA-256; nothing else is unpacked.
"""

import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from kesher import __version__
from kesher.core.backups.snapshots import Snapshot

MANIFEST = "manifest.json"
FORMAT = 1
PIECE = 1 << 20


class BadBackup(ValueError):
    """The file is no backup, or not a whole one."""


@dataclass
class Manifest:
    made_at: str
    version: str
    snapshot: Snapshot
    digests: dict[str, str]
    format: int = FORMAT


class Digesting(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def write(path: Path, *, parts: Iterator[tuple[str, Path]], snapshot: Snapshot, made_at: str) -> Manifest:
    """`parts` are (name in the archive, file)."""
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.touch(mode=0o600)
    manifest = Manifest(made_at, __version__, snapshot, {})
    try:
        with tarfile.open(unfinished, "w:gz", compresslevel=5) as archive:
            for name, file in parts:
                manifest.digests[name] = _add(archive, name, file)
            _add_manifest(archive, manifest)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _add(archive: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as file:
        info = tarfile.TarInfo(name)
        info.size = path.stat().st_size
        info.mode = 0o600
        reader = Digesting(file)
        archive.addfile(info, reader)
        return reader.digest.hexdigest()


def _add_manifest(archive: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))


def unpack(path: Path, folder: Path) -> Manifest:
    """Write the parts into `folder` and return the manifest; raises BadBackup unless everything fits."""
    try:
        found, manifest = _unpack(path, folder)
    except (tarfile.TarError, EOFError, zlib.error, OSError, KeyError, TypeError, ValueError) as error:
        raise BadBackup(f"{path.name} cannot be read as a backup ({type(error).__name__}).") from error
    if manifest is None or manifest.format != FORMAT:
        raise BadBackup(f"{path.name} is not a backup that this version understands.")
    if found != manifest.digests:
        raise BadBackup(f"{path.name} is damaged: its parts are not those that were written.")
    return manifest


def _unpack(path: Path, folder: Path) -> tuple[dict[str, str], Manifest | None]:
    found: dict[str, str] = {}
    with tarfile.open(path, "r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is None or not is_safe(member.name):
                raise BadBackup(f"{path.name} holds something that no backup holds.")
            if member.name == MANIFEST:
                return found, _read_manifest(content.read())
            found[member.name] = _write_part(content, folder / member.name)
    return found, None


def is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _write_part(content: IO[bytes], target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as file:
        target.chmod(0o600)
        while piece := content.read(PIECE):
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _read_manifest(content: bytes) -> Manifest:
    facts: dict[str, Any] = json.loads(content)
    return Manifest(**{**facts, "snapshot": Snapshot(**facts["snapshot"])})
