"""An invented report without a fault, and ways to ask for what is found in a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from omi_desktop.proofread import proofread

Found = Callable[[str], list[tuple[str, str]]]

SOUND_REPORT = """\
# A report on offender management in Westmere

Sample of 60 offenders; two cases were withdrawn and 58 of the 60 cases were read.

# CONTENTS

SUMMARY\t2
SUMMARY OF SCORES\t3
OFFENDER MANAGEMENT IN WESTMERE\t4
1. ASSESSMENT\t5
1.1 Preparing for court\t5
1.2 Assessing harm\t6
1.3 Planning the work\t7
4. LEADERSHIP\t8
4.1 Direction\t8
4.2 Results against targets\t9
Appendix 1 Scoring\t10

## LIST OF ABBREVIATIONS

DTR\tDrug testing requirement
RoH\tRisk of Harm

## SUMMARY

74% of the Risk of Harm work was good enough. Criterion 1.2 scored 74%, and Table 2 shows
the thread.
In 2003 only 41% of the Risk of Harm work had been.

## SUMMARY OF SCORES

Table 1: Ratings

4.1 Direction\tWell met
4.2 Results against targets\tPartly met

Table 2: Risk of Harm thread

Score for Risk of Harm thread\t74%

## OFFENDER MANAGEMENT IN WESTMERE

There were four focus groups: two with unpaid work groups and two with residents of the hostel.

Of the 40 questionnaires sent to offenders, 15 were returned. 80% of those who replied felt helped.

Ten of the 25 questionnaires sent to sentencers were returned. Nine in ten were content.

# 1. ASSESSMENT

## 1.1 Preparing for court

81%

### Strengths:

- (a) Reports were on time in 79% of cases (46 of 58).
- (b) In 30 of 58 cases (52%) a proposal was made. 90% of these proposals were followed.
- (c) All ten respondents among the sentencers were content with the reports.

### Areas for improvement:

- (a) 21% of reports were late, although the proposals themselves (see strength (b)) were sound.

Conclusion: Performance against this criterion was good.

## 1.2 Assessing harm

74%

### Strengths:

- (a) Most cases (81%, or 47 of 58) had been screened for harm on arrival.
- (b) Alcohol screenings stood on file in 20 of 58 cases (34%). Of these, 12 indicated a need \
for a full alcohol assessment.
- (c) Harm screenings led to a full analysis in 35 of 47 cases (74%).

### Areas for improvement:

- (a) In five of the 12 cases where a full analysis of harm had not followed screening, no reason \
was given (42%).

Conclusion: Performance against this criterion was good.

## 1.3 Planning the work

60%

### Strengths:

- (a) Over half of the plans (53%, 31 of 58) named goals, and 57% of cases (33 of 58) \
named dates.

### Areas for improvement:

- (a) Work between the hostel and offender managers was timely in only 40% of cases (23 of 58).
- (b) Fewer than half of the plans (26 of 58) were shared, unlike the reports (1.1 strengths (a) \
and (b)).
- (c) Nothing was planned in 17% of cases (two of 12) where an alcohol need had been identified.

Conclusion: This criterion represents a priority for improvement.

# 4. LEADERSHIP

## 4.1 Direction

Well met

### Strengths:

- (a) 75% of staff (30 of 40) knew the plan, and most staff (85%) had read it.
- (b) 90% of staff (36 of 40) felt supported.

### Area for improvement:

- (a) Supervision was rare.

## 4.2 Results against targets

Partly met

Indicator\tTarget\tWestmere\tEngland
Appointments kept\t90%\t91%*\t88%*
Basic skills awards\t100%\t70%\t104%*
Sickness absence: average days lost\t9 days\t8.1*\t12.3
Breach proceedings ended\tNo more than 35 days\t30 days*\t43 days

\\* Asterisk: the target is met or nearly met.

### Strengths:

- (a) Appointments were kept.

### Area for improvement:

- (a) Too few basic skills awards were gained.

# APPENDIX 1

## Scoring

- 1.1 Preparing for court
- 1.2 Assessing harm
- 1.3 Planning the work
- 4.1 Direction
- 4.2 Results against targets
"""


@pytest.fixture
def sound_report() -> str:
    """Return a report with contents, criteria, tables and an appendix, all of which agree."""
    return SOUND_REPORT


@pytest.fixture
def found() -> Found:
    """Return a function from a text to the kind and the words of each finding."""

    def of(text: str) -> list[tuple[str, str]]:
        return [(finding.kind.value, finding.text) for finding in proofread(text).findings]

    return of
