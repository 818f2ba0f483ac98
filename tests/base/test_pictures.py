"""Sizes of pictures from their bytes; one that is cut off anywhere is no picture."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hnabroad_desktop.base import pictures


def drawn(width: int, height: int, kind: str, **more: object) -> bytes:
    sink = io.BytesIO()
    Image.effect_mandelbrot((width, height), (-2, -1, 1, 1), 60).convert("RGB").save(sink, kind, **more)
    return sink.getvalue()


@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from(["PNG", "JPEG"]), st.booleans())
def test_the_size_is_the_one_it_was_drawn_in(width: int, height: int, kind: str, fine: bool) -> None:
    data = drawn(width, height, kind, **({"progressive": fine} if kind == "JPEG" else {"optimize": fine}))
    assert pictures.size_of(data) == (width, height)
    assert pictures.is_picture(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_cut_off_anywhere_is_damaged(kind: str) -> None:
    data = drawn(60, 40, kind)
    for end in range(len(data) - 1):
        with pytest.raises(ValueError, match="damaged"):
            pictures.size_of(data[:end])


def test_a_changed_byte_of_a_png_is_noticed() -> None:
    data = bytearray(drawn(60, 40, "PNG"))
    data[len(data) // 2] ^= 0xFF
    with pytest.raises(ValueError, match="damaged"):
        pictures.size_of(bytes(data))


def test_what_a_camera_puts_behind_the_picture_does_no_harm() -> None:
    assert pictures.size_of(drawn(60, 40, "JPEG") + b"\0" * 40) == (60, 40)


@given(st.binary(max_size=60))
def test_other_bytes_are_refused(data: bytes) -> None:
    for start in (b"", pictures.JPEG, pictures.PNG):
        with pytest.raises(ValueError, match="damaged"):
            pictures.size_of(start + data)
