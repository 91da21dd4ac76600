"""The bytes of an attachment, for whoever sees what it belongs to."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns.models import Attachment
from toolkit.downloads import private_response
from toolkit.private_files import open_kept


@require_safe
def attachment(request, pk):
    """`?xem` shows images and PDFs in the page, everything else is saved."""
    found = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    try:
        file = open_kept(found.path)
    except FileNotFoundError:
        raise Http404("Kho tệp không còn tệp này.") from None
    return private_response(file, found.name, found.file_kind, inline="xem" in request.GET)
