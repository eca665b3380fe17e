"""The figure's joints against published ones, not against the code's own numbers."""

import numpy as np
import pytest

from kneedrive.film.studio.human.figure import Build, make_figure, target_shares
from kneedrive.film.studio.human.package import BODY_VERTICES

pytestmark = pytest.mark.network


def length(joints, a, b):
    return float(np.linalg.norm(joints[a] - joints[b]))


@pytest.mark.parametrize("sex", ["male", "female"])
def test_joint_centres_lie_where_laboratories_find_them(human, sex):
    build = Build(sex=sex, height_m=1.70)
    joints, h = make_figure(human, build).joints_m, 1.70
    # Sixteen runners of Fukuchi 2017 (hips by Harrington 2007): 5.4 +- 0.24 % of stature from the
    # middle; Drillis and Contini 1966: thigh 24.5, shank 24.6, ankle 3.9 % of stature.
    assert joints["right_hip"][2] / h == pytest.approx(0.053, abs=0.004)
    assert joints["left_hip"][2] == pytest.approx(-joints["right_hip"][2], abs=1e-3)
    assert length(joints, "right_hip", "right_knee") / h == pytest.approx(0.238, abs=0.015)
    assert length(joints, "right_knee", "right_ankle") / h == pytest.approx(0.238, abs=0.015)
    assert joints["right_hip"][1] / h == pytest.approx(0.515, abs=0.02)
    assert joints["right_ankle"][1] / h == pytest.approx(0.045, abs=0.005)
    assert joints["right_shoulder"][1] / h == pytest.approx(0.80, abs=0.02)


@pytest.mark.parametrize("sex", ["male", "female"])
def test_hips_lie_behind_and_below_the_spines_of_the_pelvis(human, sex):
    figure = make_figure(human, Build(sex=sex, height_m=1.70, weight=0.4))
    skin, hip = figure.vertices_m[:BODY_VERTICES] / 1.70, figure.joints_m["right_hip"] / 1.70
    # The front spines: 56 % of stature high and 6.8 % from the middle, under the skin of the front.
    near = (abs(skin[:, 1] - 0.56) < 0.012) & (abs(skin[:, 2] - 0.068) < 0.012)
    front = skin[near, 0].max()
    assert front - hip[0] == pytest.approx(0.037, abs=0.008)
    assert 0.56 - hip[1] == pytest.approx(0.041 if sex == "male" else 0.055, abs=0.01)


def test_a_figure_is_as_tall_as_asked_and_stands_on_the_ground(human):
    for height_m in (1.52, 1.96):
        skin = make_figure(human, Build(height_m=height_m)).vertices_m[:BODY_VERTICES]
        assert skin[:, 1].min() == pytest.approx(0.0, abs=1e-9)
        assert skin[:, 1].max() == pytest.approx(height_m, abs=1e-9)


def test_more_weight_makes_a_wider_trunk_and_longer_shanks_longer_legs(human):
    thin, heavy = (make_figure(human, Build(weight=w)) for w in (0.1, 0.9))

    def waist_m(figure):
        y = figure.joints_m["spine-3"][1]
        skin = figure.vertices_m[:BODY_VERTICES]
        return np.ptp(skin[(abs(skin[:, 1] - y) < 0.03) & (abs(skin[:, 2]) < 0.25), 0])

    assert waist_m(heavy) > 1.1 * waist_m(thin)
    short, long = (make_figure(human, Build(shank=s)).joints_m for s in (-0.5, 0.5))
    assert length(long, "left_knee", "left_ankle") > length(short, "left_knee", "left_ankle")


def test_shares_of_builds_add_up_to_one_person():
    shares = target_shares(Build(age=0.25, muscle=0.3, weight=0.8))
    universal = [share for name, share in shares.items() if "universal-" in name]
    origins = [share for name, share in shares.items() if name.count("-") == 2]
    assert sum(universal) == pytest.approx(1.0)
    assert sum(origins) == pytest.approx(1.0)
    assert all(share > 0 for share in shares.values())
