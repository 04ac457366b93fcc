"""Counting what is right, what is invented and what is missed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """How many were found, invented and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 if nothing was found."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found; 1 if there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.right += other.right
        self.false += other.false
        self.missed += other.missed

    def figures(self) -> dict[str, float | int]:
        """Everything, rounded to three places."""
        rounded = {name: round(getattr(self, name), 3) for name in ("precision", "recall", "f1")}
        return {**rounded, "right": self.right, "false": self.false, "missed": self.missed}
