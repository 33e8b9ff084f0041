"""What the publishers' labels say about our attributes. What they do not say stays unknown, never zero."""

from collections.abc import Callable, Mapping

from kindwords.attributes import DISTRESS
from kindwords.attributes import Attribute as A

Labels = dict[str, float]
Line = Mapping[str, str]

# Schemes that ask only for hate: their 'no' may still be an insult.
HATE_SCHEMES = frozenset(
    {"stormfront", "implicit_hate", "hatemoji_build", "toxigen_human", "conan_mt_sp", "dynahate"}
)
_CLEAN = (
    A.TOXICITY, A.SEVERE_TOXICITY, A.IDENTITY_ATTACK, A.INSULT, A.THREAT, A.SEXUALLY_EXPLICIT, A.BULLYING,
    A.SELF_HARM_ENCOURAGEMENT,
)  # fmt: skip


def labels(source: str, row: Line) -> Labels:
    found: Labels = {}
    if row.get("kind") in ("0", "1"):
        found[A.KINDNESS] = float(row["kind"])
    if row.get("toxic") == "0" or row.get("kind") == "1":
        unsure = (A.INSULT, A.BULLYING) if source in HATE_SCHEMES else ()
        found |= {attribute.value: 0.0 for attribute in _CLEAN if attribute not in unsure}
    if row.get("toxic") == "1":
        found |= {A.TOXICITY: 1.0, A.KINDNESS: 0.0, DISTRESS: 0.0}
    if rule := _RULES.get(source):
        found |= rule(row)
    return found


def _number(row: Line, *names: str) -> float:
    return max(float(row[name] or 0) for name in names)


def _hate(row: Line) -> Labels:
    return {A.IDENTITY_ATTACK: float(row["toxic"])}


def _hatemoji(row: Line) -> Labels:
    if row["toxic"] != "1":
        return {}
    threat = row["type"] == "threateninglanguage"
    severe = threat or row["type"] == "dehumanizinglanguage"
    return {A.IDENTITY_ATTACK: 1.0, A.THREAT: float(threat), A.SEVERE_TOXICITY: float(severe)}


def _edos(row: Line) -> Labels:
    if row["toxic"] != "1":
        return {}
    threat = float(row["label_category"].startswith("1."))
    found: Labels = {A.IDENTITY_ATTACK: 1.0, A.THREAT: threat, A.SEVERE_TOXICITY: threat}
    if row["label_vector"].startswith(("2.2", "3.1")):
        found[A.INSULT] = 1.0
    return found


def _misogyny(row: Line) -> Labels:
    return {A.IDENTITY_ATTACK: 1.0} if row["toxic"] == "1" else {}


def _sbic(row: Line) -> Labels:
    found: Labels = {}
    if row["toxic"] == "1" and row["targetCategory"] not in ("", "[]"):
        found[A.IDENTITY_ATTACK] = 1.0
    sexual = _number(row, "sexYN")
    if sexual >= 0.5 or sexual == 0:
        found[A.SEXUALLY_EXPLICIT] = float(sexual > 0)
    if row["dataSource"] == "redditMicroagressions":
        found[A.MICROAGGRESSION] = 1.0
    return found


def _davidson(row: Line) -> Labels:
    return {A.IDENTITY_ATTACK: 1.0} if row["class"] == "hate" else {}


def _mlma(row: Line) -> Labels:
    hateful = "hateful" in row["sentiment"] and row["target"] != "other"
    return {A.IDENTITY_ATTACK: 1.0} if hateful else {}


def _github(row: Line) -> Labels:
    named = {"Insulting": A.INSULT, "Mocking": A.INSULT, "Vulgarity": A.PROFANITY, "Threat": A.THREAT}
    return {named[row["tbdf"]].value: 1.0} if row["tbdf"] in named else {}


def _convabuse(row: Line) -> Labels:
    found: Labels = {}
    if row["toxic"] == "1":
        found[A.SEXUALLY_EXPLICIT] = float(_number(row, "n_sex_harassment") > 0)
        identity = _number(row, "n_ableist", "n_homophobic", "n_racist", "n_sexist", "n_transphobic")
        found[A.IDENTITY_ATTACK] = float(identity > 0)
        if _number(row, "n_intellectual") > 0:
            found[A.INSULT] = 1.0
    return found


def _told_br(row: Line) -> Labels:
    if row["toxic"] != "1":
        return {}
    identity = _number(row, "homophobia", "racism", "misogyny", "xenophobia")
    return {
        A.INSULT: float(_number(row, "insult") > 0),
        A.PROFANITY: float(_number(row, "obscene") > 0),
        A.IDENTITY_ATTACK: float(identity > 0),
    }


def _tupy(row: Line) -> Labels:
    return {A.IDENTITY_ATTACK: float(row["hate"] == "1" and row["political"] != "1")}


_RULES: dict[str, Callable[[Line], Labels]] = {
    "hatemoji_build": _hatemoji, "toxigen_human": _hate, "implicit_hate": _hate, "stormfront": _hate,
    "edos": _edos, "online_misogyny": _misogyny, "sbic": _sbic, "davidson": _davidson, "mlma_en": _mlma,
    "incivility_github": _github, "convabuse": _convabuse, "told_br": _told_br, "tupy": _tupy,
}  # fmt: skip
