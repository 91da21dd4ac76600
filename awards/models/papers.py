"""Văn bản: issued papers with their bytes, what is written into them before, and what becomes of them after."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards import history as stories
from awards import querysets
from awards.states import (
    KIND_CHOICES,
    JobState,
    PaperKind,
    PaperState,
    YearPaperKind,
    kind_of,
    kinds_by_series,
    new_code,
)
from campaigns.models import Campaign
from campaigns.models.base import OfYear
from scoring.models import FrozenModel, Round
from toolkit.history import History
from units.models import Bloc


def _series_of_kinds() -> Q:
    found = Q()
    for series, kinds in kinds_by_series().items():
        found |= Q(series=series, kind__in=kinds)
    return found


class Paper(FrozenModel):
    """An issued paper (văn bản). Number, date, facts and bytes are fixed; it is never rendered again.

    It is of a settled round as a whole, or of the year; then `subject` names what it is about ("meeting/12"), and
    `round` the round that thing belongs to, if any. `code` is what its QR leads to. Its state alone may change, once:
    it is withdrawn (awards.actions), with a Withdrawal that says why.
    A numbering series belongs to a bloc, an abbreviation and a year, starts at 1 and has no gap; minutes of every sort
    share the series BB. Kinds without an abbreviation have no number of their own.
    """

    bloc = models.ForeignKey(Bloc, models.PROTECT, verbose_name="khối", related_name="papers")
    campaign = models.ForeignKey(Campaign, models.PROTECT, verbose_name="phong trào", related_name="papers")
    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name="kỳ chấm", related_name="papers", null=True, blank=True
    )
    kind = models.CharField("loại", max_length=20, choices=KIND_CHOICES)
    subject = models.CharField("về", max_length=40, blank=True)
    series = models.CharField("chuỗi số", max_length=10, blank=True)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số", null=True, blank=True)
    issued_on = models.DateField("ngày ban hành")
    title = models.CharField("trích yếu", max_length=500)
    state = models.CharField("trạng thái", max_length=10, choices=PaperState, default=PaperState.ISSUED)
    code = models.CharField("mã tra cứu", max_length=12, unique=True, default=new_code, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, verbose_name="thay thế", related_name="replaced_by", null=True, blank=True
    )
    facts = models.JSONField("dữ kiện")
    result_sha256 = models.CharField("mã kiểm chứng kết quả", max_length=64, blank=True)
    sha256 = models.CharField("SHA-256 của tệp", max_length=64)
    size = models.PositiveIntegerField("dung lượng (byte)")
    issued_at = models.DateTimeField("ban hành lúc")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người ban hành", related_name="+", null=True, blank=True
    )

    objects = querysets.PaperQuerySet.as_manager()
    # The facts a paper was made from stay in its own row, which nobody can change.
    history = History(stories.PAPER, rows=stories.SeenWithPaper, only=stories.PAPER.fields)

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["-issued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "series", "year", "number"], name="paper_number_once_in_its_series"
            ),
            models.UniqueConstraint(
                fields=["round", "kind"],
                condition=Q(state=PaperState.ISSUED, kind__in=PaperKind.values),
                name="paper_kind_once_in_force_in_a_round",
            ),
            models.UniqueConstraint(
                fields=["campaign", "kind", "subject"],
                condition=Q(state=PaperState.ISSUED, kind__in=YearPaperKind.values),
                name="paper_once_in_force_for_its_subject",
            ),
            models.CheckConstraint(
                condition=Q(~Q(series=""), number__isnull=False, number__gte=1) | Q(series="", number__isnull=True),
                name="paper_number_only_in_a_series",
            ),
            models.CheckConstraint(condition=_series_of_kinds(), name="paper_series_is_that_of_its_kind"),
            models.CheckConstraint(
                condition=Q(~Q(result_sha256=""), round__isnull=False, subject="", kind__in=PaperKind.values)
                | Q(kind__in=YearPaperKind.values, result_sha256="", round__isnull=True)
                | (Q(kind__in=YearPaperKind.values, round__isnull=False) & ~Q(subject="")),
                name="paper_of_a_round_has_its_result",
            ),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="paper_state_is_known"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.symbol}".strip()

    @property
    def symbol(self) -> str:
        """Like "05/TTr-KTĐ02"; numbers under 10 get a leading 0. Empty for a kind without a number."""
        return f"{self.number:02d}/{self.series}-{self.bloc.symbol}" if self.number else ""

    @property
    def file_name(self) -> str:
        """The kind, and for one of many of its kind its number or what it is about: "giay-moi-03.pdf"."""
        slug, which = kind_of(self.kind).slug, self.number or self.subject.rpartition("/")[2]
        return f"{slug}-{which}.pdf" if self.subject else f"{slug}.pdf"


class PaperFile(FrozenModel):
    """The bytes of an issued paper, beside it so that lists of papers never load them."""

    paper = models.OneToOneField(Paper, models.PROTECT, verbose_name="văn bản", related_name="file")
    pdf = models.BinaryField("tệp PDF")

    objects = querysets.PaperFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp văn bản"
        verbose_name_plural = "tệp văn bản"

    def __str__(self):
        return str(self.paper)


class Withdrawal(FrozenModel):
    """Why a paper is no longer in force (thu hồi). What replaced it says so itself (`Paper.replaces`)."""

    paper = models.OneToOneField(Paper, models.PROTECT, verbose_name="văn bản", related_name="withdrawal")
    reason = models.CharField("lý do", max_length=1000)
    withdrawn_at = models.DateTimeField("thu hồi lúc")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người thu hồi", related_name="+", null=True, blank=True
    )

    objects = querysets.PaperFileQuerySet.as_manager()

    class Meta:
        verbose_name = "thu hồi văn bản"
        verbose_name_plural = "thu hồi văn bản"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_its_reason")]

    def __str__(self):
        return str(self.paper)


class SignedPaper(FrozenModel):
    """A signed PDF of an issued paper as it was handed in, with what was found out about its signatures.

    `verdicts` are [key, is_good, sentence] in the order they are shown, null where nothing was checked; `signers`
    [name, ISO time] of each signature. A later one begins with the bytes of the one before: people sign in turn.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, verbose_name="văn bản", related_name="signed")
    pdf = models.BinaryField("tệp PDF đã ký")
    sha256 = models.CharField("SHA-256 của tệp", max_length=64)
    size = models.PositiveIntegerField("dung lượng (byte)")
    signers = models.JSONField("người ký")
    verdicts = models.JSONField("kết quả kiểm tra")
    is_trusted = models.BooleanField("chứng thư tin cậy")
    is_demo = models.BooleanField("chữ ký dùng thử")
    uploaded_at = models.DateTimeField("tải lên lúc")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người tải lên", related_name="+", null=True, blank=True
    )

    objects = querysets.PaperFileQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã ký"
        verbose_name_plural = "văn bản đã ký"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "sha256"], name="signed_paper_once_for_its_bytes")]

    def __str__(self):
        return f"{self.paper}, bản đã ký"


class PaperText(OfYear):
    """What people wrote into a paper before it is issued: the words its layout leaves open. Empty: what the data says.

    `subject` as in Paper; `recipients` a line each.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name="kỳ chấm", related_name="paper_texts", null=True, blank=True
    )
    kind = models.CharField("loại", max_length=20, choices=KIND_CHOICES)
    subject = models.CharField("về", max_length=40, blank=True)
    opening = models.TextField("mở đầu", blank=True)
    assessment = models.TextField("đánh giá", blank=True)
    closing = models.TextField("kết thúc", blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    office = models.CharField("chức vụ người ký", max_length=255, blank=True)
    signer = models.CharField("họ tên người ký", max_length=150, blank=True)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = querysets.PaperTextQuerySet.as_manager()
    history = History(stories.PAPER_TEXT, rows=stories.SeenInYear)

    class Meta:
        verbose_name = "lời văn của văn bản"
        verbose_name_plural = "lời văn của văn bản"
        ordering = ["campaign", "kind", "subject", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "subject"],
                condition=Q(round__isnull=True),
                name="paper_text_once_for_its_subject",
            ),
            models.UniqueConstraint(
                fields=["round", "kind", "subject"],
                condition=Q(round__isnull=False),
                name="paper_text_once_in_a_round",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class PaperJob(OfYear):
    """A long paper, or all of a round (no `kind`), made in the background (awards.jobs).

    `step` of `steps` are done, the last at `moved_at`; `problem` is a sentence for the page. `attempt` counts how often
    it was asked for: a worker that comes back from the dead finds another number and stops.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, verbose_name="kỳ chấm", related_name="paper_jobs", null=True, blank=True
    )
    kind = models.CharField("loại", max_length=20, choices=KIND_CHOICES, blank=True)
    subject = models.CharField("về", max_length=40, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=JobState, default=JobState.WAITING)
    step = models.PositiveSmallIntegerField("bước", default=0)
    steps = models.PositiveSmallIntegerField("số bước", default=1)
    problem = models.CharField("vì sao không xong", max_length=1000, blank=True)
    papers = models.ManyToManyField(Paper, verbose_name="văn bản", related_name="+")
    attempt = models.PositiveSmallIntegerField("lần", default=1)
    asked_at = models.DateTimeField("yêu cầu lúc")
    moved_at = models.DateTimeField("tiến triển lúc")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người yêu cầu", related_name="+"
    )
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)

    objects = querysets.PaperJobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc lập văn bản"
        verbose_name_plural = "việc lập văn bản"
        ordering = ["-asked_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=JobState.values), name="paper_job_state_is_known")]

    def __str__(self):
        return self.get_kind_display() or "Văn bản của kỳ chấm"
