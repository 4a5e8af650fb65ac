"""Completion: titles and aliases that begin with what somebody is typing."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from patterns.links import page_path
from wiki.web import sharing
from wiki.web.session import the_wiki

door = Blueprint("suggest", __name__)
MOST = 20


@door.route("/suggest", methods=["GET", "OPTIONS"])
@sharing.for_programs
def suggest() -> Response:
    """Answer with [{title, matched, url}], or with `format=opensearch` as OpenSearch Suggestions 1.1."""
    prefix = request.args.get("q", "").strip()
    found = the_wiki().search.suggest(prefix, MOST) if prefix else []
    if request.args.get("format") == "opensearch":
        titles = [title for title, _ in found]
        addresses = [the_wiki().config.base + page_path(title) for title in titles]
        response = jsonify([prefix, titles, [""] * len(titles), addresses])
        response.mimetype = "application/x-suggestions+json"
    else:
        response = jsonify(
            [{"title": title, "matched": matched, "url": page_path(title)} for title, matched in found]
        )
    response.headers["Cache-Control"] = "no-cache"
    return response
