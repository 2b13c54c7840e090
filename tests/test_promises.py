"""Promises about the project itself: what the wheel carries, who may import whom, who may do what."""

import ast
import json
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from pydantic import BaseModel

from triage import settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("triage", "classifiers")


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """(name called, function it stands in) for every call in a module."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call):
                yield getattr(node.func, "attr", getattr(node.func, "id", "")), function.name


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def documents() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return set(zipfile.ZipFile(next(folder.glob("*.whl"))).namelist())


def test_the_wheel_carries_letters_pages_settings_and_built_assets(wheel: set[str]) -> None:
    needed = ["triage/web/static/pages.css", "triage/web/static/govuk-frontend.min.js"]
    needed += [f"triage/{path.relative_to(ROOT)}" for path in ROOT.glob("templates/**/*") if path.is_file()]
    needed += [f"triage/{path.relative_to(ROOT)}" for path in ROOT.glob("config/**/*.toml")]
    needed += [str(path.relative_to(ROOT)) for path in ROOT.glob("triage/demo/mailbox/*")]
    assert len(needed) > 60
    assert set(needed) - wheel == set()


def test_the_wheel_carries_no_tests_and_no_secrets(wheel: set[str]) -> None:
    allowed = ("triage/", "classifiers/", "foi_triage-")
    assert [name for name in wheel if not name.startswith(allowed)] == []


def test_the_layers_hold() -> None:
    run = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_only_approve_writes_what_goes_out() -> None:
    called = ((str(path.relative_to(ROOT)), *call) for path in modules() for call in calls(path))
    assert {(path, function) for path, name, function in called if name == "OutboxItem"} == {
        ("triage/store/drafts.py", "approve")
    }


def test_only_the_outbox_speaks_smtp() -> None:
    speakers = {str(path.relative_to(ROOT)) for path in modules() if "smtplib" in imports(path)}
    assert speakers - {"triage/cli/check.py"} == {"triage/outbox.py"}


def test_no_module_has_outgrown_its_place() -> None:
    long = {str(path): n for path in modules() if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


def every_route(routes: Iterable[Any]) -> Iterator[Any]:
    """All routes, those of included routers too; static files are no routes of ours."""
    for route in routes:
        if hasattr(route, "original_router"):
            yield from every_route(route.original_router.routes)
        elif getattr(route, "name", "") != "static":
            yield route


def test_every_route_declares_who_may_use_it(tmp_path: Path) -> None:
    from triage.store.database import migrate, open_engine
    from triage.web.access import roles_declared
    from triage.web.app import create_app

    engine = open_engine(f"sqlite:///{tmp_path}/routes.db")
    migrate(engine)
    routes = list(every_route(create_app(settings.load(environ={}), engine).routes))
    assert len(routes) > 20
    assert [route.path for route in routes if roles_declared(route) is None] == []


def setting_names(model: type[BaseModel], path: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner: Any = settings._inner_model(field.annotation)
        if inner is None:
            yield name
        else:
            yield from setting_names(inner)


def test_every_setting_is_documented() -> None:
    own = {"config_folder", "templates_folder"}
    text = documents()
    assert sorted(name for name in set(setting_names(settings.Settings)) - own if f"`{name}`" not in text) == []


def test_every_letter_and_every_fact_of_it_is_documented() -> None:
    from triage.letters.facts import LETTERS, described

    letters = {path.name for path in (ROOT / "templates/letters").iterdir() if not path.name.startswith("_")}
    assert letters == set(LETTERS)
    text = (ROOT / "docs/letters.md").read_text(encoding="utf-8")
    rows = [f"| {fact} | {kind} |" for model in LETTERS.values() for fact, kind, _, _ in described(model)]
    assert [row for row in [*rows, *(f"## `{name}`" for name in letters)] if row not in text] == []


def command_names(group: Any, before: str = "triage") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from command_names(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def test_every_command_is_documented() -> None:
    from triage.cli import app

    names = set(command_names(typer.main.get_command(app)))
    needed = {"demo", "serve", "work", "ingest", "import", "analyse", "due", "letter", "stats", "check", "audit verify"}
    assert {f"triage {name}" for name in needed} <= names
    text = documents()
    assert sorted(name for name in names if f"`{name}" not in text) == []


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_committed_file_names_a_package_index() -> None:
    hosts = [b"".join(parts) for parts in ((b"pypi", b".org"), (b"pythonhosted", b".org"), (b"npmjs", b".org"))]
    naming = [str(path) for path in committed() if any(host in path.read_bytes() for host in hosts)]
    assert naming == []


def test_the_page_macros_and_the_style_sheet_are_the_matched_pair() -> None:
    packages = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert packages["govuk-frontend"] == "6.3.0"
    assert "govuk-frontend-jinja==4.1.0" in project["dependencies"]


def test_every_dependency_is_locked_with_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock", "requirements-node.lock"):
        entries = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        assert [line for line in entries if "==" in line and "--hash=sha256:" not in line] == []
