"""Every address of the admin, asked by everybody. What a letter opens stands in PAGES; who has it in the tables."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from awards.models import AwardRule, Paper, Proposal, Refusal
from campaigns.models import Campaign, ContentArea, LegalBasis, Task
from scoring.models import CriteriaSet, Criterion, Mark, Result, Round, ScoreSheet, UnitResult
from tests.admin_year import a_world
from units.models import Bloc, Commune, Membership, Unit, User

world = pytest.fixture(a_world)

PAGES = {"changelist": "V", "history": "V", "change": "V", "add": "A", "delete": "D", "import": "I", "export": "E"}

# What each may open: V see, A add, D delete, I import, E export. C change, asked of a POST.
ADMINISTRATOR = {
    Commune: "VACD", Bloc: "VACD", Unit: "VACDIE", Membership: "VACD", User: "VACDIE",
    Campaign: "VACD", ContentArea: "VACD", Task: "VACD", LegalBasis: "VACD",
    CriteriaSet: "VAC", Criterion: "VACDIE", Round: "VACD", AwardRule: "VACDIE",
    ScoreSheet: "V", Mark: "V", Result: "V", UnitResult: "VE", Proposal: "V", Refusal: "V", Paper: "V",
}  # fmt: skip
HEAD = {
    Commune: "", Bloc: "V", Unit: "VE", Membership: "V", User: "VE",
    Campaign: "VC", ContentArea: "VACD", Task: "VACD", LegalBasis: "VACD",
    CriteriaSet: "VAC", Criterion: "VACDIE", Round: "VACD", AwardRule: "VACDIE",
    ScoreSheet: "V", Mark: "V", Result: "V", UnitResult: "VE", Proposal: "V", Refusal: "V", Paper: "V",
}  # fmt: skip
OUTSIDE = ["deputy", "clerk", "last_head", "council"]


def row_of(model, world):
    """A row of bloc 02 that is not settled where there is such a thing. The area without criteria may be deleted."""
    year, person = world.year, world["clerk"]
    rows = {
        Commune: year.bloc.commune, Bloc: year.bloc, User: person, Campaign: year.campaign, CriteriaSet: year.table,
        Criterion: year.table.criteria.get(), Round: year.preparing, AwardRule: year.preparing.award_rules.get(),
        Unit: year.bloc.units.get(code="HC"), Membership: year.bloc.memberships.get(unit__code="HC", year=2026),
        ContentArea: spare_area(year), Task: Task.objects.get(area__campaign=year.campaign),
        LegalBasis: year.bloc.legal_bases.get(), ScoreSheet: year.settled.sheets.first(),
        Mark: Mark.objects.filter(sheet__round=year.settled).first(), Result: year.settled.result,
        UnitResult: year.settled.result.units.first(), Proposal: Proposal.objects.get(rule__round=year.settled),
        Refusal: Refusal.objects.filter(rule__round=year.settled).first(), Paper: year.settled.papers.get(),
    }  # fmt: skip
    return rows[model]


def spare_area(year):
    return year.campaign.areas.get_or_create(number=2, defaults={"title": "Thi đua xây dựng nông thôn mới"})[0]


def url_of(model, page, world):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[row_of(model, world).pk] if page in ("change", "delete", "history") else [])


def urls(world):
    """Every page of every model that exists: address, model and the letter that opens it."""
    for model in admin.site._registry:
        for page, letter in PAGES.items():
            try:
                yield url_of(model, page, world), model, letter
            except NoReverseMatch:
                continue


def opens(code):
    """Yes (the page, or the way on after a deed) or no; nothing else is an answer."""
    assert code in (200, 302, 403, 404), code
    return code in (200, 302)


def general_urls():
    return [reverse(f"admin:{name}") for name in ("index", "jsi18n", "password_change", "autocomplete")] + [
        reverse("admin:app_list", args=[app]) for app in ("units", "campaigns", "scoring", "awards")
    ]


def test_every_model_of_the_admin_is_in_both_tables():
    assert set(admin.site._registry) == set(ADMINISTRATOR) == set(HEAD)


@pytest.mark.parametrize(("who", "table"), [("admin", ADMINISTRATOR), ("head", HEAD)])
def test_administrators_and_heads_open_what_is_theirs_and_looking_changes_nothing(world, who, table):
    """Every page once, since each costs 50 ms; none has what the content security policy refuses."""
    browser, pages = world.browser(who), list(urls(world))
    before = stored()

    answers = {url: browser.get(url) for url, _, _ in pages}

    assert {url for url, answer in answers.items() if opens(answer.status_code)} == {
        url for url, model, letter in pages if letter in table[model]
    }
    assert [url for url, answer in answers.items() if against_policy(answer.content.decode())] == []
    assert stored() == before


def stored():
    return {model: list(model.objects.order_by("pk").values()) for model in admin.site._registry}


def against_policy(page):
    return [mark for mark in ("<style", " style=", "<script>", " onclick=", " onchange=") if mark in page]


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_else_enters_and_is_told_so(world, who):
    browser = world.browser(who)

    answers = {url: browser.get(url).status_code for url in [*general_urls(), *(url for url, _, _ in urls(world))]}

    assert set(answers.values()) == {403}, {url: code for url, code in answers.items() if code != 403}
    page = browser.get(reverse("admin:index")).content.decode()
    assert "Người quản trị và cán bộ Trưởng Khối của" in page


def test_anonymous_is_sent_to_the_login_page_of_the_site(world):
    browser = world.browser("anonymous")

    for url in [*general_urls(), *(url for url, _, _ in urls(world))]:
        answer = browser.get(url)
        assert (answer.status_code, answer.url.split("?")[0]) in [
            (302, reverse("login")),
            (302, reverse("admin:login")),
        ], url
    assert browser.get(reverse("admin:login")).url == f"{reverse('login')}?next={reverse('admin:index')}"


def test_the_admins_own_login_page_asks_nobody_twice(world):
    login = reverse("admin:login")

    assert world.browser("head").get(login).url == reverse("admin:index")
    assert world.browser("clerk").get(login).status_code == 403


def test_a_head_of_another_bloc_finds_nothing_of_this_one(world):
    browser = world.browser("stranger")

    for model, letters in HEAD.items():
        if "V" in letters:
            answers = [browser.get(url_of(model, "change", world)), browser.get(url_of(model, "history", world))]
            answers += [browser.post(url_of(model, page, world), {"post": "yes"}) for page in ("change", "delete")]
            assert {answer.status_code for answer in answers} <= {403, 404}, model


def test_lists_and_choices_hold_the_own_bloc_only(world):
    browser = world.browser("stranger")
    names = ["Văn phòng", "Khối thi đua số 02", "truongkhoi"]

    for url, model, letter in urls(world):
        is_list = url == url_of(model, "changelist", world)
        if letter in HEAD[model] and (letter == "A" or is_list):
            page = browser.get(url).content.decode()
            assert [name for name in names if name in page] == [], url


def test_autocomplete_finds_the_own_bloc_only(world):
    def found(who):
        query = {"app_label": "units", "model_name": "membership", "field_name": "unit", "term": ""}
        answer = world.browser(who).get(reverse("admin:autocomplete"), query)
        return sorted(row["text"] for row in answer.json()["results"])

    assert found("stranger") == [
        "Trường Tiểu học (GD, Khối thi đua số 03, xã Hà Bắc)",
        "Trạm Y tế (YT, Khối thi đua số 03, xã Hà Bắc)",
    ]
    assert len(found("admin")) == 6


@pytest.mark.parametrize(("who", "table"), [("admin", ADMINISTRATOR), ("head", HEAD)])
def test_only_who_may_change_can_post(world, who, table):
    """An empty form is answered as a form where one may write, and as a deed that is refused where not."""
    browser = world.browser(who)

    for model, letters in table.items():
        assert opens(browser.post(url_of(model, "change", world), {}).status_code) == ("C" in letters), model
        assert opens(browser.post(url_of(model, "add", world), {}).status_code) == ("A" in letters), model


@pytest.mark.parametrize("who", ["admin", "head"])
def test_what_is_settled_is_changed_and_deleted_by_nobody(world, who):
    browser, settled = world.browser(who), world.year.settled
    frozen = [
        settled, settled.criteria_set, settled.criteria_set.criteria.get(), settled.award_rules.get(), settled.result,
        settled.sheets.first(), Mark.objects.filter(sheet__round=settled).first(), settled.result.units.first(),
        Proposal.objects.get(rule__round=settled), Refusal.objects.filter(rule__round=settled).first(),
        settled.papers.get(),
    ]  # fmt: skip

    for row in frozen:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        stored = type(row).objects.filter(pk=row.pk).values().get()
        assert browser.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200, row
        for page in ("change", "delete"):
            assert browser.post(reverse(f"{name}_{page}", args=[row.pk]), {"post": "yes"}).status_code == 403, row
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        browser.post(reverse(f"{name}_changelist"), chosen)
        assert type(row).objects.filter(pk=row.pk).values().get() == stored, row


def test_a_head_writes_only_in_the_years_it_heads(world):
    """Last year's campaign is seen by this year's head, and stays as it is."""
    last = Campaign.objects.create(bloc=world.year.bloc, year=2025, title="Phong trào 2025")
    browser, url = world.browser("head"), reverse("admin:campaigns_campaign_change", args=[last.pk])

    assert browser.get(url).status_code == 200
    assert browser.post(url, {"title": "Khác"}).status_code == 403
    assert last.title not in browser.get(reverse("admin:scoring_criteriaset_add")).content.decode()


def test_rights_follow_the_membership_of_the_latest_year(world):
    bloc = world.year.bloc
    bloc.memberships.filter(year=2026).delete()

    assert world.browser("head").get(reverse("admin:index")).status_code == 403
    assert world.browser("last_head").get(reverse("admin:index")).status_code == 200
