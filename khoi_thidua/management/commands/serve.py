import signal
import socket
import subprocess  # nosec B404
import sys
from contextlib import contextmanager

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
        with background_worker():
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


@contextmanager
def background_worker():
    """A process that makes long papers meanwhile (awards/jobs.py); it ends with the server, however that ends."""
    told_to_stop = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    command = [sys.executable, settings.BASE_DIR / "manage.py", "db_worker", "--no-reload", "--verbosity", "0"]
    worker = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  # nosec B603  # our own program
    try:
        yield worker
    finally:
        signal.signal(signal.SIGTERM, told_to_stop)
        end(worker)


def end(worker):
    """Asked first: it finishes the paper it is making. Ctrl+C reaches it by itself, in the same terminal."""
    worker.terminate()
    try:
        worker.wait(10)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def is_busy(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False
