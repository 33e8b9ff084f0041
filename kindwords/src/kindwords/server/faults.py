"""Errors as Perspective's clients know them; several match on these very strings."""

from typing import Any

_ERROR = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
STATUS = {
    400: "INVALID_ARGUMENT",
    404: "NOT_FOUND",
    411: "INVALID_ARGUMENT",
    413: "OUT_OF_RANGE",
    414: "INVALID_ARGUMENT",
    431: "INVALID_ARGUMENT",
    501: "UNIMPLEMENTED",
}


class Fault(Exception):
    """An answer that is an error. `kind` is Perspective's errorType, where it has one."""

    def __init__(self, message: str, kind: str = "", code: int = 400, **details: Any) -> None:
        super().__init__(message)
        self.message, self.kind, self.code, self.details = message, kind, code, details

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
            "status": STATUS.get(self.code, "INTERNAL"),
        }
        if self.kind:
            error["details"] = [{"@type": _ERROR, "errorType": self.kind, **self.details}]
        return {"error": error}


def invalid(message: str) -> Fault:
    return Fault(message, "INVALID_REQUEST")


def unsupported(attribute: str, codes: list[str], requested: bool) -> Fault:
    which = "requestedLanguages" if requested else "detectedLanguages"
    return Fault(
        f"Attribute {attribute} does not support request languages: {', '.join(codes)}",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={which: codes, "attribute": attribute},
    )
