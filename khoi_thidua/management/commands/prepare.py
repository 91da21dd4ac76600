from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from khoi_thidua.demo import make_demo
from khoi_thidua.plan import load_plan


class Command(BaseCommand):
    """What a first start needs; a second run finds everything made and changes nothing."""

    help = "Tạo cơ sở dữ liệu, nạp kế hoạch của Khối, tệp tĩnh và (khi DEBUG=on) năm dùng thử."
    requires_system_checks = []

    def handle(self, **options):
        call_command("migrate", interactive=False, verbosity=0)
        _, made = load_plan()
        if made:
            self.stdout.write("Đã nạp kế hoạch năm 2026 của Khối thi đua số 02.")
        if settings.DEBUG:
            make_demo()
        call_command("collectstatic", interactive=False, verbosity=0)
