// Notices, menus and confirmations above the page. Each returns the focus when it closes.

import { el } from "/static/dom.js";
import { mrkdwn, plainText } from "/static/mrkdwn.js";

export function toast(text) {
  const node = el("div", { class: "toast", role: "alert" }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), 8000);
}

// Keeps Tab inside `box` and calls `close` on Escape.
export function trap(box, close) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
    if (event.key !== "Tab") return;
    const stops = [...box.querySelectorAll("button, a[href], input, select, textarea, [tabindex='0']")].filter((node) => !node.disabled && node.offsetParent !== null);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement === edge || !box.contains(document.activeElement) || document.activeElement === box) {
      if (document.activeElement === box && !event.shiftKey) return;
      event.preventDefault();
      (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
    }
  });
}

export function openMenu(anchor, items) {
  const back = document.activeElement;
  const close = () => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (back?.isConnected) back.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  const menu = el("div", { class: "menu", role: "menu", tabindex: "-1" }, items.map(({ name, run, danger }) => el("button", {
    type: "button", role: "menuitem", class: danger ? "menu-item danger-text" : "menu-item",
    onclick: () => {
      close();
      run();
    },
  }, name)));
  menu.addEventListener("keydown", (event) => {
    const entries = [...menu.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    entries.at((entries.indexOf(document.activeElement) + step) % entries.length).focus();
  });
  trap(menu, close);
  document.body.append(menu);
  const place = anchor.getBoundingClientRect();
  menu.style.top = `${Math.min(place.bottom + 4, innerHeight - menu.offsetHeight - 8)}px`;
  menu.style.left = `${Math.max(8, Math.min(place.right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8))}px`;
  document.addEventListener("pointerdown", outside, true);
  menu.firstElementChild?.focus();
}

// Asks for a button's confirmation. Resolves to true where it was confirmed.
export function confirmDialog(confirm, names) {
  const back = document.activeElement;
  return new Promise((resolve) => {
    const done = (answer) => {
      shade.remove();
      if (back?.isConnected) back.focus();
      resolve(answer);
    };
    const words = confirm.text.type === "mrkdwn" ? mrkdwn(confirm.text.text, names) : plainText(confirm.text.text);
    const box = el("div", { class: "modal small", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "confirm-title", "aria-describedby": "confirm-text", tabindex: "-1" },
      el("div", { class: "modal-head" }, el("h2", { id: "confirm-title" }, confirm.title.text)),
      el("div", { class: "modal-body", id: "confirm-text" }, el("div", { class: "text" }, ...words)),
      el("div", { class: "modal-foot" },
        el("button", { type: "button", class: "button", onclick: () => done(false) }, confirm.deny.text),
        el("button", { type: "button", class: `button ${confirm.style ?? "primary"}`, onclick: () => done(true) }, confirm.confirm.text)));
    const shade = el("div", { class: "shade" }, box);
    trap(box, () => done(false));
    document.body.append(shade);
    box.querySelector(".modal-foot button").focus();
  });
}
