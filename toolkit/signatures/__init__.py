"""Digital signatures of PDFs: empty fields to sign in, and what the signatures of a signed file are worth.

pdf = add_signature_fields(pdf, beside(0, place, PERSON, SEAL))            # once, when the file is made
...
findings = examine(signed, original=pdf, not_before=issued_at, not_after=now, anchors=anchors)
"""
