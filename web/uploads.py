"""Files that are sent: put down in a folder of their own, under a name that leads nowhere else."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from circulars.errors import UsageError
from registry.archive import file_name
from web.sizes import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import UploadFile


def name_of(upload: UploadFile) -> str:
    """What a file is called here: the end of what its sender calls it, without anything that a path is made of."""
    return file_name(Path((upload.filename or "").replace("\\", "/")).name) or "letter"


@contextmanager
def put_down(upload: UploadFile) -> Iterator[Path]:
    """A file that was sent, until it is no longer needed.

    Raises:
        UsageError: If it is too large.
    """
    with tempfile.TemporaryDirectory(prefix="saraban-") as folder:
        path = Path(folder) / name_of(upload)
        if upload.size is not None and upload.size > LARGEST:
            raise UsageError("upload-too-large", file=path.name, limit=str(LARGEST // 1_000_000))
        with path.open("wb") as out:
            shutil.copyfileobj(upload.file, out)
        yield path
