"""The log: one JSON object a line, with the request it belongs to; no secrets, and nothing that a letter says."""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from typing import Any, Final

#: The request that is being answered, as its answer's header names it.
REQUEST: ContextVar[str] = ContextVar("saraban_request", default="")
#: What `logging` puts into every record; whatever else stands there was given with the line.
_OWN: Final = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """A record as one line of JSON.

    Of a failure there stands where it was, never its message: that may hold what a letter says.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        data: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if request := REQUEST.get():
            data["request"] = request
        data |= {name: value for name, value in record.__dict__.items() if name not in _OWN}
        if record.exc_info and record.exc_info[0]:
            frames = traceback.extract_tb(record.exc_info[2])
            data["failure"] = record.exc_info[0].__name__
            data["at"] = [f"{one.filename}:{one.lineno} {one.name}" for one in frames]
        return json.dumps(data, ensure_ascii=False, default=str)


def configure() -> None:
    """Log to standard error from now on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Subsetting the fonts of a PDF is no news to whoever keeps the counter open.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
