from django.core.management.base import BaseCommand

from khoi_thidua.plan import load_plan


class Command(BaseCommand):
    help = "Nạp kế hoạch năm 2026 của Khối thi đua số 02. Năm đã có thì giữ nguyên như người dùng đã sửa."

    def handle(self, **options):
        campaign, made = load_plan()
        self.stdout.write(f"Đã nạp: {campaign}." if made else f"Đã có: {campaign}.")
