"""Phiếu chấm điểm: a unit's sheet in a round, and its lines."""

from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from campaigns.models.base import PartOf
from scoring import history as stories
from scoring import querysets
from scoring.models.rounds import Round
from scoring.models.tables import Criterion
from scoring.states import SheetState
from toolkit.history import History
from units.models import Role, Unit


class ScoreSheet(ConcurrentTransitionMixin, PartOf):
    """A unit in a round. Name and role are copies: a settled sheet keeps them whatever the unit is called later."""

    whole = "round"

    round = models.ForeignKey(Round, models.CASCADE, verbose_name="kỳ chấm", related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="đơn vị", related_name="sheets")
    position = models.PositiveSmallIntegerField("thứ tự")
    unit_name = models.CharField("tên đơn vị", max_length=255)
    role = models.CharField("vai trò", max_length=10, choices=Role)
    exclusion_reason = models.CharField("điều kiện loại", max_length=1000, blank=True)
    votes = models.PositiveIntegerField("số phiếu phân định", null=True, blank=True)

    state = FSMField("trạng thái", choices=SheetState.choices, default=SheetState.OPEN, protected=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True, editable=False)
    remark = models.CharField("lý do trả lại", max_length=1000, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.ScoreSheetQuerySet.as_manager()
    history = History(stories.SHEET, rows=stories.SeenWithSheet)

    class Meta:
        verbose_name = "phiếu chấm điểm"
        verbose_name_plural = "phiếu chấm điểm"
        ordering = ["round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="sheet_once_for_a_unit_in_a_round"),
            models.UniqueConstraint(fields=["round"], condition=Q(role=Role.HEAD), name="sheet_one_head_in_a_round"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="sheet_role_is_known"),
            models.CheckConstraint(condition=Q(state__in=SheetState.values), name="sheet_state_is_known"),
        ]

    def __str__(self):
        return self.unit_name

    @property
    def is_submitted(self) -> bool:
        return self.state == SheetState.SUBMITTED

    @transition(field=state, source=[SheetState.OPEN, SheetState.RETURNED], target=SheetState.SUBMITTED)
    def submit(self, *, at):
        self.submitted_at, self.remark = at, ""

    @transition(field=state, source=SheetState.SUBMITTED, target=SheetState.OPEN)
    def withdraw(self):
        self.submitted_at = None

    @transition(field=state, source=SheetState.SUBMITTED, target=SheetState.RETURNED)
    def send_back(self, *, remark: str):
        self.remark = remark


class Mark(PartOf):
    """One criterion on one sheet: both entries in canonical text (scoring.entries), and why they differ.

    `fact_count` is what the facts of the year said when the unit took its entry from them; `remark` is why the line was
    sent back to the unit, "" when it was not. `version` counts the changes of the whole row.
    """

    whole = "sheet"

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, verbose_name="phiếu", related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name="tiêu chí", related_name="marks")
    self_entry = models.CharField("tự chấm", max_length=20, blank=True)
    appraised_entry = models.CharField("thẩm định", max_length=20, blank=True)
    reason = models.CharField("lý do", max_length=1000, blank=True)

    note = models.CharField("ghi chú của đơn vị", max_length=1000, blank=True)
    fact_count = models.PositiveIntegerField("lấy từ số liệu năm", null=True, blank=True)
    remark = models.CharField("lý do trả lại dòng", max_length=1000, blank=True)
    entered_at = models.DateTimeField("tự chấm lúc", null=True, blank=True, editable=False)
    appraised_at = models.DateTimeField("thẩm định lúc", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.MarkQuerySet.as_manager()
    # Thousands of rows a load: only what a page asks by is indexed.
    history = History(
        stories.MARK,
        rows=stories.SeenWithSheet,
        no_db_index=["sheet", "criterion"],
        only=("sheet", "criterion", *stories.MARK.fields),
    )

    class Meta:
        verbose_name = "dòng chấm"
        verbose_name_plural = "dòng chấm"
        ordering = ["sheet", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_once_for_a_criterion_on_a_sheet"),
            models.CheckConstraint(
                condition=Q(self_entry="") | Q(appraised_entry="") | Q(self_entry=F("appraised_entry")) | ~Q(reason=""),
                name="mark_that_differs_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.sheet}: {self.criterion}"

    @property
    def unit_id(self):
        return self.sheet.unit_id

    @property
    def is_returned(self) -> bool:
        return bool(self.remark)
