"""The documents that the sample council "publishes": short tables of invented figures, each with deep links."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

PUBLISHED = Path(__file__).resolve().parent / "published.toml"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(Part):
    """A table that can be linked to: …/published/<slug>#<anchor>."""

    anchor: str
    heading: str
    columns: list[str] = Field(min_length=1)
    rows: list[list[str]] = Field(min_length=1)
    note: str = ""


class Document(Part):
    slug: str
    title: str
    about: str
    section: list[Section] = Field(min_length=1)


@cache
def documents() -> dict[str, Document]:
    """All documents by slug, as published.toml lists them."""
    table = tomllib.loads(PUBLISHED.read_text(encoding="utf-8"))
    return {found.slug: found for found in (Document.model_validate(entry) for entry in table["document"])}


def document(slug: str) -> Document | None:
    return documents().get(slug)
