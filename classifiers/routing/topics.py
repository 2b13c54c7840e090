"""What teams answer for: the topics of a kind of authority, read from config/topics/<profile>.toml.

A topics file is for an administrator to edit. Each topic is a table of its own:

    [topics.parking]
    name = "Parking"
    description = "Car parks, permits and penalty charge notices."
    near = "Road works and yellow lines being laid: highways_transport."
    words = '''penalty charge notice, PCN, car park, permit'''
    examples = '''
    How many penalty charge notices were cancelled on appeal last year?
    '''

`words` are separated by commas or line ends, `examples` stand one a line; both may also be lists. `include` names other
files, relative to this one, whose topics are joined to these.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SLUG = re.compile(r"[a-z][a-z0-9_]*")
KEYS = frozenset({"name", "description", "near", "words", "examples"})


class TopicsError(ValueError):
    """A topics file cannot be used; the message names the file, the topic and what to do."""


@dataclass(frozen=True)
class Topic:
    """One topic. `near` tells people (not the router) where its neighbours begin."""

    slug: str
    name: str
    description: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    near: str = ""

    def joined(self, other: "Topic") -> "Topic":
        """This topic with the words and examples of another of the same slug; its own name and description stay."""
        return Topic(
            slug=self.slug,
            name=self.name,
            description=self.description,
            words=tuple(dict.fromkeys(self.words + other.words)),
            examples=tuple(dict.fromkeys(self.examples + other.examples)),
            near=self.near or other.near,
        )


@dataclass(frozen=True)
class Topics:
    """All topics of one file, in its order."""

    topics: tuple[Topic, ...]
    source: str = ""

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.topics)

    def __len__(self) -> int:
        return len(self.topics)

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(topic.slug for topic in self.topics)

    def name(self, slug: str) -> str:
        return next((topic.name for topic in self.topics if topic.slug == slug), slug)


def load_topics(path: Path) -> Topics:
    """The topics of a file and of those it includes.

    Raises TopicsError, a sentence with the file, the topic and the remedy, where the file cannot be read, is not
    TOML, or holds fewer than two topics or a topic from which nothing can be learned.
    """
    found = _read(path, frozenset())
    if len(found) < 2:
        raise TopicsError(f"{path}: {len(found)} topics are in it; write at least two tables [topics.<slug>]")
    return Topics(tuple(found.values()), str(path))


def _read(path: Path, above: frozenset[Path]) -> dict[str, Topic]:
    if path.resolve() in above:
        raise TopicsError(f"{path}: it includes itself; take it out of `include`")
    table = _table(path)
    found = {slug: _topic(slug, values, path) for slug, values in _tables(table, path).items()}
    for name in _entries(table.get("include", ""), f"{path}: include"):
        for slug, topic in _read(path.parent / name, above | {path.resolve()}).items():
            found[slug] = found[slug].joined(topic) if slug in found else topic
    return found


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise TopicsError(f"{path}: the topics file cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise TopicsError(f"{path}: it is not TOML in UTF-8 ({error})") from None


def _tables(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    unknown = sorted(set(table) - {"topics", "include"})
    if unknown:
        raise TopicsError(f"{path}: {unknown[0]!r} means nothing here; a topic is a table [topics.<slug>]")
    tables = table.get("topics", {})
    if not isinstance(tables, dict):
        raise TopicsError(f"{path}: `topics` must hold tables [topics.<slug>]")
    return tables


def _topic(slug: str, values: Any, path: Path) -> Topic:
    where = f"{path}: topic {slug!r}"
    if not SLUG.fullmatch(slug):
        raise TopicsError(f"{where}: a slug has small letters, figures and underscores only")
    if not isinstance(values, dict):
        raise TopicsError(f"{where}: write it as a table [topics.{slug}]")
    unknown = sorted(set(values) - KEYS)
    if unknown:
        raise TopicsError(f"{where}: {unknown[0]!r} means nothing here; the keys are {', '.join(sorted(KEYS))}")
    topic = Topic(
        slug=slug,
        name=_sentence(values, "name", where) or slug.replace("_", " ").capitalize(),
        description=_sentence(values, "description", where),
        near=_sentence(values, "near", where),
        words=_entries(values.get("words", ""), f"{where}: words", r"[,\n]"),
        examples=_entries(values.get("examples", ""), f"{where}: examples"),
    )
    if not (topic.words or topic.examples or topic.description):
        raise TopicsError(f"{where}: it has no description, words or examples; nothing can be learned from it")
    return topic


def _sentence(values: Mapping[str, Any], key: str, where: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str):
        raise TopicsError(f"{where}: `{key}` must be text in quotation marks")
    return " ".join(value.split())


def _entries(value: Any, where: str, between: str = r"\n") -> tuple[str, ...]:
    parts = re.split(between, value) if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise TopicsError(f"{where}: must be text or a list of texts")
    return tuple(dict.fromkeys(tidy for part in parts if (tidy := " ".join(part.split()))))
