import numpy as np
import pytest

from kindwords.training.calibrate import platt


@pytest.mark.parametrize(("slope", "offset"), [(1.0, 0.0), (0.3, -2.0), (4.0, 3.0)])
def test_platt_finds_the_curve_that_made_the_labels(slope: float, offset: float) -> None:
    rng = np.random.default_rng(1)
    odds = rng.normal(0, 3, 20_000)
    labels = (rng.random(20_000) < 1 / (1 + np.exp(-slope * odds - offset))).astype(float)
    assert platt(odds, labels, np.ones(20_000)) == pytest.approx((slope, offset), rel=0.1, abs=0.1)


@pytest.mark.parametrize("size", [0.01, 1.0, 50.0])
def test_platt_stays_finite_where_one_cut_parts_all(size: float) -> None:
    odds = np.concatenate([np.full(2_000, -size), np.full(40, size)])
    slope, offset = platt(odds, (odds > 0).astype(float), np.ones(2_040))
    assert 0 < slope < 2_000
    assert abs(offset) < 50
