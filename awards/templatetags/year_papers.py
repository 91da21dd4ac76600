"""{% year_paper campaign "giay-moi" meeting %}: the draft and the way to issue it, or the paper once it is out.

{% own_registration campaign %}: the same for Đăng ký thi đua of the person's own unit, when it takes part in the year.

{% round_paper_drafts round %}: the drafts of a settled round's papers that are not issued yet, and their words.
"""

from typing import Any

from django import template
from django.urls import reverse

from awards.models import Paper
from awards.papers import missing_kinds
from awards.predicates import reasons_not_to_draft
from awards.states import KIND_BY_SLUG, YearPaperKind
from awards.views.year_papers import DRAFT, ISSUE, WRITE, Asked, paper_url
from campaigns.models import Campaign
from scoring.models import Round
from toolkit.access import may
from units.models import Membership

register = template.Library()


@register.inclusion_tag("awards/_year_paper.html", takes_context=True)
def year_paper(context, campaign: Campaign, slug: str, subject: Any = "") -> dict[str, Any]:
    """`subject` is the object the paper is about, or its key; "" for papers of the year itself.

    A unit's own paper, and one that cannot be looked at any time, need the object.
    """
    kind, request = KIND_BY_SLUG[slug], getattr(context, "request", None)
    key = _key(kind, subject)
    paper = issued_about(request, campaign, f"{kind.about}/{key}" if kind.about else "").get(kind.value)
    is_open = paper is None and request is not None and _has_draft(kind, subject)

    def url(name: str, asked: Asked, **query: str) -> str:
        is_theirs = is_open and _may(request, asked, kind, campaign, subject)
        return paper_url(name, campaign, kind, key, **query) if is_theirs else ""

    here = request.path if request is not None else ""
    return {
        "paper": paper,
        "kind": kind,
        "preview": url("year_paper_preview", DRAFT),
        "texts": url("year_paper_texts", WRITE, ve=here),
        "issue": url("year_paper_issue", ISSUE, ve=here),
    }


@register.inclusion_tag("awards/_year_paper.html", takes_context=True)
def own_registration(context, campaign: Campaign) -> dict[str, Any]:
    """One query more than the paper's own link."""
    of_year = Membership.objects.in_year(campaign.bloc_id, campaign.year).select_related("unit")
    own = of_year.filter(unit=context.request.user.unit_id).first()
    return year_paper(context, campaign, YearPaperKind.REGISTRATION.slug, own) if own else {}


@register.inclusion_tag("awards/papers/texts_links.html", takes_context=True)
def round_paper_drafts(context, round: Round) -> dict[str, Any]:
    """For whoever takes part in the year; nothing until the round is settled."""
    user = context.request.user
    kinds = missing_kinds(round) if round.is_settled and may(user, DRAFT.perm, round) else []
    writes = may(user, WRITE.perm, round)
    return {
        "drafts": [
            (
                kind.label,
                reverse("round_paper_preview", args=[round.pk, kind.slug]),
                reverse("round_paper_texts", args=[round.pk, kind.slug]) if writes else "",
            )
            for kind in kinds
        ]
    }


def _has_draft(kind: YearPaperKind, subject: Any) -> bool:
    return not hasattr(subject, "pk") or not reasons_not_to_draft(kind, subject)


def _may(request: Any, asked: Asked, kind: YearPaperKind, campaign: Campaign, subject: Any) -> bool:
    """A unit's own paper is asked of its object; a key alone gives no right."""
    if not hasattr(request, "user"):
        return False
    if not kind.is_units_own:
        return may(request.user, asked.perm, campaign)
    return hasattr(subject, "pk") and may(request.user, asked.unit_perm, subject)


def issued_about(request: Any, campaign: Campaign, subject: str) -> dict[str, Paper]:
    """The papers in force about one thing, by kind. One query a page, however many links stand on it."""
    asked = request.__dict__.setdefault("_year_papers", {}) if request is not None else {}
    if (campaign.pk, subject) not in asked:
        papers = Paper.objects.of_year().in_force().filter(campaign=campaign, subject=subject).select_related("bloc")
        asked[campaign.pk, subject] = {paper.kind: paper for paper in papers}
    return asked[campaign.pk, subject]


def _key(kind: YearPaperKind, subject: Any) -> Any:
    return getattr(subject, "pk", subject) if kind.about else None
