"""The discovery document: generated clients read where and how to call, and so come here."""

from typing import Any

_STRING = {"type": "string"}
_PARAMETERS = ("access_token", "alt", "callback", "fields", "key", "oauth_token", "prettyPrint", "quotaUser")


def discovery(root: str) -> dict[str, Any]:
    return {
        "kind": "discovery#restDescription", "id": "commentanalyzer:v1alpha1", "name": "commentanalyzer",
        "version": "v1alpha1", "title": "kindwords", "protocol": "rest", "rootUrl": root, "servicePath": "",
        "baseUrl": root, "batchPath": "batch", "basePath": "", "ownerName": "kindwords",
        "parameters": {name: _STRING | {"location": "query"} for name in _PARAMETERS},
        "schemas": {name: {"id": name, "type": "object"} for name in _SCHEMAS},
        "resources": {"comments": {"methods": {"analyze": _method("analyze", "AnalyzeComment"),
                                               "suggestscore": _method("suggestscore", "SuggestCommentScore")}}},
    }  # fmt: skip


_CALLS = ("AnalyzeComment", "SuggestCommentScore")
_SCHEMAS = tuple(f"{call}{end}" for call in _CALLS for end in ("Request", "Response"))


def _method(name: str, schema: str) -> dict[str, Any]:
    return {
        "id": f"commentanalyzer.comments.{name}", "path": f"v1alpha1/comments:{name}",
        "flatPath": f"v1alpha1/comments:{name}", "httpMethod": "POST", "parameters": {}, "parameterOrder": [],
        "request": {"$ref": f"{schema}Request"}, "response": {"$ref": f"{schema}Response"}, "scopes": [],
    }  # fmt: skip
