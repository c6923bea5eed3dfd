// The textbox: Enter sends, Shift+Enter adds a line, a leading "/" shows the commands.

import { el } from "/static/dom.js";
import { say } from "/page/words.js";

// Fills `form` with a textbox named `name`. `send` gets the text; `commands` returns the suggestions, if there are any.
export function composer(form, { name, focus, send, commands = () => [] }) {
  const list = el("ul", { class: "suggestions", role: "listbox", id: `${focus}-suggestions`, "aria-label": say("Commands"), hidden: true });
  const box = el("textarea", { rows: "1", "aria-label": name, "data-focus": focus, "aria-autocomplete": "list", "aria-controls": list.id });
  const button = el("button", { type: "submit", class: "send", "aria-label": say("Send") });
  form.replaceChildren(list, el("div", { class: "box" }, box, button));
  let at = -1;
  let found = [];

  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
    button.disabled = !box.value.trim();
  };

  const suggest = () => {
    const typed = box.value.split(/\s/u)[0];
    const open = box.value.startsWith("/") && !box.value.includes("\n");
    found = open ? commands().filter((command) => (box.value.includes(" ") ? command.name === typed : command.name.startsWith(typed))) : [];
    at = -1;
    list.hidden = found.length === 0;
    list.replaceChildren(...found.map((command, index) => el("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); accept(index); } },
      el("strong", {}, command.name), " ", el("code", {}, command.hint), el("span", {}, command.description))));
    box.removeAttribute("aria-activedescendant");
  };

  const move = (step) => {
    at = (at + step + found.length) % found.length;
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    box.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };

  const accept = (index) => {
    box.value = `${found[index].name} `;
    grow();
    suggest();
  };

  const submit = () => {
    const text = box.value.trim();
    if (!text) return;
    box.value = "";
    grow();
    suggest();
    send(text);
  };

  box.addEventListener("input", () => { grow(); suggest(); });
  box.addEventListener("blur", () => { list.hidden = true; });
  box.addEventListener("focus", suggest);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const listed = !list.hidden && !box.value.includes(" ");
    if (listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (listed && event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      accept(Math.max(at, 0));
    } else if (!list.hidden && event.key === "Escape") {
      list.hidden = true;
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      const partial = listed && !found.some((command) => command.name === box.value);
      if (listed && (at >= 0 || partial)) accept(Math.max(at, 0));
      else submit();
    }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  grow();
  return box;
}
