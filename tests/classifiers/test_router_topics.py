"""Topics files: what an administrator may write, and what is said when it cannot be used."""

from pathlib import Path

import pytest

from classifiers.routing.topics import Topics, TopicsError, load_topics

BUNDLED = Path(__file__).resolve().parents[2] / "config" / "topics"
PROFILES = ("council", "police", "nhs", "university", "fire", "central")
TWO = "[topics.bins]\nwords = 'bin, tip'\n[topics.roads]\nexamples = '''\nHow many potholes?\nWhich roads?\n'''\n"


def written(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("profile", PROFILES)
def test_every_bundled_topic_has_a_description_words_and_a_dozen_examples(profile: str) -> None:
    topics = load_topics(BUNDLED / f"{profile}.toml")
    assert len(topics) >= 8
    assert [t.slug for t in topics if not t.description or len(t.words) < 50 or len(t.examples) < 12] == []


def test_a_council_has_its_twenty_three_topics() -> None:
    slugs = load_topics(BUNDLED / "council.toml").slugs
    assert len(slugs) == 23
    assert {"housing_homelessness", "information_governance", "bereavement_registrars"} <= set(slugs)


@pytest.mark.parametrize("profile", PROFILES[1:])
def test_other_bodies_have_the_topics_that_every_body_has(profile: str) -> None:
    slugs = load_topics(BUNDLED / f"{profile}.toml").slugs
    assert {"hr_workforce", "it_digital", "finance_procurement", "estates_facilities", "policy_strategy"} <= set(slugs)


def test_words_stand_between_commas_and_examples_on_lines(tmp_path: Path) -> None:
    bins, roads = load_topics(written(tmp_path, TWO))
    assert bins.words == ("bin", "tip")
    assert roads.examples == ("How many potholes?", "Which roads?")
    assert bins.name == "Bins"


def test_an_included_topic_adds_to_the_one_of_the_same_name(tmp_path: Path) -> None:
    written(tmp_path, "[topics.bins]\nname = 'Other'\nwords = 'skip'\n", "part.toml")
    topics = load_topics(written(tmp_path, "include = 'part.toml'\n" + TWO))
    assert topics.slugs == ("bins", "roads")
    assert topics.topics[0].words == ("bin", "tip", "skip")
    assert topics.name("bins") == "Bins"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 topics"),
        ("[topics.bins]\nwords = 'bin'\n", "1 topics"),
        ("[topics.bins\n", "not TOML"),
        ("[topic.bins]\nwords = 'bin'\n", "'topic' means nothing"),
        ("[topics.Bins]\nwords = 'bin'\n", "small letters"),
        ("[topics.bins]\n", "nothing can be learned"),
        ("[topics.bins]\nword = 'bin'\n", "the keys are"),
        ("[topics.bins]\nwords = [1]\n", "list of texts"),
        ("topics = 3\n", "must hold tables"),
        ("include = 'own.toml'\n", "includes itself"),
        ("include = 'gone.toml'\n", "gone.toml: the topics file cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(TopicsError, match=said) as caught:
        load_topics(path)
    assert str(tmp_path) in str(caught.value)


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(TopicsError, match=r"nowhere\.toml: the topics file cannot be read"):
        load_topics(Path("nowhere.toml"))


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"[topics.bins]\nwords = '\xff\xfe'\n")
    with pytest.raises(TopicsError, match="UTF-8"):
        load_topics(path)


def test_topics_know_their_length_and_unknown_names() -> None:
    assert len(Topics(())) == 0
    assert Topics(()).name("gone") == "gone"
