"""No test here may touch a database: the file is checked from its own words alone."""

import json

import pytest
from django.core.management import call_command

from awards.arithmetic import settle_content
from awards.result_document import canonical, result_document
from tests.scoring.sample import CONTENT
from tests.years import NAME

DOCUMENT = result_document(NAME, CONTENT, settle_content(CONTENT))


@pytest.fixture
def verify(capsys, tmp_path):
    """Exit status, standard output and standard error for a file with these bytes."""

    def run(data=None, path=None):
        file = path or tmp_path / "ket-qua.json"
        if data is not None:
            file.write_bytes(data)
        try:
            call_command("verify_result", str(file))
            status = 0
        except SystemExit as stop:
            status = stop.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_a_file_that_agrees_is_status_0(verify):
    assert verify(canonical(DOCUMENT).encode()) == (
        0,
        f"khớp: 6 đơn vị, 18 tiêu chí\nSHA-256 {DOCUMENT['sha256']}\n",
        "",
    )


def test_a_file_that_differs_is_status_1_and_names_unit_and_line(verify):
    changed = json.loads(canonical(DOCUMENT))
    changed["units"][0]["lines"][1]["points"] = "12.00"
    assert verify(canonical(changed).encode()) == (
        1,
        "",
        "Không khớp:\n"
        "Văn phòng HĐND và UBND xã (VP), tiêu chí 1.2: điểm thẩm định ghi 12.00, tính lại được 11.25.\n"
        "Mã SHA-256 không khớp với nội dung tệp: tệp đã bị sửa sau khi chốt.\n",
    )


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b'{"format": "khoi-thi-dua/ket-qua/1"}'])
def test_a_file_that_is_no_result_is_status_2(verify, data):
    status, out, err = verify(data)
    assert (status, out) == (2, "")
    assert err.startswith("Tệp ")


def test_a_file_that_is_not_there_or_a_folder_is_status_2(verify, tmp_path):
    missing = tmp_path / "không-có.json"
    assert verify(path=missing) == (2, "", f"Không đọc được {missing}: No such file or directory.\n")
    assert verify(path=tmp_path) == (2, "", f"Không đọc được {tmp_path}: Is a directory.\n")
