import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from awards.verification import LARGEST_FILE, NotAResult, read_result, verify

DIFFERS, UNREADABLE = 1, 2


class Command(BaseCommand):
    """Exit status: 0 and "khớp"; 1 and what differs; 2 for a file that is no result. The database is not asked."""

    help = "Tính lại một tệp ket-qua.json từ chính dữ liệu trong tệp và đối chiếu."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.json")

    def handle(self, *, file: Path, **options):
        try:
            with file.open("rb") as stream:
                document = read_result(stream.read(LARGEST_FILE + 1))
            found = verify(document)
        except OSError as problem:
            self.refuse(UNREADABLE, [f"Không đọc được {file}: {problem.strerror}."])
        except NotAResult as problem:
            self.refuse(UNREADABLE, [str(problem)])
        if found:
            self.refuse(DIFFERS, ["Không khớp:", *found])
        self.stdout.write(f"khớp: {len(document['units'])} đơn vị, {len(document['criteria'])} tiêu chí")
        self.stdout.write(f"SHA-256 {document['sha256']}")

    def refuse(self, status: int, lines: list[str]):
        self.stderr.write("\n".join(lines))
        sys.exit(status)
