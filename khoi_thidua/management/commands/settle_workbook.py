import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from awards.actions import SettledOtherwise
from awards.models import Proposal
from khoi_thidua.settling import NotWritten, Outcome, OutUnusable, Stopwatch, settle_file
from scoring.actions import RoundInUse
from scoring.arithmetic import NotSettleable
from scoring.models import Round
from toolkit.numbers import decimal_text
from toolkit.spreadsheets import SpreadsheetFaults
from toolkit.tables import text_table

FAILED, FAULTY, SETTLED_OTHERWISE = 1, 2, 3


class Command(BaseCommand):
    """Exit status: 0 settled (or the same content was settled before), 2 faulty, 3 settled otherwise or scored in.

    1 when the database or, after everything is stored, the disk fails.
    """

    help = "Đọc sổ chấm điểm, chốt kỳ chấm và ghi kết quả, văn bản vào một thư mục."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="sổ chấm điểm")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi kết quả")

    def handle(self, *, file: Path, out: Path, **options):
        watch = Stopwatch()
        try:
            outcome = settle_file(file, out, watch)
        except (SpreadsheetFaults, NotSettleable, OutUnusable) as problem:
            self.refuse(FAULTY, str(problem))
        except (SettledOtherwise, RoundInUse) as problem:
            self.refuse(SETTLED_OTHERWISE, str(problem))
        except NotWritten as problem:
            self.refuse(FAILED, str(problem))
        except DatabaseError as problem:
            self.refuse(FAILED, f"Cơ sở dữ liệu không dùng được ({problem}). Nếu chưa tạo: python manage.py migrate")
        self.report(outcome, out, watch)

    def refuse(self, status: int, message: str):
        self.stderr.write(message)
        sys.exit(status)

    def report(self, outcome: Outcome, out: Path, watch: Stopwatch):
        for note in outcome.notes:
            self.stdout.write(f"Ghi chú: {note}")
        self.stdout.write(ranking_table(outcome.round))
        state = "Đã chốt" if outcome.is_new else "Đã chốt từ trước với cùng nội dung; không có gì thay đổi"
        self.stdout.write(f"\n{state}. Mã kiểm chứng: {outcome.round.result.sha256}")
        self.stdout.write(f"Kết quả trong {out}")
        self.stdout.write(
            "; ".join(f"{name}: {seconds:.2f} s".replace(".", ",") for name, seconds in watch.laps.items())
        )


def ranking_table(round: Round) -> str:
    proposed = dict(Proposal.objects.filter(rule__round=round).values_list("unit_result_id", "rule__form"))
    rows = [
        [
            str(row.rank or "–"),
            row.sheet.unit_name,
            *(decimal_text(value) for value in (row.base, row.bonus, row.penalty, row.total, row.self_total)),
            row.classification or "–",
            proposed.get(row.pk, "–") if not row.sheet.exclusion_reason else f"Loại: {row.sheet.exclusion_reason}",
        ]
        for row in round.result.units.ranked().select_related("sheet")
    ]
    heads = ["Hạng", "Đơn vị", "Nền", "Thưởng", "Trừ", "Tổng", "Tự chấm", "Xếp loại", "Đề nghị"]
    title = f"{round.name} – {round.campaign.bloc.name}, {round.campaign.bloc.commune.title}, năm {round.campaign.year}"
    return f"{title}\n\n{text_table(heads, rows, right={0, 2, 3, 4, 5, 6})}"
