"""Chấm chéo: the ring, who is asked, what a unit enters about another, what is shown of it and to whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from scoring.actions import checks as actions
from scoring.actions.checks import ring_of
from scoring.actions.sheets import send_back_sheet
from scoring.checking import findings_of
from scoring.models import CheckedMark, Criterion, CrossCheck, Evidence, Mark, Round
from scoring.states import RoundState
from tests.cast import AT, PEOPLE, Size, content_of_size
from tests.reading import text_of
from tests.scoring.rounds import APPRAISED, SELF, mark_of, round_in, sheet_of
from toolkit.reasons import NotPossible
from toolkit.versions import ChangedMeanwhile
from units.models import Unit

pytestmark = pytest.mark.django_db

# The check is KT's of HCC, while the units are appraised.
#                anonymous clerk stranger deputy head other_head council other_council admin
ACCESS = {
    "checks": ("302 200 404 200 200 404 404 404 200", "302 403 404 403 200 404 404 404 403"),
    "checks_take_back": ("302 405 405 405 405 405 405 405 405", "302 403 404 403 302 404 404 404 403"),
    "check": ("302 200 404 200 200 404 404 404 200", "302 405 405 405 405 405 405 405 405"),
    "check_line": ("302 302 404 302 302 404 404 404 302", "302 405 405 405 405 405 405 405 405"),
    "check_save": ("302 405 405 405 405 405 405 405 405", "302 302 404 403 403 404 404 404 403"),
    "check_send": ("302 405 405 405 405 405 405 405 405", "302 302 404 403 403 404 404 404 403"),
    "check_take_back": ("302 405 405 405 405 405 405 405 405", "302 302 404 403 403 404 404 404 403"),
}
MOST_QUERIES = 20


@pytest.fixture
def round(cast):
    return round_in(RoundState.APPRAISING)


@pytest.fixture
def check(cast, round):
    return asked(round, "KT", "HCC")


def unit(round, code):
    return Unit.objects.get(bloc=round.campaign.bloc, code=code)


def asked(round, checker, checked):
    return CrossCheck.objects.create(round=round, checker=unit(round, checker), unit=unit(round, checked))


def criterion(round, code="1.2"):
    return round.criteria_set.criteria.get(code=code)


def enter(check, code="1.2", entry="11.00", note="", seen=0, by=None):
    check = CrossCheck.objects.select_related("round__criteria_set").get(pk=check.pk)
    return actions.enter_check(check, criterion(check.round, code), entry, note, seen=seen, by=by)


def save(client, check, code="1.2", **fields):
    row = criterion(check.round, code)
    url = reverse("check_save", args=[check.pk, row.pk])
    return client.post(url, {"entry": "", "note": "", "version": 0} | fields)


def codes(round):
    return {check.checker.code: check.unit.code for check in round.checks.select_related("checker", "unit")}


# The ring -------------------------------------------------------------------------------------------------------------


def test_each_checks_the_one_that_follows():
    assert ring_of([1, 2, 3]) == [(1, 2), (2, 3), (3, 1)]
    assert ring_of([1, 2, 3], 2) == [(1, 3), (2, 1), (3, 2)]


@given(st.integers(0, 12), st.integers(1, 40))
def test_however_it_is_shifted_nobody_checks_itself_and_everybody_is_checked_once(count, shift):
    units = list(range(count))
    pairs = ring_of(units, shift)
    whole = units if count > 1 else []
    assert sorted(checker for checker, _ in pairs) == sorted(checked for _, checked in pairs) == whole
    assert all(checker != checked for checker, checked in pairs)


def test_the_head_assigns_the_proposed_ring(cast, round):
    client, url = cast.client("head"), reverse("checks", args=[round.pk])
    form = client.get(url).context["form"]
    client.post(url, dict(form.initial))
    expected = {"VP": "VHXH", "VHXH": "KT", "KT": "HCC", "HCC": "DVSNC", "DVSNC": "QLDA", "QLDA": "VP"}
    assert codes(round) == expected


def test_the_head_shifts_the_ring(cast, round):
    form = cast.client("head").get(reverse("checks", args=[round.pk]) + "?cach=2").context["form"]
    assert form.initial[f"unit-{unit(round, 'VP').pk}"] == unit(round, "KT").pk


@pytest.mark.parametrize("shift", ["0", "x", "-1", "999999999999"])
def test_a_strange_shift_is_some_ring(cast, round, shift):
    page = cast.client("head").get(reverse("checks", args=[round.pk]) + f"?cach={shift}")
    assert len(set(page.context["form"].initial.values())) == 6


def test_a_ring_by_hand_must_be_whole(cast, round):
    pks = {code: unit(round, code).pk for code in ("VP", "VHXH", "KT", "HCC", "DVSNC", "QLDA")}
    everybody_checks_kt = {f"unit-{pk}": pks["KT"] for code, pk in pks.items() if code != "KT"}
    page = cast.client("head").post(
        reverse("checks", args=[round.pk]), {**everybody_checks_kt, f"unit-{pks['KT']}": pks["VP"]}
    )
    assert "Mỗi đơn vị được đúng một đơn vị khác chấm chéo." in text_of(page)
    assert codes(round) == {}


def test_no_unit_is_asked_to_check_itself(cast, round):
    pks = list(round.sheets.values_list("unit_id", flat=True))
    with pytest.raises(NotPossible, match="Không đơn vị nào tự chấm chéo mình"):
        actions.assign_checks(round, [(pk, pk) for pk in pks], by=cast.head)
    page = cast.client("head").post(reverse("checks", args=[round.pk]), {f"unit-{pk}": pk for pk in pks})
    assert "chọn một đơn vị khác trong danh sách" in text_of(page)
    assert codes(round) == {}


@pytest.mark.parametrize(
    ("state", "is_possible"),
    [
        (RoundState.SELF_SCORING, True),
        (RoundState.APPRAISING, True),
        (RoundState.SHOWN, False),
        (RoundState.SETTLED, False),
    ],
)
def test_checks_are_assigned_before_the_points_are_shown(cast, state, is_possible):
    found = round_in(state)
    pairs = ring_of(list(found.sheets.values_list("unit_id", flat=True)))
    if not is_possible:
        with pytest.raises(NotPossible, match="Giao chấm chéo ở bước tự chấm hoặc thẩm định"):
            actions.assign_checks(found, pairs, by=cast.head)
    else:
        assert len(actions.assign_checks(found, pairs, by=cast.head)) == 6


def test_what_nobody_began_is_taken_back_and_what_was_begun_stays(cast, round, check):
    url = reverse("checks_take_back", args=[round.pk])
    enter(check)
    cast.client("head").post(url)
    assert round.checks.count() == 1
    CheckedMark.objects.all().delete()
    cast.client("head").post(url)
    assert round.checks.count() == 0


# One check ------------------------------------------------------------------------------------------------------------


def test_a_line_is_saved(cast, check):
    answer = save(cast.client("clerk"), check, entry="11", note="Còn chậm")
    assert answer.status_code == 302
    assert list(check.marks.values_list("entry", "note", "version")) == [("11.00", "Còn chậm", 1)]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"entry": "13"}, "Điểm tối đa là 12,00. Nhập số từ 0 đến 12,00."),
        ({"note": "Chỉ có ý kiến"}, "Ghi điểm chấm chéo bên cạnh ý kiến."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(cast, check, fields, said):
    page = save(cast.client("clerk"), check, **fields)
    [line] = [line for line in page.context["lines"] if line.errors]
    assert (line.errors, line.typed, line.note) == ((said,), fields.get("entry", ""), fields.get("note", ""))
    assert not check.marks.exists()


def test_two_of_a_unit_do_not_overwrite_each_other(cast, check):
    save(cast.client("clerk"), check, entry="11")
    page = save(cast.client("clerk"), check, entry="10")
    [line] = [line for line in page.context["lines"] if line.collision]
    assert (line.collision, line.version, check.marks.get().entry) == (("11,00", "10"), 1, "11.00")
    with pytest.raises(ChangedMeanwhile):
        enter(check, seen=0)


def test_the_script_gets_the_line_alone(cast, check):
    client, row = cast.client("clerk"), criterion(check.round)
    headers = {"HX-Request": "true"}
    sent = {"entry": "11", "note": "", "version": 0}
    answer = client.post(reverse("check_save", args=[check.pk, row.pk]), sent, headers=headers)
    part = client.get(answer.headers["Location"], headers=headers).content.decode()
    assert f'id="dong-{row.pk}"' in part and "<html" not in part


def test_a_criterion_of_another_table_is_not_found(cast, check):
    other = Criterion.objects.exclude(criteria_set=check.round.criteria_set).first()
    url = reverse("check_save", args=[check.pk, other.pk])
    assert cast.client("clerk").post(url, {"entry": "1", "version": 0}).status_code == 404


def test_what_was_sent_is_changed_only_after_it_was_taken_back(cast, check):
    client = cast.client("clerk")
    empty = client.post(reverse("check_send", args=[check.pk]), {"remark": ""})
    assert "Chưa có điểm chấm chéo nào để gửi. Nhập ít nhất một tiêu chí." in text_of(empty)
    save(client, check, entry="11")
    client.post(reverse("check_send", args=[check.pk]), {"remark": "Phiếu đầy đủ"})
    check.refresh_from_db()
    assert check.done_at is not None and check.remark == "Phiếu đầy đủ"
    save(client, check, entry="10", version=1)
    assert check.marks.get().entry == "11.00"
    client.post(reverse("check_take_back", args=[check.pk]))
    save(client, check, entry="10", version=1)
    assert check.marks.get().entry == "10.00"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (RoundState.SELF_SCORING, "Chấm chéo mở khi kỳ chấm sang bước thẩm định."),
        (RoundState.SHOWN, "Bước thẩm định đã xong, chấm chéo đã đóng."),
    ],
)
def test_lines_are_entered_only_while_appraising(cast, state, said):
    check = asked(round_in(state), "KT", "HCC")
    with pytest.raises(NotPossible, match=said):
        enter(check)


def test_the_self_scores_are_read_from_the_appraisal_on(cast):
    check = asked(round_in(RoundState.SELF_SCORING, entries=(SELF,)), "KT", "HCC")
    page = cast.client("clerk").get(reverse("check", args=[check.pk]))
    assert page.context["lines"] == []
    Round.objects.filter(pk=check.round_id).update(state=RoundState.APPRAISING)
    page = cast.client("clerk").get(reverse("check", args=[check.pk]))
    assert {line.row.code: line.own for line in page.context["lines"]}["1.2"] == "11,50"


def test_a_sheet_that_was_sent_back_is_not_read(cast, round, check):
    send_back_sheet(sheet_of(round, "HCC"), "Bổ sung", by=cast.head, at=AT)
    page = cast.client("clerk").get(reverse("check", args=[check.pk]))
    assert {line.own for line in page.context["lines"]} == {"đang trả lại"}


def test_the_page_shows_evidence_and_nothing_of_the_appraisal(cast):
    round = round_in(RoundState.APPRAISING, entries=(SELF, APPRAISED))
    check, mark = asked(round, "KT", "HCC"), mark_of(round, "HCC", "3.3")
    Evidence.objects.create(mark=mark, name="Bảng kê chi điện", url="https://vi.du/a", added_at=AT)
    words = text_of(cast.client("clerk").get(reverse("check", args=[check.pk])))
    assert "Bảng kê chi điện" in words
    assert (mark.reason in words, "3,50" in words) == (False, False)


# What it came to ------------------------------------------------------------------------------------------------------


def test_agreement_and_differences_are_counted(cast, round, check):
    Mark.objects.filter(pk=mark_of(round, "HCC", "1.2").pk).update(appraised_entry="11.50")
    enter(check, "1.1", "106")
    enter(check, "1.2", "11.00", "Còn chậm")
    [finding] = findings_of(round, [check], {check.pk})
    assert (finding.entered, finding.agreeing) == (2, 1)
    assert [(d.code, d.own, d.checked, d.ours, d.note) for d in finding.differences] == [
        ("1.2", "11,50", "11,00", "11,50", "Còn chậm")
    ]
    words = text_of(cast.client("head").get(reverse("checks", args=[round.pk])))
    assert "Trung tâm Phục vụ hành chính công: 1 tiêu chí chấm chéo khác tự chấm" in words


def test_the_checked_unit_reads_it_when_all_do_whoever_it_is(cast, round):
    of_kt, of_head = asked(round, "VHXH", "KT"), asked(round, "KT", "VP")
    pages = {who: reverse("check", args=[check.pk]) for who, check in (("clerk", of_kt), ("head", of_head))}
    before = {who: cast.client(who).get(url).status_code for who, url in pages.items()}
    Round.objects.filter(pk=round.pk).update(state=RoundState.SHOWN)
    after = {who: cast.client(who).get(url).status_code for who, url in pages.items()}
    assert (before, after) == ({"clerk": 404, "head": 403}, {"clerk": 200, "head": 200})


def test_a_unit_sees_only_its_own_task(cast, round, check):
    asked(round, "VHXH", "KT")
    page = cast.client("clerk").get(reverse("checks", args=[round.pk]))
    assert [finding.check for finding in page.context["findings"]] == [check]


@pytest.mark.parametrize("name", ["check_save", "check_send", "check_take_back"])
def test_nobody_enters_for_the_checking_unit(cast, round, name):
    check = asked(round, "HCC", "KT")
    arguments = [check.pk, criterion(round).pk] if name == "check_save" else [check.pk]
    url = reverse(name, args=arguments)
    answers = [
        cast.client(who).post(url, {"entry": "1", "version": 0}).status_code for who in ("clerk", "head", "admin")
    ]
    assert answers == [404, 403, 403]
    assert not CheckedMark.objects.exists()


def address(name, check):
    if name in ("checks", "checks_take_back"):
        return reverse(name, args=[check.round_id])
    return reverse(
        name, args=[check.pk, criterion(check.round).pk] if "_line" in name or "_save" in name else [check.pk]
    )


@pytest.mark.parametrize("name", ACCESS)
def test_the_pages_answer_each_person_as_the_table_says(cast, check, name):
    if name in ("check_send", "check_take_back"):
        enter(check)
    fields = {"entry": "11", "note": "", "version": 0, "remark": ""}
    found = []
    for method in ("get", "post"):
        url = address(name, check)
        answers = [getattr(cast.client(who), method)(url, fields if method == "post" else {}) for who in PEOPLE]
        found.append(" ".join(str(answer.status_code) for answer in answers))
    assert tuple(found) == ACCESS[name]


def test_the_queries_do_not_grow(cast):
    found = []
    sizes = [Size(units=6, criteria=6), Size(units=20, criteria=6), Size(units=6, criteria=30)]
    for n, size in enumerate(sizes):
        round = round_in(RoundState.APPRAISING, content_of_size(size), number=f"{30 + n}")
        actions.assign_checks(round, ring_of(list(round.sheets.values_list("unit_id", flat=True))), by=cast.head)
        client = cast.client("head")
        client.force_login(type(cast.head).objects.create_user(username=f"dau{n}", unit=unit(round, "D0")))
        own = round.checks.get(checker__code="D0")
        urls = [reverse("checks", args=[round.pk]), reverse("check", args=[own.pk])]
        for url in urls:
            client.get(url)
        with CaptureQueriesContext(connection) as captured:
            for url in urls:
                assert client.get(url).status_code == 200
        found.append(len(captured))
    assert found == [found[0]] * 3
    assert found[0] <= 2 * MOST_QUERIES
