"""The same faults in other words, and sentences that only look like faults."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omi_desktop.proofread import proofread

Found = Callable[[str], list[tuple[str, str]]]

SAMPLE = "\n\n".join(
    f"In {count} of 78 cases ({percent}%) it was met."
    for count, percent in ((39, 50), (52, 67), (60, 77), (26, 33), (70, 90))
)
FAULTY = {
    "Of 40 cases, 30 (70%) were late.": "arithmetic",
    "30 cases out of a total of 40 (70%) were late.": "arithmetic",
    "Some 30/40 (70%) were late.": "arithmetic",
    "70% (n=30 of 40) were late.": "arithmetic",
    "Thirty-one of the fifty people (64 per cent) agreed.": "arithmetic",
    "We held six interviews: three with staff, two with victims and two with judges.": "arithmetic",
    "In 40 of 50 cases (80%) a drug test was made. Of the cases not needing a test, four of ten "
    "had one.": "arithmetic",
    "A test was made in 40 of 50 cases. Of the ten cases which did not require a test, four had "
    "one.": "arithmetic",
    "Of the 50 victims sent a questionnaire, 12 replied. 55% of them were pleased.": "unattainable",
    "17 of 20 staff (85%) were content and 18 of the 20 staff (90%) were busy; 63% of staff were "
    "tired.": "unattainable",
    "We sent 60 questionnaires to victims and 24 were returned.\n\n"
    "The 26 respondents among the victims were content.": "contradiction",
    "Out of 90 questionnaires sent to magistrates, 31 came back.\n\n"
    "28 of the 33 respondents (85%) among magistrates liked the reports.": "contradiction",
    "| Score for Public Protection thread | 68% |\n\n"
    "The Public Protection score was 71%, a good result.": "contradiction",
    "1.1 Assessment\n\n64%\n\nWe gave criterion 1.1 a score of 66%.": "contradiction",
    "2.1 Visits\n\nAreas for improvement:\n"
    "(a) Only 62% of home visits were made within the first week of release.\n"
    "(b) In 38% of cases no home visit had been made in the first week after "
    "release.": "contradiction",
    "In 14 of 30 cases screened it was so (47%) and 14 revealed a need for literacy support.\n\n"
    "In nine of 19 cases (47%) where a literacy need was identified, nothing was "
    "done.": "contradiction",
    "1.1 Victims\n\nStrengths:\n"
    "(a) A parole report was shown to the victim in 30 of 42 cases (71%).\n\n"
    "Areas for improvement:\n"
    "(a) In 10 of 16 cases (63%) where the parole report was not shown to the victim, no reason "
    "was recorded.": "contradiction",
    f"We drew a random sample of 80 cases.\n\n{SAMPLE}": "contradiction",
    f"The sample comprised 80 cases.\n\n{SAMPLE}": "contradiction",
    "2.1 Visits\n\nStrengths:\n(a) Home visits were frequent.\n(b) Files were tidy.\n\n"
    "Areas for improvement:\n(a) Home visits, though frequent (strength (b)), were "
    "short.": "reference",
    "2.1 Visits\n\nStrengths:\n(a) Home visits were frequent.\n\n2.2 Files\n\nStrengths:\n"
    "(a) As said in area for improvement (d) of 2.1, much was lacking.": "reference",
    "Accuracy\t95%\t96%\t93%*\n\n* denotes target met or near miss": "structure",
    "70% of plans were clear and 45% of plans were not shared.": "wording",
    "The majority (42%) were seen.": "wording",
    "A report was written in most of the cases (16 out of 40).": "wording",
    "In 38% of cases – a clear majority – nothing was done.": "wording",
    "About half the offenders (71%) had jobs.": "wording",
    "31% of offenders in the sample were re-arrested.\n\n"
    "31% of offenders in the sample had been arrested in that time.": "wording",
}
SOUND = [
    "Of 40 cases, 30 (75%) were late.",
    "Some 30/40 (75%) were late.",
    "| Score for Public Protection thread | 74% |\n\n"
    "In 2005, 40% of the Public Protection work met the standard; now 74% does.",
    "Most staff (78%) were content, but 45% were not supervised.",
    "Half of the 20 staff were new, and few had been trained.",
    "We held six interviews: three with staff, two with victims and one with an offender.",
    "Between 20 and 30% of cases are read by area assessors.",
    "In 36% of cases reviews were late (see area (b)).",
    "The budget rose by 3% from 12 to 13 million and by 5% in the next year.",
    "One of the two offices had closed, and one in five posts was vacant.",
    "We sent 60 questionnaires to victims and 24 were returned. 20 of the 24 respondents (83%) "
    "were content and two respondents were not.",
    "Twenty-five per cent of the area’s staff work part-time; 23% are men.",
    "Version 2.1 Better plans are needed.",
    "The average was 11 days after conviction, within 48 hours in 90% of cases.",
    "No more than 12 of 80 cases (15%) were late and at least 60 of 80 (75%) complete.",
    "(e.g. 12 of 24) and so on, i.e. half of them.",
    f"We drew a sample of 80 cases, of which two were withdrawn.\n\n{SAMPLE}",
    f"We drew a sample of 78 cases.\n\n{SAMPLE}",
]
PIECES = st.sampled_from(
    ["12 of 15", "80%", "(a) ", "\n\n", "1.1 Plans", "Strengths", "Contents\n", "where ", "not ",
     "questionnaires ", "\t", "|", "   ", "*", "(", ")", "{AREA}", "most ", ". ", "seven", "\f",
     "Score for ", "90%*", "see strength (b)", "Appendix 1\n", "sample of 60", "\u2028", "\0"]
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), FAULTY.items())
def test_a_fault_is_found_in_other_words(found: Found, text: str, kind: str) -> None:
    assert {one for one, _ in found(text)} == {kind}


@pytest.mark.parametrize("text", SOUND)
def test_what_only_looks_like_a_fault_is_left_alone(found: Found, text: str) -> None:
    assert found(text) == []


@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_can_be_read_and_findings_lie_inside_it(text: str) -> None:
    proof = proofread(text)
    for finding in proof.findings:
        assert 1 <= finding.line <= len(text.splitlines())
        assert finding.text
        assert finding.why.endswith(".")
    assert proof == proofread(text)
