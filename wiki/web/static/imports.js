/* A run's page follows the run without flicker; without this script it reloads every few seconds. */
"use strict";

const state = document.getElementById("run-state");
let failures = 0;

async function follow() {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer || !answer.ok) {
    failures += 1;
    setTimeout(follow, Math.min(1000 * 2 ** failures, 15000));
    return;
  }
  failures = 0;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("run-state");
  if (!fresh || fresh.dataset.busy === undefined) {
    location.reload();
    return;
  }
  if (!state.contains(document.activeElement)) state.replaceChildren(...fresh.children);
  else for (const part of [".standing", ".counts"]) swap(part, fresh);
  setTimeout(follow, 1000);
}

/* While somebody is on the Stop button it stays; only the words around it change. */
function swap(part, fresh) {
  const old = state.querySelector(part), next = fresh.querySelector(part);
  if (old && next && old.outerHTML !== next.outerHTML) old.replaceWith(next);
}

setTimeout(follow, 1000);
