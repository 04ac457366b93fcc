"""Files that browsers send, put where the desk can read them."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from circulars.errors import UsageError
from registry.archive import file_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


async def sent_uploads(request: Request) -> list[UploadFile]:
    """The files of a form, those fields left out that nobody put a file in; read here, as `sent_fields` is."""
    values = (await request.form()).getlist("files")
    return [one for one in values if isinstance(one, UploadFile) and one.filename]


Uploads = Annotated[list[UploadFile], Depends(sent_uploads)]


@contextmanager
def on_disk(uploads: Sequence[UploadFile], limit: int) -> Iterator[list[Path]]:
    """The files under the names their senders gave them, stripped of every folder, for as long as the block runs.

    Raises:
        UsageError: If one is larger than the limit.
    """
    with tempfile.TemporaryDirectory(prefix="saraban-") as folder:
        yield [_copied(one, Path(folder) / str(number), limit) for number, one in enumerate(uploads)]


def _copied(upload: UploadFile, folder: Path, limit: int) -> Path:
    name = file_name(Path(upload.filename or "").name) or "letter"
    if upload.size is not None and upload.size > limit:
        raise UsageError("upload-too-large", file=name, limit=str(limit // 1_000_000))
    folder.mkdir()
    path = folder / name
    with path.open("wb") as out:
        shutil.copyfileobj(upload.file, out)
    return path
