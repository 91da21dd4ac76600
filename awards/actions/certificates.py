"""A bloc's designs of certificates: stored and taken away."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from awards.models import CertificateDesign
from toolkit.history import acting
from toolkit.reasons import require
from toolkit.versions import locked, save_over
from units.models import Bloc


@transaction.atomic
def create_design(bloc: Bloc, values: Mapping[str, Any], *, by) -> CertificateDesign:
    """Raises NotPossible."""
    bloc = locked(bloc)
    design = CertificateDesign(bloc=bloc, **values)
    require(reasons_against(design))
    with acting("Lập mẫu giấy khen", by=by):
        design.save()
    return design


@transaction.atomic
def edit_design(design: CertificateDesign, values: Mapping[str, Any], *, seen: int, by) -> CertificateDesign:
    """Raises NotPossible, ChangedMeanwhile."""
    locked(design.bloc)
    stored = locked(design)
    for name, value in values.items():
        setattr(design, name, value)
    require(reasons_against(design))
    with acting("Sửa mẫu giấy khen", by=by):
        save_over(design, stored, seen=seen)
    return design


@transaction.atomic
def remove_design(design: CertificateDesign, *, by) -> None:
    """Nothing is printed from it any more; what was printed is paper."""
    with acting("Bỏ mẫu giấy khen", by=by):
        locked(design).delete()


def reasons_against(design: CertificateDesign) -> list[str]:
    others = CertificateDesign.objects.filter(bloc=design.bloc_id, name=design.name).exclude(pk=design.pk)
    return ["Khối đã có mẫu cùng tên. Đặt tên khác."] if others.exists() else []
