"""Citations of law that do not exist are pointed out, and none that does."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.casework.citations import pointers

MISSING = [
    ("Please reply under section 94 of the Freedom of Information Act 2000.", "section 94", "ends at section 88"),
    ("Section 101 FOIA obliges you.", "Section 101", "does not exist"),
    ("See s.99 of the FOIA.", "s.99", "does not exist"),
    ("See s 99 FOIA.", "s 99", "does not exist"),
    ("See §90 of the FOI Act.", "§90", "does not exist"),
    ("See FOIA s.120 on this.", "s.120", "does not exist"),
    ("As FOIA (section 120) says", "section 120", "does not exist"),
    ("Under section 1(9) FOIA I ask", "section 1(9)", "ends at subsection (6)"),
    ("section 14(3) of the FOIA", "section 14(3)", "ends at subsection (2)"),
    ("section 36(2)(e) of the FOIA", "section 36(2)(e)", "36(2) ends at (c)"),
    ("sections 12, 14 and 96 of the Freedom of\n  Information Act", "96", "does not exist"),
    ("Sections 90 and 12 of FOIA", "Sections 90", "does not exist"),
    ("section 90A FOIA", "section 90A", "does not exist"),
    ("section 0 of the FOIA", "section 0", "does not exist"),
    ("regulation 30 EIR", "regulation 30", "Regulations end at regulation 21"),
    ("reg. 25 of the EIRs", "reg. 25", "does not exist"),
    ("regulation 12(5)(k) of the EIR", "regulation 12(5)(k)", "12(5) ends at (g)"),
    ("regulation 12(14) EIR", "regulation 12(14)", "ends at paragraph (11)"),
    ("section 45 of the EIR", "section 45", "have regulations, not sections."),
    ("section 12 of the Environmental Information Regulations 2004", "section 12", "regulation 12 may be meant"),
    ("regulation 12 of the FOIA", "regulation 12", "has sections, not regulations; section 12 may be meant"),
    ("Article 120 UK GDPR", "Article 120", "it ends at article 99"),
    ("article 15(7) of the GDPR", "article 15(7)", "ends at paragraph (4)"),
    ("Section 15 of the UK GDPR", "Section 15", "has articles, not sections"),
    ("section 300 of the Data Protection Act 2018", "section 300", "ends at section 215"),
    ("section 80 of the Data Protection Act 1998", "section 80", "ends at section 75"),
    ("regulation 40 of the Re-use of Public Sector Information Regulations 2015", "regulation 40", "regulation 22"),
    ("I write under the Freedom of Information Act 2000. Section 94 of the Act is clear.", "Section 94", "section 88"),
    ("This is a FOIA request. If exempt under section 97, say so.", "section 97", "does not exist"),
    ("Under the Freedom of Information Act 2005 I ask", "Freedom of Information Act 2005", "has no"),
    ("Under FOIA 2005, I ask", "FOIA 2005", "has no"),
    ("Under the Freedom of Information Act 2002 I ask", "Freedom of Information Act 2002", "(Scotland)"),
    ("the Environmental Information Regulations 2014", "Environmental Information Regulations 2014", "has no"),
    ("the Data Protection Act 2015", "Data Protection Act 2015", "has no"),
    ("my records under the Data Protection Act 1998", "Data Protection Act 1998", "was repealed in 2018"),
]  # fmt: skip
SCOTTISH = [
    ("section 80 of FOISA", "section 80", "ends at section 76"),
    ("section 1(8) of the Freedom of Information (Scotland) Act 2002", "section 1(8)", "subsection (6)"),
    ("regulation 22 of the EISRs", "regulation 22", "end at regulation 21"),
    ("regulation 10(5)(j) of the EIRs", "regulation 10(5)(j)", "Scotland"),
    ("the Freedom of Information (Scotland) Act 2004", "Freedom of Information (Scotland) Act 2004", "has no"),
    ("Under the Freedom of Information Act 2000 I ask", "Freedom of Information Act 2000", "In Scotland"),
    ("This is a FOIA request", "FOIA", "valid all the same"),
    ("the Environmental Information Regulations 2004", "Environmental Information Regulations 2004", "In Scotland"),
]  # fmt: skip
THERE = [
    "section 88 of the Freedom of Information Act 2000",
    "Section 1(1) FOIA, section 8, s.10(1), s 16 and section 17(7)(b)",
    "sections 11A, 11B, 22A, 76A, 76B and 80A of the FOIA",
    "section 12A FOIA",
    "sections 12, 14 and 40(2) of the FOIA",
    "section 40(3A)(a), 40(5B) and 40(8) FOIA",
    "sections 68 to 73 of the FOIA, since repealed",
    "section 36(2)(b)(ii) of the FOIA",
    "regulation 12(4)(e), 12(5)(g) and 12(11) of the EIR",
    "regulation 21 EIR",
    "Article 15(1)(h) UK GDPR and Article 99 GDPR, Article 22A of the UK GDPR",
    "section 45 of the Data Protection Act 2018 and DPA 2018 s.215",
    "regulation 22 of the Re-use of Public Sector Information Regulations 2015",
    "the section 45 Code of Practice",
    "Under FOIA, section 106 agreements signed since 2019",
    "How many section 114 notices? This is a FOIA request.",
    "Detained under section 136, how many people? I ask under the Freedom of Information Act.",
    "Section 106 FOIA request",
    "FOIA section 106 agreements",
    "Details of section 117 aftercare refused. FOIA applies.",
    "section 99 of the Localism Act 2011, asked under the FOIA",
    "I ask under the FOIA and the Housing Act 1996. Section 189 of the Act applies.",
    "Under the Freedom of Information Act 2023/24 figures please",
    "Under FOIA 2023 figures please",
    "Under the Freedom of Information Act, 2023 and 2024 figures please",
    "FOIA section 8, 100 copies",
    "the council's 120 libraries, FOIA",
    "the Freedom of Information and Data Protection (Appropriate Limit and Fees) Regulations 2004, regulation 4",
    "How many complaints were made about the Data Protection Act 1998 in its last year?",
    "the Environmental Information Regulations 1992",
    "section 94 of the act of 1855",
]  # fmt: skip


@pytest.mark.parametrize(("text", "where", "said"), MISSING)
def test_what_does_not_exist_is_pointed_out(text: str, where: str, said: str) -> None:
    assert [pointer.span.of(text) for pointer in pointers(text, "england")] == [where]
    assert said in pointers(text, "england")[0].said


@pytest.mark.parametrize(("text", "where", "said"), SCOTTISH)
def test_in_scotland_the_scottish_law_is_looked_at(text: str, where: str, said: str) -> None:
    assert [pointer.span.of(text) for pointer in pointers(text, "scotland")] == [where]
    assert said in pointers(text, "scotland")[0].said


@pytest.mark.parametrize("text", THERE)
@pytest.mark.parametrize("nation", ["england", "wales", "northern_ireland"])
def test_what_exists_is_never_pointed_out(text: str, nation: str) -> None:
    assert pointers(text, nation) == ()


@pytest.mark.parametrize(
    "text", ["Under the Freedom of Information Act I ask", "under the FOI Act", "under FOISA", "EIRs"]
)
def test_what_may_be_the_law_of_the_place_is_left_alone(text: str) -> None:
    assert pointers(text, "scotland") == ()


def test_scottish_law_named_elsewhere_is_pointed_out_once() -> None:
    text = "Under FOISA, and only FOISA, and the EISRs, I ask"
    assert [pointer.span.of(text) for pointer in pointers(text, "england")] == ["FOISA", "EISRs"]


@given(st.text("FOIAfoiaSs.§ ()1249,regulation EIRof theAct\n", max_size=200), st.sampled_from(["england", "scotland"]))
def test_every_pointer_lies_in_the_text_and_says_one_sentence(text: str, nation: str) -> None:
    for pointer in pointers(text, nation):
        assert 0 <= pointer.span.start < pointer.span.end <= len(text)
        assert pointer.said.endswith(".")


@pytest.mark.parametrize(
    "piece",
    [
        "section 94 FOIA ",
        "s.1,2 and ",
        "FOIA (",
        "Freedom of Information Act ",
        "exempt under section 99 ",
        "§§1(1)(a)&",
    ],
)
def test_a_megabyte_is_read_in_seconds(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = perf_counter()
    pointers(text, "wales")
    assert perf_counter() - started < 10
