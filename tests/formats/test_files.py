"""Files are read with clear errors, and written whole or not at all."""

from pathlib import Path

import pytest

from rfpkit import formats
from rfpkit.errors import InputError, UnreadableError
from rfpkit.formats.files import read_text, write_whole


def test_bytes_that_are_not_utf8_are_named_with_their_line(tmp_path: Path):
    path = tmp_path / "old.md"
    path.write_bytes(b"one\ntwo \xe9\n")
    with pytest.raises(UnreadableError, match=r"old\.md:2: not UTF-8 text"):
        read_text(path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(UnreadableError, match="cannot be read: No such file"):
        read_text(tmp_path / "none.md")


def test_line_ends_and_byte_order_mark_are_folded(tmp_path: Path):
    path = tmp_path / "win.md"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree")
    assert read_text(path) == "one\ntwo\nthree"


def test_an_ending_nobody_reads_is_answered_with_those_that_are(tmp_path: Path):
    with pytest.raises(InputError, match=r"no reader for '\.xls' files; rfpkit reads \.docx"):
        formats.read(tmp_path / "sheet.xls")


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path):
    path = tmp_path / "deep" / "out.txt"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert [entry.name for entry in path.parent.iterdir()] == ["out.txt"]


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "taken").write_text("a file where a folder is needed")
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(tmp_path / "taken" / "out.txt", b"words")
