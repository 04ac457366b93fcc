"""Tables on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.errors import NotPermittedError
from generator.xlsx_table import tables_xlsx
from registry.archive import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.listing import Listing


def save_tables(tables: Sequence[Listing], path: Path) -> None:
    """Write the tables as an Excel workbook, whole or not at all; what was there is replaced.

    Raises:
        NotPermittedError: If the file must not be written.
    """
    try:
        write(path, tables_xlsx(tables))
    except PermissionError as error:
        raise NotPermittedError("file-not-permitted", file=str(path)) from error
