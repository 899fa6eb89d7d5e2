"""What the office sends back and what comes back corrected: the same for a filing and for every other matter."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from organizations.filing import QUESTIONS
from organizations.matters.asking import Question, label_of
from organizations.matters.kinds import kind_of
from organizations.matters.remarking import differs, untouched
from organizations.models import Filing, Material, Matter
from organizations.reports import filings, matters

FIGURES, FACTS, WORDS, PAPERS, LEFT_OUT = "figures", "facts", "words", "papers", "left_out"
PARTS: dict[str, Any] = {
    "basics": gettext_lazy("Basic information"), "people": gettext_lazy("Responsible person and members"),
    "materials": gettext_lazy("Materials"),
    FIGURES: gettext_lazy("Figures filled in"), FACTS: gettext_lazy("Entries filled in"),
    WORDS: gettext_lazy("In words"), PAPERS: gettext_lazy("Papers of the application"),
    LEFT_OUT: gettext_lazy("Left out"),
}
PART_OF_SORT = {"count": FIGURES, "yuan": FIGURES, "long": WORDS}


@dataclass(frozen=True)
class Correction:
    """One answer or paper that says something else than at the hand-in before, or was to."""

    name: str
    label: str
    before: str
    now: str
    before_href: str = ""  # where the paper of the hand-in before is
    words: str = ""  # what the office said about it
    changed: bool = True


@dataclass(frozen=True)
class Remarkable:
    """One answer or paper on which the office may say something, as it was handed in, numbers masked."""

    name: str
    label: str
    part: str  # of PARTS, under which it stands
    value: str = ""
    before: str = ""  # what the register says, where it would change
    counted: str = ""  # by the platform
    differs: bool = False  # from what was counted
    file_href: str = ""


def corrections(matter: Matter) -> list[Correction]:
    """What changed between the last two hand-ins; none at the first one."""
    before, now = matter.previous_facts, matter.facts
    names = [*(question.name for question in questions_of(matter)), *Material.Kind.values] if before else []
    return [_correction(matter, name) for name in names if differs(name, before, now)]


def corrected(matter: Matter) -> dict[str, list[Correction]]:
    """For the page of a matter: while the office has it again, what became of each remark; and what else changed."""
    still = untouched(matter, matter.facts) if matter.with_the_office else None
    if still is None:
        return {"remarked": [], "differences": corrections(matter)}
    remarked = [replace(_correction(matter, name), words=words, changed=name not in still)
                for name, words in matter.remarks.items()]
    return {"remarked": remarked, "differences": [one for one in corrections(matter) if one.name not in matter.remarks]}


def _correction(matter: Matter, name: str) -> Correction:
    questions = questions_of(matter)
    asked = {question.name: question for question in questions}
    was, is_now = (
        asked[name].shown(facts.get(name)) if name in asked else str(facts.get(name) or "")
        for facts in (matter.previous_facts, matter.facts))
    href = "" if name in asked or not was else earlier_paper(matter, name)
    return Correction(name, label_of(questions, name), was, is_now, href)


def remarkable(matter: Matter) -> list[Remarkable]:
    """What the office may send back with words, by parts: all that a filing asks, given or not; of another matter what
    was handed in and, last, what was left out.
    """
    if isinstance(matter, Filing):
        return [
            Remarkable(row.name, row.label, row.step, row.value, file_href=row.file_href)
            for row in filings.answers(matter, facts=matter.facts)]
    questions = {question.name: question for question in questions_of(matter)}
    given = {row.name: row for row in matters.answers(matter, facts=matter.facts)}
    found = [
        Remarkable(row.name, row.label, _part(questions.get(row.name), row.value), row.value, row.before, row.counted,
                   row.differs, row.file_href)
        for row in given.values() if row.name in questions or row.file_href]
    found += [Remarkable(name, str(question.label), LEFT_OUT) for name, question in questions.items()
              if name not in given]
    ticks = {name for name, question in questions.items() if question.sort == "tick"}  # told by what they are about
    order = list(PARTS)
    return sorted((one for one in found if one.name not in ticks), key=lambda one: order.index(one.part))


def _part(question: Question | None, value: str) -> str:
    if question is None:
        return PAPERS
    return PART_OF_SORT.get(question.sort, FACTS) if value else LEFT_OUT


def questions_of(matter: Matter) -> tuple[Question, ...]:
    """A filing is asked page by page; its questions are after the same facts."""
    return QUESTIONS if matter.kind == Matter.Kind.FILING else kind_of(matter).asked(matter)


def earlier_paper(matter: Matter, name: str) -> str:
    filed = matter.kind == Matter.Kind.FILING
    return reverse("organizations:filing-material-earlier", args=[matter.pk, name]) if filed else ""
