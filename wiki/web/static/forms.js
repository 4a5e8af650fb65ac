/* Comforts of a page's form, which works without them: titles offered while typing, values added without a reload, a
   warning before unsaved changes are left. */
"use strict";

const pageForm = document.getElementById("page-form");
let isTouched = pageForm.dataset.unsaved !== undefined, asked = 0;

pageForm.addEventListener("input", (event) => {
  isTouched = true;
  if (event.target.dataset.of !== undefined) offerTitles(event.target);
});
pageForm.addEventListener("submit", () => { isTouched = false; });
addEventListener("beforeunload", (event) => { if (isTouched) event.preventDefault(); });
pageForm.addEventListener("click", (event) => {
  const button = event.target.closest("button.more");
  if (button && addValue(button)) event.preventDefault();
});

/* A title stands without its prefix where the field takes its kind anyway. */
async function offerTitles(input) {
  const begun = input.value.trim(), prefixes = input.dataset.of.split(" ").filter(Boolean), turn = ++asked;
  if (begun.length < 2) return;
  const answer = await fetch("/suggest?q=" + encodeURIComponent(begun)).catch(() => null);
  const found = answer && answer.ok ? await answer.json() : [];
  if (turn !== asked) return;
  const titles = found.map((each) => each.title)
    .filter((title) => !prefixes.length || prefixes.some((prefix) => title.startsWith(prefix + ":")))
    .map((title) => prefixes.length && title.startsWith(prefixes[0] + ":") ? title.slice(prefixes[0].length + 1) : title);
  document.getElementById("titles").replaceChildren(...titles.map((title) => new Option(title, title)));
}

/* Copy the field's last value that has a control as an empty one; where none has, the server adds it. */
function addValue(button) {
  const values = [...button.parentElement.querySelectorAll(".value")];
  const last = values.findLast((each) => each.querySelector("[name^='v.']"));
  if (!last) return false;
  const copy = last.cloneNode(true), number = Number(values.at(-1).dataset.n) + 1;
  const label = button.parentElement.querySelector("label").firstChild.textContent.trim();
  copy.dataset.n = number;
  for (const each of copy.querySelectorAll("[name^='p.'], .check, p.remark")) each.remove();
  for (const each of copy.querySelectorAll("details")) each.open = false;
  for (const each of copy.querySelectorAll("summary")) {
    const unseen = Object.assign(document.createElement("span"), { className: "unseen", textContent: ` for ${label} ${number + 1}` });
    each.replaceChildren("Evidence", unseen);
  }
  for (const each of copy.querySelectorAll("[name]")) {
    each.name = each.name.replace(/^(\w\.\w+)\.\d+/u, `$1.${number}`);
    each.removeAttribute("aria-invalid");
    if (each.tagName === "SELECT") each.selectedIndex = 0; else each.value = "";
  }
  const first = copy.querySelector("[name^='v.']");
  first.removeAttribute("id");
  first.setAttribute("aria-label", `${label} ${number + 1}`);
  button.before(copy);
  first.focus();
  return true;
}
