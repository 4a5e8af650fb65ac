"""Refusals as programs read them: problem documents (RFC 9457)."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response

ROOT = "/api/"
"""Below it every refusal is a problem document, also of an address or a method there is not."""


def problem(status: int, title: str, detail: str, **more: Any) -> Response:
    """Answer with a problem document."""
    response = make_response(jsonify(title=title, status=int(status), detail=detail, **more), status)
    response.mimetype = "application/problem+json"
    response.headers["Cache-Control"] = "no-store"
    return response
