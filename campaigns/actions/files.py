"""Files of something of the year: kept when they come, gone with their row."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns.models import Attachment
from toolkit.private_files import AcceptedFile, forget, store
from toolkit.reasons import require

MOST_FILES = 20


@transaction.atomic
def attach(owner: Any, files: Sequence[AcceptedFile], *, by, at: datetime) -> list[Attachment]:
    """Keep the files with their owner. Raises NotPossible above MOST_FILES; a transaction that fails leaves no file."""
    if not files:
        return []
    name = owner_name(owner)
    count = owner.attachments.count() + len(files)
    require([f"Mỗi mục giữ nhiều nhất {MOST_FILES} tệp; sẽ thành {count}."] if count > MOST_FILES else [])
    stored = []
    try:
        for file in files:
            kept = store(file, "phong-trao")
            stored.append(kept.path)
            row = Attachment(
                path=kept.path, name=kept.name, kind=kept.kind.value, sha256=kept.sha256, size=kept.size,
                added_by=by, added_at=at, **{name: owner},
            )  # fmt: skip
            row.save()
    except Exception:
        for path in stored:
            forget(path)
        raise
    return list(owner.attachments.filter(path__in=stored))


@transaction.atomic
def detach(attachment: Attachment) -> None:
    """Take the file away; its bytes go once the transaction is through."""
    path = attachment.path
    attachment.delete()
    transaction.on_commit(lambda: forget(path))


def owner_name(owner: Any) -> str:
    """The Attachment field that leads to this owner."""
    fields = (field for field in Attachment._meta.fields if field.related_model is type(owner))
    return next(field.name for field in fields)
