"""Questions that ask again what an earlier one asked, and near ones that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.repeats import Repeat, find

SAME = [
    ("How many complaints about noise were received in 2023?", "Total number of noise complaints, 2023."),
    ("How many bins were stolen in 2024?", "Please state the number of bins stolen in 2024."),
    ("How many bins were stolen in 2024?", "How many bins were stolen in 2024?"),
    ("How many bins were stolen in 2024?", "HOW MANY BINS WERE STOLEN IN 2024"),
    ("How much did you spend on taxis in 2022/23?", "Total taxis expenditure, 2022-23 financial year"),
    ("How much was spent on agency nurses?", "What was the total cost of agency nurses?"),
    ("The amount paid to agency nurses", "How much did the Trust pay agency nurses?"),
    ("Please send me a copy of your drone policy.", "Could you provide the drone policy?"),
    ("A copy of the winter gritting plan", "Your winter gritting plan, please."),
    ("How many laptops were purchased in 2021?", "What is the number of laptops bought in 2021?"),
    ("How many planning appeals were refused?", "Number of planning appeals rejected"),
    ("How many planning appeals were turned down?", "The count of planning appeals that were refused"),
    ("How many staff are on zero hours contracts?", "Total number of employees on zero hours contracts."),
    ("Who is the supplier of your payroll software?", "The name of the provider of the payroll software"),
    ("Which company is the supplier of payroll software?", "Which supplier is the provider of payroll software?"),
    ("When did the leisure centre lease start?", "The date on which the lease of the leisure centre commenced"),
    ("When does the street cleaning contract expire?", "On what date does the street cleaning contract end?"),
    ("Why was the Harbour Road library closed?", "The reason for closing Harbour Road library"),
    ("How many parking fines were issued per ward in 2020?", "Number of parking fines issued in each ward in 2020"),
    ("Speeding fines cancelled in the last three years", "Speeding fines that were cancelled in the past 3 years"),
    ("Do you have a policy on homeworking?", "Please confirm whether you have a homeworking policy."),
    ("Has the council a policy on drones?", "Does the council have a policy on drones?"),
    ("How often are lifeguards trained in rescue?", "The frequency with which lifeguards are trained in rescue"),
    ("What percentage of calls were answered in 10 minutes?", "The proportion of calls answered within ten minutes."),
    ("List all empty shops owned by the council.", "Please provide a list of the council's empty shops owned"),
    ("Minutes of the harbour committee from 1 April 2023 to 31 March 2024", "Harbour committee minutes for 2023/24"),
    ("How many foster carers resigned in 2022?", "Please confirm the number of foster carers who left in 2022."),
    ("How many children were excluded from school in 2019?", "The number of children excluded from school in 2019"),
    ("What was the average wait for a hip operation in May?", "The mean wait for a hip operation in May"),
    ("Please send me: How many grey seals were seen?", "I would like to know: the number of grey seals seen"),
    ("Under the Freedom of Information Act 2000, how many ferries ran late?", "Number of ferries that ran late?"),
]  # fmt: skip
OTHER = [
    ("Number of appeals received by the school panel", "Number of appeals refused by the school panel"),
    ("How many noise complaints for 2022?", "How many noise complaints for 2023?"),
    ("Parking permits sold for residents in Ashby", "Parking permits sold for staff in Ashby"),
    ("How many noise complaints were upheld in 2022?", "How many noise complaints were not upheld in 2022?"),
    ("How many noise complaints in Ashby?", "How many noise complaints in Selby?"),
    ("How many noise complaints in Ashby?", "How many noise complaints in Ashby at night?"),
    ("How many boats over 12 metres were moored?", "How many boats under 12 metres were moored?"),
    ("How many boats over 12 metres were moored?", "How many boats over 15 metres were moored?"),
    ("How many complaints by staff about pupils?", "How many complaints by pupils about staff?"),
    ("How many transfers from Ashby to Selby?", "How many transfers from Selby to Ashby?"),
    ("How many foster carers are there?", "How much are foster carers paid?"),
    ("How many drones did the force buy?", "When did the force buy drones with cameras?"),
    ("The number of taxi licences granted in May", "The number of taxi licences revoked in May"),
    ("The highest fine for littering in 2020", "The lowest fine for littering in 2020"),
    ("The average fine for littering in 2020", "The total of fines for littering in 2020"),
    ("Do you have a policy on homeworking?", "Please send a copy of the policy on homeworking."),
    ("How many male teachers left in 2020?", "How many female teachers left in 2020?"),
    ("How many primary schools have a pool?", "How many secondary schools have a pool?"),
    ("How many permanent nurses are employed?", "How many temporary nurses are employed?"),
    ("How much was spent on parking meters?", "How much was received from parking meters?"),
    ("How much income came from parking meters?", "How much was spent on parking meters?"),
    ("Crimes in the town centre before May 2020", "Crimes in the town centre after May 2020"),
    ("How many were refused?", "How many were refused?"),
    ("Of those, how many led to a conviction in court?", "Of those, how many led to a conviction in court?"),
    ("If so, which company runs the scheme?", "If so, which company runs the scheme?"),
    ("What did they cost in total last year?", "What did they cost in total last year?"),
    ("When does the contract end?", "When does the contract end?"),
    ("Why?", "Why?"),
    ("How many homes were bought in 2021/22?", "How many homes were bought in 2022/23?"),
    ("How many homes were bought in the last 3 years?", "How many homes were bought in the last 5 years?"),
    ("How many homes were bought?", "How many homes were sold?"),
    ("Emails sent by the Leader about the pier", "Emails sent to the Leader about the pier"),
    ("How many violent crimes on buses?", "How many violent crimes on trains?"),
    ("How many beds are on the stroke ward?", "How many beds are on the burns ward?"),
    ("Who manages the pier café?", "Who manages the pier café accounts?"),
    ("How many internal reviews were late?", "How many external reviews were late?"),
    ("Number of insourced cleaning contracts", "Number of outsourced cleaning contracts"),
    ("Spend on agency doctors each month", "Spend on agency doctors"),
    ("How many SEND pupils were excluded in May?", "How many pupils were excluded in May?"),
    ("How many state schools have a pool?", "How many schools have a pool?"),
    ("How many completed surveys of bats?", "How many surveys of bats?"),
    ("Which wards have no library?", "Which wards have a library?"),
    ("How many dogs were seized by officers in May?", "How many dogs were seized from officers in May?"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_asked_in_other_words_is_found(one: str, other: str) -> None:
    found = find([one, "How tall is the lighthouse on Gull Rock?", other])
    assert found[:2] == [None, None]
    assert found[2] is not None
    assert found[2].of == 0
    assert 0.5 <= found[2].likeness <= 1


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_question_in_like_words_is_none(one: str, other: str) -> None:
    assert find([one, other]) == [None, None]


def test_the_same_words_are_wholly_alike_and_others_less() -> None:
    asks = ["How many seals were seen in May?", "How many seals were seen in May?", "The number of seals seen in May"]
    first, again, reworded = find(asks)
    assert first is None
    assert again == Repeat(0, 1.0)
    assert reworded is not None
    assert reworded.likeness < 1


def test_what_is_asked_three_times_points_at_the_first() -> None:
    assert [each and each.of for each in find(["Which piers are closed to boats?"] * 3)] == [None, 0, 0]


@given(st.lists(st.text(max_size=80), max_size=8))
def test_a_repeat_is_of_an_earlier_question_whatever_is_written(words: list[str]) -> None:
    found = find(words)
    assert len(found) == len(words)
    assert all(each.of < at and 0 < each.likeness <= 1 for at, each in enumerate(found) if each)


def test_ten_thousand_questions_take_no_square() -> None:
    asks = [f"How many boats of class {n % 700} sank in the harbour {'by' * (n % 5)}?" for n in range(10_000)]
    assert len(find(asks)) == len(asks)
