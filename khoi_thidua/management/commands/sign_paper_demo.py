import sys
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Q

from awards.demo_signing import PERSON, SEAL, root_file, sign_for_trial
from awards.models import Paper, PaperFile


class Command(BaseCommand):
    help = "Ký thử một văn bản bằng chứng thư tự tạo (ghi rõ CHỮ KÝ DÙNG THỬ), để thử trang tải bản ký lên."

    def add_arguments(self, parser):
        parser.add_argument("paper", help="số thứ tự của văn bản trên địa chỉ trang, hoặc mã tra cứu")
        parser.add_argument("--out", type=Path, metavar="TỆP", help="tệp PDF đã ký; không ghi: cạnh thư mục đang đứng")
        parser.add_argument("--seal", action="store_true", help="ký cả con dấu, sau chữ ký của người")
        parser.add_argument("--trust", action="store_true", help="chép chứng thư gốc dùng thử vào TRUST_ANCHORS")

    def handle(self, *, paper: str, out: Path | None, seal: bool, trust: bool, **options):
        if not settings.DEBUG:
            self.refuse("Lệnh này chỉ để dùng thử (DEBUG=on).")
        found = self.paper(paper)
        pdf = self.signed(found, seal)
        out = out or Path(found.file_name).with_suffix(".da-ky.pdf")
        out.write_bytes(pdf)
        self.stdout.write(f"{out}: {found}, CHỮ KÝ DÙNG THỬ. Tải lên ở trang của văn bản ấy.")
        if trust:
            self.trust()

    def paper(self, asked: str) -> Paper:
        wanted = Q(code=asked.upper())
        if asked.isascii() and asked.isdecimal() and len(asked) < 10:
            wanted |= Q(pk=int(asked))
        found = Paper.objects.filter(wanted).select_related("bloc").first()
        if found is None:
            self.refuse(f"Không có văn bản {asked}.")
        return found

    def signed(self, paper: Paper, seal: bool) -> bytes:
        """Upon what was handed in last, as the next signer would; an empty field is all it needs."""
        last = paper.signed.first()
        pdf = bytes(last.pdf) if last else bytes(PaperFile.objects.get(paper=paper).pdf)
        signers = [SEAL] if last else [PERSON, SEAL] if seal else [PERSON]
        try:
            for signer in signers:
                pdf = sign_for_trial(pdf, signer)
        except (StopIteration, KeyError):
            self.refuse(f"{paper} không có ô ký số.")
        return pdf

    def trust(self):
        if settings.TRUST_ANCHORS is None:
            self.refuse("TRUST_ANCHORS chưa đặt trong .env; không có chỗ chép chứng thư gốc.")
        target = settings.TRUST_ANCHORS / "chu-ky-dung-thu.pem"
        target.write_bytes(root_file().read_bytes())
        self.stdout.write(f"{target}: từ nay chữ ký dùng thử của máy này được coi là tin cậy.")

    def refuse(self, message: str) -> NoReturn:
        self.stderr.write(message)
        sys.exit(2)
