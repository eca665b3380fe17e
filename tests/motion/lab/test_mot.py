"""Ground force in a motion file beside a TRC."""

import numpy as np
import pytest

from kneedrive.analysis import Filming, Runner, analyze
from kneedrive.motion.lab import open_lab_trial, write_force_mot
from tests.motion.lab import made_run
from tests.motion.lab import made_trial as made

RATE_HZ = made_run.FORCE_HZ


def write_mot(path, plates, first_s=0.0, names="{k}ground_force_{c}", head="Units=m\n"):
    """Force (F,) of each plate as OpenSim has it; the points lie in the plate's middle."""
    columns = {"time": first_s + np.arange(len(plates[0])) / RATE_HZ}
    for number, force in enumerate(plates):
        k = f"{number + 1}_"
        for c, values in {"vx": 0, "vy": force, "vz": 0, "px": 0.1, "py": 0, "pz": 0.2}.items():
            columns[names.format(k=k, c=c, n=number + 1)] = values + 0 * force
    table = np.column_stack(list(columns.values()))
    lines = [path.stem, "version=1", f"nRows={len(table)}", f"nColumns={table.shape[1]}"]
    lines += [head + "inDegrees=yes", "endheader", "\t".join(columns)]
    lines += ["\t".join(f"{v:.6f}" for v in row) for row in table]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def trc(tmp_path):
    return made.write_trc(tmp_path / "run.trc", made_run.joints())


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("run.mot", "{k}ground_force_{c}"),
        ("run_grf.mot", "ground_force_{n}_{c}"),
        ("run_grf.sto", "FP{n}_ground_force_{c}"),
        ("run.sto", "ground_force{n}_{c}"),
    ],
)
def test_force_beside_a_trc_times_the_run(trc, file, names):
    force = made_run.force_n()
    left = force * (np.arange(len(force)) < 3000)  # two plates, one after the other
    write_mot(trc.with_name(file), [left, force - left], names=names)
    lab = open_lab_trial(trc)
    true = [part.start / RATE_HZ for part in made_run.contacts_of(force)]
    assert [c.strike_s for c in lab.contacts] == pytest.approx(true, abs=0.003)
    assert any(file in note for note in lab.notes)
    assert lab.trial.force.force_n.shape[1] == 2


def test_the_numbers_are_timed_by_the_force_beside(trc):
    write_mot(trc.with_name("run.mot"), [made_run.force_n()])
    assert analyze(trc, Runner(), Filming()).timed_by_force


def test_force_that_starts_later_and_ends_earlier_keeps_its_times(trc):
    force = made_run.force_n()
    write_mot(trc.with_name("run.mot"), [force[2000:6000]], first_s=2.0)
    lab = open_lab_trial(trc)
    true = [p.start / RATE_HZ for p in made_run.contacts_of(force) if 2000 < p.start < 5700]
    assert [c.strike_s for c in lab.contacts] == pytest.approx(true, abs=0.003)


def test_a_motion_file_of_angles_is_no_force(trc):
    trc.with_suffix(".mot").write_text("a\nendheader\ntime\thip_flexion_r\tpelvis_tx\n0\t1\t2\n")
    lab = open_lab_trial(trc)
    assert lab.contacts == ()
    assert lab.notes == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("noise", "endheader"),
        ("endheader\ntime ground_force_vx\n0\n", "columns"),
        ("endheader\ntime ground_force_vx\n0 a\n", "no number"),
        ("endheader\ntime force_vx force_vy force_vz\n1 0 0 0\n0 0 0 0\n2 0 0 0\n", "not rise"),
    ],
)
def test_damaged_force_leaves_the_markers_and_says_so(trc, content, says):
    trc.with_suffix(".mot").write_text(content)
    lab = open_lab_trial(trc)
    assert lab.contacts == ()
    assert any(says in note for note in lab.notes)


def test_force_that_we_wrote_comes_back(trc, tmp_path):
    write_mot(trc.with_name("run.mot"), [made_run.force_n()])
    lab = open_lab_trial(trc)
    (tmp_path / "again").mkdir()
    again = made.write_trc(tmp_path / "again" / "run.trc", made_run.joints())
    write_force_mot(again.with_name("run-force.mot"), lab.trial, lab.contacts)
    strikes = [contact.strike_s for contact in lab.contacts]
    back = [contact.strike_s for contact in open_lab_trial(again).contacts]
    assert back == pytest.approx(strikes, abs=0.003)
