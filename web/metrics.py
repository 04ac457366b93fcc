"""Figures of the running program, for Prometheus: how many requests, how long they took, what waits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds; a list is to take less than 0.15, the matrix of a country less than 1.
_BUCKETS: Final = (0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.6, 1, 2.5, 5, 10, 30)
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """What is counted; routes are named by their pattern, so that no address of a letter or person stands there."""

    def __init__(self) -> None:
        #: What is so at this moment, apart from what is counted: each worker counts, and all are added up.
        self._now, self._counted = CollectorRegistry(), CollectorRegistry()
        labels = ("method", "route")
        self._requests = Counter(
            "saraban_requests", "Requests answered", (*labels, "status"), registry=self._counted
        )
        self._seconds = Histogram(
            "saraban_request_seconds",
            "How long they took",
            labels,
            buckets=_BUCKETS,
            registry=self._counted,
        )
        self._waiting = Gauge(
            "saraban_outbox_waiting",
            "Messages to webhooks that wait",
            registry=self._now,
            multiprocess_mode="mostrecent",
        )
        ProcessCollector(registry=self._now)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self, waiting: Callable[[], int]) -> bytes:
        """The figures as Prometheus reads them."""
        self._waiting.set(waiting())
        return generate_latest(self._now) + generate_latest(self._together())

    def _together(self) -> CollectorRegistry:
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return self._counted
        found = CollectorRegistry()
        MultiProcessCollector(found)  # type: ignore[no-untyped-call]
        return found
