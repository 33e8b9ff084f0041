"""Does naming a group change the score? Subgroup, BPSN and BNSP AUC for each identity term."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kindwords.attributes import Attribute
from kindwords.metrics import auc
from kindwords.normalize import normalize
from kindwords.training.dataset import Example

TERMS = (
    "black", "white", "asian", "latino", "african", "american", "mexican", "chinese", "indian", "jewish", "muslim",
    "christian", "gay", "lesbian", "trans", "women", "men", "woman", "man", "girl", "girls", "boys", "old", "young",
    "deaf", "blind", "disabled", "refugees", "immigrants", "mujeres", "mulheres", "negro", "perempuan", "babae",
)  # fmt: skip
_FEWEST = 15


def identity_table(dev: Sequence[Example], scores: NDArray[np.float64]) -> dict[str, dict[str, float]]:
    known = [i for i, e in enumerate(dev) if Attribute.TOXICITY in e.labels]
    words = [frozenset(normalize(dev[i].text).text.split()) for i in known]
    s, y = scores[known], np.array([dev[i].labels[Attribute.TOXICITY] for i in known])
    found = {}
    for term in TERMS:
        named = np.array([term in own for own in words], bool)
        if min((named & (y == 1)).sum(), (named & (y == 0)).sum()) < _FEWEST:
            continue
        bpsn, bnsp = (named & (y == 0)) | (~named & (y == 1)), (named & (y == 1)) | (~named & (y == 0))
        found[term] = {
            "rows": int(named.sum()),
            "subgroup_auc": round(auc(s[named], y[named]), 3),
            "bpsn_auc": round(auc(s[bpsn], y[bpsn]), 3),
            "bnsp_auc": round(auc(s[bnsp], y[bnsp]), 3),
        }
    return found
