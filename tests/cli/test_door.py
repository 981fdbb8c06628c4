"""The public door of the library."""

import subprocess
import sys

import casus

HEAVY = ("onnxruntime", "numpy", "sqlalchemy", "lxml", "trafilatura", "typer", "rich", "msgspec")


def test_all_is_sorted_and_there() -> None:
    assert casus.__all__ == sorted(casus.__all__)
    for name in casus.__all__:
        assert getattr(casus, name) is not None


def test_importing_is_light() -> None:
    look = f"import sys, casus; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_unknown_names_are_attribute_errors() -> None:
    assert not hasattr(casus, "nonsense")
