"""The helpers of the benchmarks: medians, ratios, turns, and figures out of child processes."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).parents[2]


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give benchmarks/measure.py as a module."""
    spec = importlib.util.spec_from_file_location("measure", TOP / "benchmarks" / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "measure", module)
    spec.loader.exec_module(module)
    return module


def test_a_line_compares_medians_and_neighbouring_runs(measure: ModuleType) -> None:
    line = measure.Line("open", measure.Runs((3.0, 9.0, 4.0)), measure.Runs((1.0, 3.0, 2.0)), aim=2)
    assert line.ratio == 2.0
    assert line.spread == (2.0, 3.0)
    assert (line.ours.least, line.ours.middle, line.ours.most) == (3.0, 4.0, 9.0)


def test_the_table_says_what_was_met_and_what_was_missed(measure: ModuleType) -> None:
    met = measure.Line("open", measure.Runs((0.004,)), measure.Runs((0.002,)), aim=2)
    missed = measure.Line("sort", measure.Runs((1.5,)), measure.Runs((0.5,)), aim=2)
    assert measure.table([met, missed]).splitlines()[2:] == [
        "| open | 4.0 | 2.0 | 2.00 | 2.00 to 2.00 | 2 | met |",
        "| sort | 1,500.0 | 500.0 | 3.00 | 3.00 to 3.00 | 2 | missed |",
    ]


def test_figures_with_a_limit_of_their_own(measure: ModuleType) -> None:
    figures = {"key": measure.Runs((0.01, 0.06, 0.02)), "frame": measure.Runs((0.02,))}
    assert measure.absolute(figures, {"key": 0.05, "frame": 0.016}).splitlines()[2:] == [
        "| key | 10.0 | 20.0 | 60.0 | 50 | met |",
        "| frame | 20.0 | 20.0 | 20.0 | 16 | missed |",
    ]


def test_calls_are_made_in_turns_and_the_first_does_not_count(measure: ModuleType) -> None:
    made: list[str] = []

    def call(name: str) -> dict[str, float]:
        made.append(name)
        return {"seconds": float(len(made))}

    found = measure.in_turns({"floor": lambda: call("floor"), "ours": lambda: call("ours")}, runs=2)
    assert made == ["floor", "ours"] * 3
    assert found["floor"]["seconds"].values == (3.0, 5.0)
    assert found["ours"]["seconds"].values == (4.0, 6.0)


def test_a_child_answers_with_its_figures(measure: ModuleType, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(TOP / 'benchmarks')!r})\n"
        "from measure import answer\n"
        "print('some noise')\n"
        "answer({'twice': lambda number: {'seconds': 2 * int(number)}}, sys.argv[1:])\n"
    )
    assert measure.child(str(script), "twice", "21") == {"seconds": 42.0}
    with pytest.raises(subprocess.CalledProcessError):
        measure.child(str(script), "thrice", "21")


def test_the_parent_runs_no_task(measure: ModuleType) -> None:
    assert measure.answer({}, []) is False


def test_a_timed_block_is_noted(measure: ModuleType) -> None:
    figures: dict[str, float] = {}
    with measure.timed(figures, "block"):
        assert figures == {}
    assert figures["block"] >= 0
