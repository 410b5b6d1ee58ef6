"""What belongs in each part of the report, in a sentence."""

from __future__ import annotations

_HINTS = {
    "notice": "A line or two at the foot of the cover, such as an embargo. Most reports have none.",
    "foreword": "The Chief Inspector’s own words on what the inspection found, and the signature.",
    "acknowledgements": "Thanks to those who made the inspection possible. The names of the team "
    "follow from People.",
    "summary": "What a reader should know before the sections, if anything.",
    "summary/risk-of-harm": "What the Risk of Harm thread shows, across the sections.",
    "area": "How the area is organised and how far offender management has come. Prisons that "
    "were visited have their passage here, under a heading of their own.",
    "perspective": "What stands before what offenders, victims and courts said.",
    "context": "Caseload, budget, approved premises. Lines with a tab in them make a table.",
    "method": "What was particular to this inspection; the standing text on the model follows.",
    "scoring": "The standing text on scoring and the data cut follow what is written here.",
    "role": "The standing text on the Inspectorate follows what is written here.",
    "sample": "What is to be said of the draw besides its page, which follows, if anything.",
}
_BEGINNINGS = {
    "summary": "The findings of this section in two or three paragraphs.",
    "perspective": "What they said, in words. Returns and results are printed below it.",
    "section": "What holds for the section as a whole, if anything.",
    "criterion": "What holds for the criterion as a whole. Score, results and findings are "
    "printed around it.",
}


def hint(part: str) -> str:
    """Return what belongs in a part."""
    return _HINTS.get(part) or _BEGINNINGS.get(part.partition("/")[0], "")
