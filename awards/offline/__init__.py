"""Excel both ways: files people fill without network, and what becomes of them when they come back.

A file carries what stood on the site when it was downloaded (origin.py). Read back (unit_file.py, round_file.py) it is
compared three ways, downloaded, filled and now (merging.py, comparison.py), and what a person confirms is written by
the roads every entry takes (sheets.py, rounds.py).
"""
