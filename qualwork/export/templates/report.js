"use strict";
const items = [...document.querySelectorAll(".item")];
const said = new Map(items.map((item) => [item, item.textContent.toLowerCase().replace(/\s+/g, " ")]));
const folds = [...document.querySelectorAll("details")];
const field = document.getElementById("words");
let before = null;

function unmark() {
  for (const hit of document.querySelectorAll("mark.hit")) {
    const parent = hit.parentNode;
    hit.replaceWith(...hit.childNodes);
    parent.normalize();
  }
}

function mark(item, words) {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    if (node.data.toLowerCase().length !== node.data.length) continue;
    let rest = node;
    for (let at = rest.data.toLowerCase().indexOf(words); at >= 0; at = rest.data.toLowerCase().indexOf(words)) {
      const found = rest.splitText(at);
      rest = found.splitText(words.length);
      const hit = document.createElement("mark");
      hit.className = "hit";
      found.replaceWith(hit);
      hit.append(found);
    }
  }
}

function search() {
  const words = field.value.trim().toLowerCase().replace(/\s+/g, " ");
  unmark();
  if (words && !before) before = new Map(folds.map((fold) => [fold, fold.open]));
  let count = 0;
  for (const item of items) {
    const fits = said.get(item).includes(words);
    item.hidden = !fits;
    if (words && fits) {
      count += 1;
      mark(item, words);
    }
  }
  for (const fold of folds) {
    const fits = [...fold.querySelectorAll(".item")].some((item) => !item.hidden);
    fold.hidden = Boolean(words) && !fits;
    if (words) fold.open = fits;
    else if (before) fold.open = before.get(fold);
  }
  if (!words) before = null;
  document.getElementById("found").textContent = words ? `${count} found` : "";
}

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.hidden || target.closest("[hidden]")) {
    field.value = "";
    search();
  }
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}

field.addEventListener("input", search);
document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("fold").addEventListener("click", (event) => {
  const themes = folds.filter((fold) => fold.classList.contains("theme"));
  const open = themes.some((fold) => fold.open);
  for (const fold of themes) fold.open = !open;
  event.target.textContent = open ? "Open all themes" : "Fold all themes";
});
addEventListener("hashchange", reveal);
let printed = null;
addEventListener("beforeprint", () => {
  printed = new Map(folds.map((fold) => [fold, fold.open]));
  for (const fold of folds) fold.open = !fold.classList.contains("others") || fold.open;
});
addEventListener("afterprint", () => {
  for (const [fold, open] of printed ?? []) fold.open = open;
});
reveal();
