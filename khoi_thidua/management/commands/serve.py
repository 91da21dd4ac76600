import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from khoi_thidua.demo import ACCOUNTS, DEMO_PASSWORD

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Chuẩn bị dữ liệu rồi phục vụ trên máy này, để dùng thử. Máy chủ thật dùng gunicorn (docs/operations.md)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **options):
        if not 1 <= port <= 65535:
            self.refuse(f"Cổng {port} không có. Chọn từ 1 đến 65535: make run PORT=8001")
        if is_busy(port):
            self.refuse(f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: make run PORT={port + 1}")
        if not settings.DEBUG:
            self.refuse("Lệnh này chỉ để dùng thử (DEBUG=on). Máy chủ thật: xem docs/operations.md.")
        call_command("prepare")
        self.stdout.write(self.welcome(port))
        self.stdout.flush()
        call_command("runserver", f"{HOST}:{port}", use_reloader=False, skip_checks=False)

    def welcome(self, port: int) -> str:
        width = max(len(account.username) for account in ACCOUNTS)
        people = "\n".join(f"  {account.username:<{width}}  {account.what}" for account in ACCOUNTS)
        return (
            f"\nKhối thi đua: http://{HOST}:{port}/\n\n"
            f"Tài khoản dùng thử (mật khẩu chung: {DEMO_PASSWORD})\n{people}\n\nDừng: Ctrl+C\n"
        )

    def refuse(self, message: str):
        self.stderr.write(message)
        sys.exit(2)


def is_busy(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
