"""Dip sampling in the file: cases drawn to be checked, comments on them, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from omi_desktop.clock import Clock, now, stamp
from omi_desktop.errors import RequestError
from omi_desktop.sampling.dip_sample import CompletedCase, dip_sample, how_many
from omi_desktop.store.checking_records import CheckDraw, Checked, Comment, Reply
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.values import CaseStatus, PersonKind, Role, new_key

if TYPE_CHECKING:
    from omi_desktop.store.inspection import Inspection


class Waits(StrEnum):
    """For whom a comment waits."""

    ASSESSOR = "to be answered"
    LEAD = "to be looked at"
    NOBODY = "closed"


class Thread(Struct, frozen=True):
    """A comment with the words that followed it; `now` is what the answer says today."""

    comment: Comment
    replies: tuple[Reply, ...]
    now: str | None
    waits: Waits

    @property
    def is_open(self) -> bool:
        """Tell whether the lead inspector has not closed it."""
        return not self.comment.is_closed

    @property
    def was(self) -> str | None:
        """Return what the answer was when the comment was made."""
        return self.comment.answer

    @property
    def has_changed(self) -> bool:
        """Tell whether the answer is another one since the comment."""
        return bool(self.comment.question) and self.now != self.was


def threads(inspection: Inspection, case: str | None = None) -> tuple[Thread, ...]:
    """Return the comments of the file or of one case, by case, then in the order of the bank."""
    comments = [c for c in inspection.records(Comment) if case in (None, c.case)]
    if not comments:
        return ()
    replies: dict[str, list[Reply]] = {}
    for reply in inspection.records(Reply):
        replies.setdefault(reply.comment, []).append(reply)
    leads = {p.id for p in inspection.people() if p.kind is PersonKind.LEAD_INSPECTOR}
    cases = {one.id: one.position for one in inspection.cases()}
    values = {key: inspection.answers(key) for key in {c.case for c in comments} & cases.keys()}
    places = {question: at for at, question in enumerate(inspection.instrument.questions)}
    found: list[Thread] = []
    for comment in comments:
        own = tuple(sorted(replies.get(comment.id, ()), key=_by_place))
        answer = values.get(comment.case, {}).get(comment.question)
        value = answer.value if answer else None
        found.append(Thread(comment, own, value, _waits(comment, own, value, leads)))

    def place(thread: Thread) -> tuple[int, int, str, str]:
        told = thread.comment
        at = places.get(told.question, -1)
        return cases.get(told.case, len(cases)), at, told.at, told.id

    return tuple(sorted(found, key=place))


def open_comments(inspection: Inspection) -> int:
    """Return how many comments nobody has closed."""
    return sum(not comment.is_closed for comment in inspection.records(Comment))


def to_answer(inspection: Inspection) -> tuple[Thread, ...]:
    """Return the comments that wait for the reader of their case."""
    return tuple(t for t in threads(inspection) if t.waits is Waits.ASSESSOR)


def unchecked(draws: Iterable[CheckDraw], checked: Iterable[Checked]) -> tuple[str, ...]:
    """Return the ids of the drawn cases that are not checked yet, in the order of drawing."""
    done = {one.case for one in checked}
    drawn = (case for draw in draws for case in draw.cases)
    return tuple(dict.fromkeys(case for case in drawn if case not in done))


def draw_cases(
    inspection: Inspection,
    *,
    by: str,
    seed: str = "",
    count: int = 0,
    share: Fraction | None = None,
    clock: Clock = now,
) -> CheckDraw:
    """Draw completed cases to be checked, by number or as a share of all, and keep the draw.

    Raises RequestError where no completed case is left that was not drawn before.
    """
    _refuse_assessor(inspection, "draws cases to be checked")
    complete = [one for one in inspection.cases() if one.status is CaseStatus.COMPLETE]
    draws = inspection.records(CheckDraw)
    before = {case for draw in draws for case in draw.cases}
    if not complete or before.issuperset(one.id for one in complete):
        raise RequestError(
            "No completed case is left to draw: all were drawn before."
            if complete
            else "No case is complete yet, so there is nothing to check."
        )
    cases = [CompletedCase(one.id, one.assessor or "", one.id in before) for one in complete]
    wanted = how_many(share, len(cases)) if share is not None else count
    if wanted < 1:
        raise RequestError("Draw at least one case: give a number or a share above 0.")
    words = "1 case" if wanted == 1 else f"{wanted} cases"
    if share is not None:
        words = f"{float(share * 100):g} % of {len(cases)} completed cases"
    seed = seed or new_key()
    found = dip_sample(cases, wanted, seed)
    draw = CheckDraw(len(draws) + 1, seed, words, stamp(clock()), by, found)
    inspection.put_record(draw, by=by)
    return draw


def comment_on(
    inspection: Inspection,
    case: str,
    question: str,
    text: str,
    *,
    by: str,
    clock: Clock = now,
) -> Comment:
    """Keep a comment on an answer of a case, or with "" on the case as a whole."""
    _refuse_assessor(inspection, "comments on answers")
    if question and question not in inspection.instrument.questions:
        raise RequestError(
            f"There is no question “{question}” in the question bank of this inspection."
        )
    answer = inspection.answers(case).get(question)
    made = Comment(
        new_key(),
        case,
        question,
        _said(text, "comment"),
        by,
        stamp(clock()),
        answer.value if answer else None,
    )
    inspection.put_record(made, by=by)
    return made


def reply_to(
    inspection: Inspection, comment: str, text: str, *, by: str, clock: Clock = now
) -> Reply:
    """Keep a word on a comment: the reader's reply, or the lead inspector's next word."""
    told = comment_of(inspection, comment)
    if told.is_closed:
        raise RequestError("This comment was closed, so it takes no reply.")
    others = [one for one in inspection.records(Reply) if one.comment == comment]
    answer = inspection.answers(told.case).get(told.question)
    made = Reply(
        new_key(),
        comment,
        told.case,
        _said(text, "reply"),
        by,
        stamp(clock()),
        1 + max((one.place for one in others), default=0),
        answer.value if answer else None,
    )
    inspection.put_record(made, by=by)
    return made


def close_comment(inspection: Inspection, comment: str, *, by: str, closed: bool = True) -> Comment:
    """Close a comment, or open it again; both are the lead inspector's."""
    _refuse_assessor(inspection, "closes comments")
    told = comment_of(inspection, comment)
    if told.is_closed == closed:
        return told
    made = replace(told, is_closed=closed, turn=told.turn + 1)
    inspection.put_record(made, by=by)
    return made


def take_back(inspection: Inspection, comment: Comment, *, by: str) -> None:
    """Remove a comment that nobody has seen yet.

    Raises RequestError where it went out in a pack, or was answered: it can only be closed then.
    """
    told = inspection.history(None, f"comment/{comment.id}")
    since = told[0].revision if told else 0
    packs = (p for p in inspection.records(Pack) if comment.case in p.cases)
    answered = any(one.comment == comment.id for one in inspection.records(Reply))
    if answered or any(since <= pack.base_revision for pack in packs):
        raise RequestError("The comment went out already, so it stays. Close it instead.")
    inspection.drop_record(comment, by=by)


def comment_of(inspection: Inspection, comment: str) -> Comment:
    """Return a comment by its id; raises RequestError where there is none."""
    for one in inspection.records(Comment):
        if one.id == comment:
            return one
    raise RequestError(f"There is no comment “{comment}” in this inspection.")


def newer(known: Mapping[str, Comment], came: Sequence[Comment]) -> tuple[Comment, ...]:
    """Return the comments that are not known, or not as far as they have come."""
    return tuple(one for one in came if one.id not in known or known[one.id].turn < one.turn)


def _by_place(reply: Reply) -> tuple[int, str, str]:
    return reply.place, reply.at, reply.id


def _waits(
    comment: Comment, replies: Sequence[Reply], answer: str | None, leads: set[str]
) -> Waits:
    if comment.is_closed:
        return Waits.NOBODY
    own = [reply for reply in replies if reply.by in leads or reply.by == comment.by]
    last = own[-1] if own else None
    if replies and replies[-1] is not last:
        return Waits.LEAD
    was = last.answer if last else comment.answer
    return Waits.LEAD if comment.question and answer != was else Waits.ASSESSOR


def _refuse_assessor(inspection: Inspection, does: str) -> None:
    if inspection.details.role is not Role.LEAD:
        raise RequestError(
            f"This is an assessor’s copy; the lead inspector {does} in their own copy."
        )


def _said(text: str, what: str) -> str:
    if not text.strip():
        raise RequestError(f"The {what} is empty. Say what it is about.")
    return text.strip()
