from django.core.management.base import BaseCommand

from units.models import User


class Command(BaseCommand):
    """Accounts are closed, not deleted: what they did keeps its name."""

    help = "Khóa mọi tài khoản dùng thử, trước khi chạy với DEBUG tắt."
    requires_system_checks = []

    def handle(self, **options):
        closed = 0
        for user in User.objects.filter(is_demo=True, is_active=True):
            user.is_active = False
            user.set_unusable_password()
            user.save()
            closed += 1
        self.stdout.write(f"Đã khóa {closed} tài khoản dùng thử.")
