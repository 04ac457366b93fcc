"""Files that are sent: put down in a folder of their own, under a name that leads nowhere else."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from circulars.errors import UsageError
from registry.archive import file_name
from web.sizes import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def name_of(upload: UploadFile) -> str:
    """What a file is called here: the end of what its sender calls it, without anything that a path is made of."""
    return file_name(Path((upload.filename or "").replace("\\", "/")).name) or "letter"


async def sent_uploads(request: Request) -> list[UploadFile]:
    """The files of a form, without fields that nobody put a file in; read here, as `web.guards.sent_fields` is."""
    values = (await request.form()).getlist("files")
    return [one for one in values if isinstance(one, UploadFile) and one.filename]


Uploads = Annotated[list[UploadFile], Depends(sent_uploads)]


@contextmanager
def on_disk(uploads: Sequence[UploadFile], limit: int) -> Iterator[list[Path]]:
    """Several files as `put_down` puts one, until they are no longer needed.

    Raises:
        UsageError: If one is larger than the limit.
    """
    with ExitStack() as down:
        yield [down.enter_context(put_down(one, limit)) for one in uploads]


@contextmanager
def put_down(upload: UploadFile, limit: int | None = None) -> Iterator[Path]:
    """A file that was sent, until it is no longer needed.

    Raises:
        UsageError: If it is too large.
    """
    with tempfile.TemporaryDirectory(prefix="saraban-") as folder:
        path = Path(folder) / name_of(upload)
        most = LARGEST if limit is None else limit
        if upload.size is not None and upload.size > most:
            raise UsageError("upload-too-large", file=path.name, limit=str(most // 1_000_000))
        with path.open("wb") as out:
            shutil.copyfileobj(upload.file, out)
        yield path
