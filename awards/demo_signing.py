"""Signatures to try the site with: a chain of our own making, which says in its subject that it is for trial."""

import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

from django.conf import settings

from awards.signing import DEMO_LABEL
from campaigns.documents.rendering import SIGN_HERE

ROOT = "goc"
YEARS = timedelta(days=5 * 365)
STAMP = """<html lang="vi-VN"><head><title>x</title><style>@page {{ size: {wide}pt {high}pt; margin: 0 }}
body {{ margin: 0; font: 8pt/1.2 Tinos; color: #b00020; text-align: center }}
div {{ box-sizing: border-box; width: {wide}pt; height: {high}pt; padding: 8pt 3pt 0; border: 1pt solid #b00020 }}
b {{ font-size: 9pt }}</style></head>
<body><div><b>{label}</b><br>{who}<br>Không có giá trị pháp lý</div></body></html>"""


class Signer(NamedTuple):
    """Whose certificate, and which of the two fields it fills."""

    file: str
    name: str
    field: str


PERSON = Signer("nguoi-ky", f"{DEMO_LABEL} - Người ký", SIGN_HERE.person.name)
SEAL = Signer("co-quan", f"{DEMO_LABEL} - Con dấu cơ quan", SIGN_HERE.seal.name)


def sign_for_trial(pdf: bytes, signer: Signer, *, at: datetime | None = None) -> bytes:
    """The file with one more signature, in the signer's own field. `at` None is now."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.stamp import StaticStampStyle

    prepare_chain()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = signers.PdfSignatureMetadata(
        field_name=signer.field, md_algorithm="sha256", subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    )
    with NamedTemporaryFile(suffix=".pdf") as picture:  # the library takes a name, not bytes
        picture.write(_stamp(writer, signer))
        picture.flush()
        stamp = StaticStampStyle.from_pdf_file(picture.name, border_width=0, background_opacity=1)
        made = signers.PdfSigner(meta, signer=_pyhanko_signer(signer, at), stamp_style=stamp)
        out = made.sign_pdf(writer, existing_fields_only=True)
    return bytes(out.getvalue())


def _pyhanko_signer(signer: Signer, at: datetime | None) -> Any:
    from pyhanko.sign import signers
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    class AtAnHour(signers.SimpleSigner):
        """Says the hour it is told, so that a trial (and a test) can sign at any."""

        async def signed_attrs(self, *args: Any, **given: Any) -> Any:
            given["attr_settings"] = PdfCMSSignedAttributes(signing_time=at or datetime.now(UTC))
            return await super().signed_attrs(*args, **given)

    folder = settings.DEMO_SIGNING
    own = signers.SimpleSigner.load(str(folder / f"{signer.file}.key"), str(folder / f"{signer.file}.pem"))
    return AtAnHour(signing_cert=own.signing_cert, signing_key=own.signing_key, cert_registry=own.cert_registry)


def _stamp(writer: Any, signer: Signer) -> bytes:
    """A small PDF as large as the field: the library's own texts have no Vietnamese."""
    from toolkit.pdf import pdf_from_html

    fields = [field.get_object() for field in writer.root["/AcroForm"]["/Fields"]]
    left, bottom, right, top = next(tuple(f["/Rect"]) for f in fields if f["/T"] == signer.field)
    who = signer.name.removeprefix(f"{DEMO_LABEL} - ")
    page = STAMP.format(wide=float(right - left), high=float(top - bottom), label=DEMO_LABEL, who=who)
    return pdf_from_html(page)


# The chain ----------------------------------------------------------------------------------------------------------


def root_file() -> Path:
    return settings.DEMO_SIGNING / f"{ROOT}.pem"


def prepare_chain() -> None:
    """The root and what it signs, made once; the keys are readable by nobody else."""
    if all((settings.DEMO_SIGNING / f"{signer.file}.pem").is_file() for signer in (PERSON, SEAL)):
        return
    settings.DEMO_SIGNING.mkdir(parents=True, exist_ok=True, mode=0o700)
    root_key = _new_key()
    root = _certificate(f"{DEMO_LABEL} - Gốc", root_key, f"{DEMO_LABEL} - Gốc", root_key, is_root=True)
    _keep(ROOT, root, None)
    for signer in (PERSON, SEAL):
        key = _new_key()
        _keep(signer.file, _certificate(signer.name, key, f"{DEMO_LABEL} - Gốc", root_key, is_root=False), key)


def _new_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def _certificate(subject: str, key: Any, issuer: str, issuer_key: Any, *, is_root: bool) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - YEARS)  # a trial may sign at an hour of the years before
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(_usage(is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    return builder.sign(issuer_key, hashes.SHA256())


def _name(common: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, DEMO_LABEL), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _usage(is_root: bool) -> Any:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )


def _keep(file: str, certificate: Any, key: Any | None) -> None:
    """The root's key is forgotten as soon as the two it vouches for are signed."""
    from cryptography.hazmat.primitives import serialization as s

    _write(settings.DEMO_SIGNING / f"{file}.pem", certificate.public_bytes(s.Encoding.PEM))
    if key is not None:
        plain = key.private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, s.NoEncryption())
        _write(settings.DEMO_SIGNING / f"{file}.key", plain)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
