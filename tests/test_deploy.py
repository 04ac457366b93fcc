"""What an office's server is set up with: looked at by the programs that would use it, where they are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from cli import VERBS

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def compose_command():
    """The program that reads the file; the older one knows the same form."""
    docker = shutil.which("docker")
    if (
        docker
        and subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode == 0
    ):
        return [docker, "compose"]
    old = shutil.which("docker-compose")
    return [old] if old else None


def test_docker_compose_takes_the_file():
    command = compose_command()
    if command is None:
        pytest.skip("no docker compose here")
    done = subprocess.run(
        [*command, "-f", str(DEPLOY / "compose.yaml"), "config"],
        env={**os.environ, "POSTGRES_PASSWORD": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "postgresql+psycopg://saraban:x@database/saraban" in done.stdout


def test_no_password_stands_in_the_files_and_without_one_nothing_starts():
    command = compose_command()
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert re.findall(r"PASSWORD: (?!\$\{POSTGRES_PASSWORD:\?)", text) == []
    if command is not None:
        env = {name: value for name, value in os.environ.items() if name != "POSTGRES_PASSWORD"}
        done = subprocess.run(
            [*command, "-f", str(DEPLOY / "compose.yaml"), "config"],
            env=env,
            capture_output=True,
            check=False,
        )
        assert done.returncode != 0


@pytest.mark.parametrize("name", ["app", "watch", "backup"])
def test_the_services_run_commands_that_there_are_as_nobody_in_particular(name):
    service = COMPOSE["services"][name]
    assert service["command"][0] in VERBS
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
    volumes = {one.split(":")[1] for one in service["volumes"]}
    assert "/data" in volumes
    assert {word for word in service["command"] if word in {"/inbox", "/backup"}} <= volumes


def test_the_counter_is_reached_by_its_proxy_alone():
    assert COMPOSE["services"]["app"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in COMPOSE["services"]["database"]


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("saraban*.[st]*")), ids=lambda one: one.name)
def test_systemd_takes_the_units(path, tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd here")
    for one in DEPLOY.glob("saraban*"):
        # The program stands where it is installed; here it is the one that is tried.
        text = one.read_text(encoding="utf-8").replace(
            "/opt/saraban/bin/saraban", shutil.which("true") or "true"
        )
        (tmp_path / one.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [analyze, "verify", "--man=no", str(tmp_path / path.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    # Of this machine's own units it may complain; of these it must not.
    complaints = [line for line in done.stderr.splitlines() if "saraban" in line]
    assert complaints == []


def test_the_units_run_commands_that_there_are():
    for path in DEPLOY.glob("*.service"):
        (verb,) = re.findall(
            r"^ExecStart=/opt/saraban/bin/saraban (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert verb in VERBS


def test_the_image_is_built_of_files_that_there_are():
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    copied = [one for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for one in line.split()]
    assert [one for one in copied if not (ROOT / one).exists()] == []
    assert re.search(r"^USER saraban$", text, re.MULTILINE)
