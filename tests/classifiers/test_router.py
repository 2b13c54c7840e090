"""The router: a question gets its topic from its words and from the request it stands in, never from who asked."""

import time
from pathlib import Path

import pytest

from classifiers.router import TopicRouter, Topics, TopicsError, load_topics, trained

COUNCIL = Path(__file__).resolve().parents[2] / "config" / "topics" / "council.toml"


@pytest.fixture(scope="module")
def router() -> TopicRouter:
    return trained(load_topics(COUNCIL))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How many wheelie bins were stolen or burnt in Mill Ward?", "waste_recycling"),
        ("What was paid out to cyclists who fell because of a hole in the carriageway?", "highways_transport"),
        ("How many children became subject to a child protection plan?", "childrens_services"),
        ("How many EHCPs were issued after the statutory deadline?", "education_schools_send"),
        ("How many rats were found in takeaways by food inspectors?", "environmental_health_licensing"),
        ("Which antivirus and firewall products protect your laptops?", "it_digital"),
        ("What was the turnout at the by-election, and who was the returning officer?", "legal_democratic_elections"),
        ("How many social tenants are waiting for repairs to mould?", "housing_homelessness"),
        ("How many graves are left in Eastfield cemetery?", "bereavement_registrars"),
        ("How many personal data breaches did you report to the ICO?", "information_governance"),
    ],
)
def test_a_question_with_words_of_its_own_goes_to_its_topic(router: TopicRouter, question: str, topic: str) -> None:
    assert router.rank(question)[0][0] == topic


def test_a_question_without_words_of_its_own_follows_its_siblings(router: TopicRouter) -> None:
    siblings = ["How many parking fines were challenged?", "How many went to the parking tribunal?"]
    slug, probability = router.rank("How many were upheld?", siblings=siblings)[0]
    assert slug == "parking"
    assert probability > router.rank("How many were upheld?")[0][1]


def test_a_question_without_words_of_its_own_follows_the_subject_line(router: TopicRouter) -> None:
    assert router.rank("How many were there?", subject="Cremations and burials")[0][0] == "bereavement_registrars"


def test_a_question_without_words_of_its_own_follows_the_stem(router: TopicRouter) -> None:
    assert router.rank("b) In 2024?", stem="How many library books were lost:")[0][0] == "leisure_culture_libraries"


def test_a_question_of_another_team_may_leave_its_request(router: TopicRouter) -> None:
    request = (
        "How many potholes were mended?\nHow many road defects were found?\nHow many staff were off sick with stress?"
    )
    ranked = router.rank("How many staff were off sick with stress?", request=request)
    assert ranked[0][0] == "hr_workforce"


def test_probabilities_are_shares_best_first(router: TopicRouter) -> None:
    shares = [probability for _, probability in router.rank("How many allotments are free?")]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == len(router.classes_) == 23


def test_nothing_said_gives_no_confidence(router: TopicRouter) -> None:
    assert router.rank("")[0][1] < 0.5
    assert router.rank("Question 4 please")[0][1] < 0.5


def test_who_asked_changes_nothing(router: TopicRouter) -> None:
    asked = "How many benches are there in the park?"
    one = f"Dear Ms Parkingson,\n\n{asked}\n\nYours faithfully,\n\nAnn Libraryman\nann@school.example\n01632 960 999"
    other = f"Dear Sir or Madam,\n\n{asked}\n\nYours faithfully,\n\nBob Crematorium\nbob@housing.example\n01632 960 111"
    assert router.rank(asked, request=one) == router.rank(asked, request=other)


def test_the_authoritys_own_name_does_not_count() -> None:
    own = trained(load_topics(COUNCIL), own_names=["Parking Borough Council"])
    asked = "How many people does Parking Borough Council employ?"
    assert own.rank(asked) == own.rank(asked.replace("Parking Borough Council", ""))


def test_naming_the_act_does_not_make_it_information_governance(router: TopicRouter) -> None:
    asked = "Under the Freedom of Information Act 2000 please tell me how many trees were planted."
    assert router.rank(asked, request=asked)[0][0] == "environment_climate_parks"


def test_the_department_it_is_not_the_pronoun(router: TopicRouter) -> None:
    department = dict(router.rank("Who runs IT?"))["it_digital"]
    assert department > 2 * dict(router.rank("Who runs it?"))["it_digital"]


def test_why_names_words_of_the_question(router: TopicRouter) -> None:
    reasons = router.why(
        "How many EHCPs were late and how many families went to the SEND tribunal?", "education_schools_send"
    )
    assert any("EHCP" in reason for reason in reasons)
    assert 1 <= len(reasons) <= 4


def test_why_says_when_the_words_stand_elsewhere(router: TopicRouter) -> None:
    reasons = router.why("How many were upheld?", "parking", "Parking fines and penalty charge notices")
    assert reasons
    assert all(reason.endswith("(elsewhere in the request)") for reason in reasons)


def test_texts_that_stand_alone_get_probabilities_too(router: TopicRouter) -> None:
    texts = ["gritting lorries", "foster carers"]
    assert list(router.predict(texts)) == ["highways_transport", "childrens_services"]
    assert router.predict_proba(texts).sum(axis=1) == pytest.approx([1, 1])


def test_two_topics_are_enough() -> None:
    pair = TopicRouter().fit(
        ["bins and rubbish", "bins", "roads and holes", "roads"], ["bins", "bins", "roads", "roads"]
    )
    assert pair.rank("the bins")[0][0] == "bins"
    assert pair.rank("the roads")[0][0] == "roads"


def test_fewer_than_two_topics_are_refused() -> None:
    with pytest.raises(TopicsError, match="at least two"):
        trained(Topics((), "own.toml"))
    with pytest.raises(ValueError, match="two topics"):
        TopicRouter().fit(["bins"], ["bins"])


def test_learning_and_ranking_are_quick() -> None:
    start = time.process_time()
    quick = trained(load_topics(COUNCIL))
    assert time.process_time() - start < 5
    start = time.process_time()
    for n in range(20):
        quick.rank(f"How many bins were missed in street {n} of ward {n}?", request=f"About bins {'word ' * n}")
    assert (time.process_time() - start) / 20 < 0.05


def test_a_hostile_text_costs_little(router: TopicRouter) -> None:
    start = time.process_time()
    for text in ("(" * 200_000, "a@" * 100_000, "Dear " * 50_000, "0 " * 100_000, "Thanks\n" * 30_000, "A" * 200_000):
        router.rank(text, request=text)
    assert time.process_time() - start < 6
