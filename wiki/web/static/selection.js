/* On the page of a source: words that are selected can be coded with. Without this, each quotation has its link. */
"use strict";

const offer = document.getElementById("selected-words");
const place = document.querySelector(".prose");
const link = offer.querySelector("a");
const begun = link.getAttribute("href");
const most = 2000;

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const words = selection.rangeCount ? selection.toString().replace(/\s+/g, " ").trim() : "";
  const isHere = words && place.contains(selection.getRangeAt(0).commonAncestorContainer);
  offer.hidden = !isHere || words.length > most || !words.includes(" ");
  if (!offer.hidden) link.href = begun + "&quote=" + encodeURIComponent(words);
});
