"""{% year_paper campaign "giay-moi" meeting %}: the draft and the way to issue it, or the paper once it is out."""

from typing import Any

from django import template

from awards.models import Paper
from awards.states import KIND_BY_SLUG, YearPaperKind
from awards.views.year_papers import paper_url
from campaigns.models import Campaign
from toolkit.access import may

register = template.Library()


@register.inclusion_tag("awards/_year_paper.html", takes_context=True)
def year_paper(context, campaign: Campaign, slug: str, subject: Any = "") -> dict[str, Any]:
    """`subject` is the object the paper is about, or its key; "" for papers of the year itself."""
    kind, request = KIND_BY_SLUG[slug], getattr(context, "request", None)
    key = _key(kind, subject)
    paper = issued_about(request, campaign, f"{kind.about}/{key}" if kind.about else "").get(kind.value)
    user = getattr(request, "user", None)
    sees_drafts = paper is None and user is not None and may(user, "campaigns.see_year", campaign)
    issues = paper is None and user is not None and may(user, "awards.issue_year_paper", campaign)
    return {
        "paper": paper,
        "kind": kind,
        "preview": paper_url("year_paper_preview", campaign, kind, key) if sees_drafts else "",
        "issue": paper_url("year_paper_issue", campaign, kind, key, ve=request.path) if issues and request else "",
    }


def issued_about(request: Any, campaign: Campaign, subject: str) -> dict[str, Paper]:
    """The papers in force about one thing, by kind. One query a page, however many links stand on it."""
    asked = request.__dict__.setdefault("_year_papers", {}) if request is not None else {}
    if (campaign.pk, subject) not in asked:
        papers = Paper.objects.of_year().in_force().filter(campaign=campaign, subject=subject).select_related("bloc")
        asked[campaign.pk, subject] = {paper.kind: paper for paper in papers}
    return asked[campaign.pk, subject]


def _key(kind: YearPaperKind, subject: Any) -> Any:
    return getattr(subject, "pk", subject) if kind.about else None
