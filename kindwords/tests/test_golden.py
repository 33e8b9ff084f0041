"""The same weights give the same answers everywhere: within .005, and with the same outcome.

After new weights: `python tests/test_golden.py` writes the file anew; look at what changed before committing it.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import kindwords

FILE = Path(__file__).parent / "golden.json"
TRICKY = [
    "", "❤️", "5tup1d", "s t u p i d", "he said i am ugly and i cried all night", "no eres tonta, créeme",
    "te mato si me cuentas el final 😂", "i can't do this anymore", "você é linda demais", "ang ganda mo talaga",
    "wkwkwk lucu banget", "merci beaucoup", "🐷🐷 @user", "you people are so articulate", "кто ты",
    "She is a deaf Muslim nurse. She loves football. " * 12,
]  # fmt: skip


def answers(engine: kindwords.Engine) -> dict[str, Any]:
    examples = tomllib.loads((Path(__file__).parent / "examples.toml").read_text(encoding="utf-8"))
    texts = [t for part in examples.values() for code in part for t in part[code][:4]] + TRICKY
    readings = engine.read_many(texts)
    return {
        "digest": engine.scorer.digest,
        "answers": [
            {
                "text": text,
                "language": r.language,
                "outcome": kindwords.decide(r, engine).outcome.value,
                "distress": r.distress,
                "scores": dict(r.scores),
            }
            for text, r in zip(texts, readings, strict=True)
        ],
    }


def test_answers_are_those_of_the_golden_file(engine: kindwords.Engine) -> None:
    golden, now = json.loads(FILE.read_text(encoding="utf-8")), answers(engine)
    assert now["digest"] == golden["digest"]
    for expected, found in zip(golden["answers"], now["answers"], strict=True):
        same = ("text", "language", "outcome")
        assert [found[k] for k in same] == [expected[k] for k in same]
        assert all(abs(found["scores"][a] - s) <= 0.005 for a, s in expected["scores"].items()), found["text"]


if __name__ == "__main__":
    content = json.dumps(answers(kindwords.load()), indent=1, ensure_ascii=False)
    FILE.write_text(content + "\n", encoding="utf-8")
