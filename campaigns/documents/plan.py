"""Kế hoạch phát động phong trào thi đua: purpose, areas and tasks, drives, reports, who does what."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import Frame, frame, recipients
from campaigns.documents.wording import dashed, day, joined, legal_bases, lines_of, listed, two
from campaigns.models import Campaign, ContentArea, Drive, ReportDuty, Task
from toolkit.text import clean
from units.models import Role

NUMERALS = ("I", "II", "III", "IV", "V", "VI")


@dataclass(frozen=True, slots=True)
class PlanArea:
    number: int
    title: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan with its numeral; `areas` stand under the content areas alone."""

    numeral: str
    title: str
    lines: tuple[str, ...] = ()
    areas: tuple[PlanArea, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    slug: ClassVar[str] = "ke-hoach"
    template: ClassVar[str] = "documents/plan.html"

    frame: Frame
    legal_bases: tuple[str, ...]
    bloc: str
    year: int
    sections: tuple[Section, ...]

    @classmethod
    def of(
        cls, facts: YearFacts, campaign: Campaign, *, on: date, number: int | None = None, draft: bool = False
    ) -> "PlanDocument":
        """The campaign as it stands. Five queries besides those of the facts, however large it is."""
        return cls(
            frame=frame(
                facts,
                title="Kế hoạch",
                subject=f"Phát động phong trào thi đua năm {facts.year}",
                on=on,
                type_="KH",
                number=number,
                draft=draft,
                recipients=recipients(facts, facts.unit_names, upward=False),
            ),
            legal_bases=legal_bases(facts),
            bloc=facts.bloc,
            year=facts.year,
            sections=_sections(facts, campaign),
        )


def _sections(facts: YearFacts, campaign: Campaign) -> tuple[Section, ...]:
    """Empty parts are left out; what is there is counted from I."""
    parts = [
        ("MỤC ĐÍCH, YÊU CẦU", lines_of(campaign.purpose), ()),
        ("NỘI DUNG THI ĐUA", (), _areas(campaign)),
        ("CÁC ĐỢT THI ĐUA", _drives(campaign), ()),
        ("THỜI GIAN, CHỈ TIÊU", _times(campaign), ()),
        ("CHẾ ĐỘ BÁO CÁO", _reports(campaign), ()),
        ("TỔ CHỨC THỰC HIỆN", (*lines_of(campaign.organisation), *_roles(facts)), ()),
    ]
    kept = [part for part in parts if part[1] or part[2]]
    return tuple(
        Section(numeral, title, dashed(lines), areas)
        for numeral, (title, lines, areas) in zip(NUMERALS, kept, strict=False)
    )


def _areas(campaign: Campaign) -> tuple[PlanArea, ...]:
    areas = ContentArea.objects.filter(campaign=campaign).prefetch_related("tasks").order_by("number")
    return tuple(
        PlanArea(
            area.number,
            clean(area.title),
            listed([_with_date(clean(task.text), task.due_on) for task in _in_order(area)]),
        )
        for area in areas
    )


def _in_order(area: ContentArea) -> list[Task]:
    return sorted(area.tasks.all(), key=lambda task: (task.position, task.pk))


def _with_date(text: str, due_on: date | None) -> str:
    return f"{text.rstrip(';.')} (trước ngày {day(due_on)})" if due_on else text


def _drives(campaign: Campaign) -> tuple[str, ...]:
    drives = Drive.objects.filter(campaign=campaign).order_by("starts_on", "pk")
    return listed([_drive(drive) for drive in drives])


def _drive(drive: Drive) -> str:
    words = f"{clean(drive.name)}, từ ngày {day(drive.starts_on)} đến ngày {day(drive.ends_on)}"
    if drive.holiday and clean(drive.holiday) not in words:
        words += f", chào mừng {clean(drive.holiday)}"
    return f"{words}: {clean(drive.theme)}" if drive.theme else words


def _times(campaign: Campaign) -> tuple[str, ...]:
    lines = []
    if campaign.starts_on and campaign.ends_on:
        lines.append(f"Thời gian thực hiện: từ ngày {day(campaign.starts_on)} đến ngày {day(campaign.ends_on)}.")
    if campaign.plan_due_on:
        lines.append(f"Mỗi đơn vị gửi kế hoạch thực hiện của đơn vị trước ngày {day(campaign.plan_due_on)}.")
    if campaign.least_initiatives:
        until = f" trước ngày {day(campaign.initiative_due_on)}" if campaign.initiative_due_on else ""
        least = two(campaign.least_initiatives)
        lines.append(f"Mỗi đơn vị đăng ký ít nhất {least} sáng kiến, mô hình hoặc giải pháp mới{until}.")
    return tuple(lines)


def _reports(campaign: Campaign) -> tuple[str, ...]:
    duties = ReportDuty.objects.filter(campaign=campaign).prefetch_related("due_dates").order_by("pk")
    return tuple(f"{clean(duty.title)}{_due(duty)}." for duty in duties)


def _due(duty: ReportDuty) -> str:
    dates = sorted(duty.due_dates.all(), key=lambda due: due.due_on)
    words = [f"{clean(due.name)} trước ngày {day(due.due_on)}".strip() for due in dates]
    return f": {joined(words)}" if words else ""


def _roles(facts: YearFacts) -> tuple[str, ...]:
    """Who leads; whatever the plan's own words say, the roles of the year are these."""
    by_role = {role: [m.name for m in facts.members if m.role == role] for role in Role}
    lines = [f"{Role(role).label}: {joined(by_role[role])}." for role in (Role.HEAD, Role.DEPUTY) if by_role[role]]
    if by_role[Role.MEMBER]:
        lines.append(f"Các đơn vị thành viên: {joined(by_role[Role.MEMBER])}.")
    return tuple(lines)
