"""Hatch build hook: the wheel carries the pages' built style sheet and script, so its users need no node."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))

import build_pages


class PagesHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable" and not (build_pages.STATIC / "pages.css").exists():
            build_pages.build()
