"""The house stays small: modules of one idea, functions that read top to bottom."""

from statistics import median

from tests.house.source import ROOT, functions, modules


def test_no_module_over_400_lines_and_median_under_150() -> None:
    sizes = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in modules()}
    assert {name: size for name, size in sizes.items() if size > 400} == {}
    assert median(size for size in sizes.values() if size > 2) < 150


def test_no_function_over_60_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{line} {name}: {size} lines"
        for path in modules()
        for name, line, size in functions(path)
        if size > 60
    ]
    assert not long
