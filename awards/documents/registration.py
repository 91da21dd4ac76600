"""Đăng ký thi đua of a unit: what it pledged, planned and registered for the year."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils import timezone

from awards.documents.unit_frame import addressee, unit_frame
from awards.documents.unit_year import entries_of, initiatives_of
from awards.documents.year_figures import plan_words
from campaigns.documents.facts import YearFacts
from campaigns.documents.frame import Frame
from campaigns.documents.initiative_list import Row
from campaigns.documents.plan import NUMERALS
from campaigns.documents.wording import dashed, day, lines_of, listed, sentence
from campaigns.models import Campaign, Commitment, DriveEntry, PledgeConfirmation, UnitPlan
from campaigns.states import PlanState
from toolkit.text import clean
from units.models import Membership, Unit

NOT_PLEDGED = "Đơn vị chưa xác nhận giao ước thi đua của Khối."
NOT_PLANNED = "Đơn vị chưa gửi kế hoạch thực hiện."
NO_INITIATIVE = "Đơn vị chưa đăng ký sáng kiến, mô hình, giải pháp nào."
NO_DRIVE = "Đơn vị chưa đăng ký đợt thi đua nào."


@dataclass(frozen=True, slots=True)
class Registering:
    """A unit's year: what the paper is made from."""

    membership: Membership
    campaign: Campaign


@dataclass(frozen=True, slots=True)
class Section:
    numeral: str
    title: str
    lines: tuple[str, ...]
    has_initiatives: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationDocument:
    slug: ClassVar[str] = "dang-ky-thi-dua"
    template: ClassVar[str] = "documents/registration.html"

    frame: Frame
    addressee: str
    plan: str
    unit: str
    year: int
    sections: tuple[Section, ...]
    initiatives: tuple[Row, ...]

    @classmethod
    def of(
        cls, facts: YearFacts, thing: Registering, *, on: date, number: int | None = None, draft: bool = False
    ) -> "RegistrationDocument":
        """Seven queries."""
        unit, campaign = thing.membership.unit, thing.campaign
        initiatives, subject = initiatives_of(campaign, unit), f"Năm {facts.year} của {clean(unit.name)}"
        return cls(
            frame=unit_frame(facts, unit, title="Đăng ký thi đua", subject=subject, on=on, draft=draft),
            addressee=addressee(facts),
            plan=f"Căn cứ {plan} của {facts.bloc}, " if (plan := plan_words(campaign)) else "",
            unit=clean(unit.name),
            year=facts.year,
            sections=_sections(facts, thing, has_initiatives=bool(initiatives)),
            initiatives=initiatives,
        )


def _sections(facts: YearFacts, thing: Registering, *, has_initiatives: bool) -> tuple[Section, ...]:
    """The titles aimed at are what people wrote; nothing is printed of them otherwise."""
    campaign, unit = thing.campaign, thing.membership.unit
    parts: list[tuple[str, tuple[str, ...], bool]] = [
        ("GIAO ƯỚC THI ĐUA", _pledge(campaign, unit), False),
        ("KẾ HOẠCH THỰC HIỆN", _plan(campaign, unit), False),
        ("SÁNG KIẾN, MÔ HÌNH, GIẢI PHÁP", () if has_initiatives else (NO_INITIATIVE,), has_initiatives),
        ("CÁC ĐỢT THI ĐUA", dashed(listed([_drive(e) for e in entries_of(campaign, unit)])) or (NO_DRIVE,), False),
    ]
    if facts.texts.assessment:
        parts.append(("DANH HIỆU, HÌNH THỨC KHEN THƯỞNG PHẤN ĐẤU", facts.texts.assessment, False))
    return tuple(Section(numeral, *part) for numeral, part in zip(NUMERALS, parts, strict=False))


def _pledge(campaign: Campaign, unit: Unit) -> tuple[str, ...]:
    """When the unit confirmed the pledge, and what it promised. Two queries."""
    found = PledgeConfirmation.objects.filter(pledge__campaign=campaign, unit=unit).first()
    if found is None:
        return (NOT_PLEDGED,)
    promises = Commitment.objects.filter(pledge=found.pledge_id).order_by("position", "pk")
    return (
        f"Đơn vị đã xác nhận giao ước ngày {day(timezone.localdate(found.confirmed_at))}, cam kết:",
        *(f"{i}. {_promise(promise)}" for i, promise in enumerate(promises, start=1)),
    )


def _promise(promise: Commitment) -> str:
    target = clean(promise.target).rstrip(".;")
    words = sentence(clean(promise.text).rstrip(";,"))
    return f"{words} Chỉ tiêu: {target}." if target else words


def _plan(campaign: Campaign, unit: Unit) -> tuple[str, ...]:
    """The plan the unit sent, with what it plans for each area. Two queries."""
    plan = UnitPlan.objects.filter(campaign=campaign, unit=unit, state=PlanState.FILED).first()
    if plan is None:
        return (NOT_PLANNED,)
    words = "Kế hoạch" + (f" số {clean(plan.number)}" if plan.number else " của đơn vị")
    words += f" ngày {day(plan.dated_on)}" if plan.dated_on else ""
    parts = plan.parts.exclude(text="").select_related("area").order_by("area__number", "pk")
    areas = [line for part in parts for line in (f"{part.area.number}. {clean(part.area.title)}:", *_text(part.text))]
    return (f"{words}, đã gửi Khối.", *_text(plan.summary), *areas)


def _text(typed: str) -> tuple[str, ...]:
    return dashed([sentence(line.rstrip(";,")) for line in lines_of(typed)])


def _drive(entry: DriveEntry) -> str:
    told = "; ".join(line.rstrip(".;") for line in lines_of(entry.registration))
    return f"{clean(entry.drive.name)}: {told}" if told else clean(entry.drive.name)
