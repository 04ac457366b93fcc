from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_demo_ends_with_its_table_and_a_second_run_changes_nothing(tmp_path):
    runs = [
        subprocess.run(
            [sys.executable, "-m", "benchmarks.demo"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    first, second = (run.partition("$ saraban form 1")[2] for run in runs)
    assert "ทำซ้ำแล้วไม่มีอะไรเปลี่ยนแปลง" not in first
    assert second.endswith("ทำซ้ำแล้วไม่มีอะไรเปลี่ยนแปลง (nothing changed: everything was done before)\n")
    rows = [line.split() for line in second.splitlines() if line.endswith("จังหวัด")]
    assert [(row[0], row[-5:]) for row in rows] == [
        (item, ["๘", "๗", "อำเภอ", "+", "๑", "จังหวัด"][-5:]) for item in ("–", "๑", "๒")
    ]
    made = [line for line in second.splitlines() if line.startswith("demo/letters/")]
    assert [Path(line).suffix for line in made].count(".xlsx") == 8
    assert {".docx", ".pdf"} <= {Path(line).suffix for line in made}
    assert all((tmp_path / line).is_file() for line in made)
