"""Files people hand in and only some may read: checked when they come, kept under random names, sent by a view that
asks who wants them (`toolkit.downloads.private_response`).

    accepted = accept_uploads(request.FILES.getlist("files"), Limits())       # FilesRefused: every sentence at once
    kept = [store(file, "minh-chung") for file in accepted]                   # path, name, kind, size and SHA-256
    ...
    return private_response(open_kept(path), name, kind, inline=True)
"""

from toolkit.private_files.accepting import (
    AcceptedFile,
    FileRefused,
    FilesRefused,
    Limits,
    accept_upload,
    accept_uploads,
)
from toolkit.private_files.keeping import KeptFile, forget, open_kept, store
from toolkit.private_files.kinds import FileKind

__all__ = [
    "AcceptedFile",
    "FileKind",
    "FileRefused",
    "FilesRefused",
    "KeptFile",
    "Limits",
    "accept_upload",
    "accept_uploads",
    "forget",
    "open_kept",
    "store",
]
