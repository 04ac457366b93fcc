"""The parts of a DOCX: taken from the archive within bounds, parsed without entities or network."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from circulars.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsers.input_file import InputFile

#: Bytes of a picture that is looked through for codes.
_HEAVIEST_PICTURE = 8_000_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; a comment has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of that name."""
    if element is not None:
        yield from (child for child in element if local(child) == name)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of the first name, its first child of the second, and so on."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An attribute of an element, whatever its namespace; None if there is no element or no such attribute."""
    if element is None:
        return None
    return next((str(text) for key, text in element.items() if str(key).rpartition("}")[2] == name), None)


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is switched by its presence is there and not switched off."""
    return element is not None and value(element) not in {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Package:
    """An opened DOCX."""

    file: InputFile
    archive: zipfile.ZipFile
    document: str  #: the path of the main part

    @classmethod
    def open(cls, file: InputFile) -> Package:
        """The package.

        Raises:
            InputFileError: If it is damaged.
        """
        try:
            archive = zipfile.ZipFile(BytesIO(file.data))
            package = cls(file, archive, "word/document.xml")
            return cls(file, archive, package._main_part())
        except _DAMAGE as error:
            raise InputFileError("docx-damaged", file=file.name) from error

    def part(self, path: str) -> etree._Element | None:
        """The root of a part, or None if the package has none of that name.

        Raises:
            InputFileError: If the part is damaged, or unpacks to more than a letter can hold.
        """
        if path not in self.archive.NameToInfo:
            return None
        limit = self.file.limits.unpacked_megabytes
        try:
            with self.archive.open(path) as stream:
                data = stream.read(limit * 1_000_000 + 1)
            if len(data) > limit * 1_000_000:
                raise InputFileError("docx-too-heavy", file=self.file.name, limit=str(limit))
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            root = etree.fromstring(data, parser)
        except _DAMAGE as error:
            raise InputFileError("docx-damaged", file=self.file.name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            # Office files have no document type; one that has is made to do mischief by its entities.
            raise InputFileError("docx-damaged", file=self.file.name)
        return root

    def related(self, kind: str) -> dict[str, str]:
        """The paths of the parts that the main part refers to as of a kind ("header"), by reference."""
        folder, name = posixpath.split(self.document)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        return dict(_targets(root, folder, kind))

    def has_pictures(self) -> bool:
        """Whether the letter holds pictures."""
        return any("/media/" in f"/{name}" for name in self.archive.NameToInfo)

    def pictures(self) -> Iterator[bytes]:
        """The pictures of the letter, as far as they are of a size that pictures in letters have."""
        for name, info in self.archive.NameToInfo.items():
            if "/media/" not in f"/{name}" or info.file_size > _HEAVIEST_PICTURE:
                continue
            try:
                with self.archive.open(info) as stream:
                    yield stream.read(_HEAVIEST_PICTURE)
            except _DAMAGE:
                continue

    def _main_part(self) -> str:
        targets = dict(_targets(self.part("_rels/.rels"), "", "officeDocument"))
        path = next(iter(targets.values()), self.document)
        if path not in self.archive.NameToInfo:
            raise KeyError(path)
        return path


def _targets(root: etree._Element | None, folder: str, kind: str) -> Iterator[tuple[str, str]]:
    for relation in children(root, "Relationship"):
        target = relation.get("Target", "")
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield relation.get("Id", ""), posixpath.normpath(path)
