// The person's stack of modals. The topmost view is shown, and typed text survives a redraw.

import { blocks } from "/static/blocks.js";
import { el, focusMark, refocus } from "/static/dom.js";
import { toast, trap } from "/static/overlays.js";
import { post } from "/static/server.js";
import { say } from "/page/words.js";

let shown = null;
let back = null;
const typed = new Map();

function titled(view, fallback) {
  return view.close?.text ?? fallback;
}

function draw(view, state) {
  const values = typed.get(view.id) ?? typed.set(view.id, {}).get(view.id);
  const inputs = [];
  const who = { user: state.user, view: view.id };
  const close = () => post("close", who);
  const act = (block, element, option) => post("click", { ...who, block_id: block.block_id, action_id: element.action_id, option }).then(complain);
  const context = { names: state.names, prefix: view.id, act, values, inputs };
  const foot = el("div", { class: "modal-foot" }, el("button", { type: "button", class: "button", "data-focus": `${view.id}/close`, onclick: close }, titled(view, view.submit ? say("Cancel") : say("Close"))));
  if (view.submit) foot.append(el("button", { type: "submit", class: "button primary", "data-focus": `${view.id}/submit` }, view.submit.text));
  const body = el("div", { class: "modal-body", tabindex: "0", "aria-label": view.title.text }, ...blocks(view.blocks, context));
  const form = el("form", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": "modal-title", tabindex: "-1", novalidate: true },
    el("div", { class: "modal-head" },
      el("h2", { id: "modal-title" }, view.title.text),
      el("button", { type: "button", class: "plain close", "aria-label": say("Dismiss"), onclick: close }, "×")),
    body, foot);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    form.querySelectorAll(".input-error").forEach((node) => node.replaceChildren());
    const filled = Object.fromEntries(inputs.map((input) => [input.action_id, input.read()]).filter(([, value]) => value));
    const answer = await post("submit", { ...who, values: filled });
    for (const [block, message] of Object.entries(answer.errors ?? {})) {
      form.querySelector(`.input-error[data-block="${CSS.escape(block)}"]`)?.append(message);
    }
    complain(answer);
  });
  trap(form, close);
  return el("div", { class: "shade" }, form);
}

export function complain(answer) {
  if (answer?.error) toast(say("The app did not respond as it should ({0}). Try again.", answer.error));
}

export function drawModals(state) {
  const view = state.modals.at(-1);
  if (!view) {
    if (!shown) return;
    shown.node.remove();
    shown = null;
    typed.clear();
    if (!refocus(back)) document.querySelector("#composer textarea")?.focus();
    return;
  }
  const stamp = JSON.stringify([view.id, view.hash, state.modals.length]);
  if (shown?.stamp === stamp) return;
  const mark = shown ? focusMark() : null;
  if (!shown) back = focusMark();
  const scrolled = shown?.id === view.id ? shown.node.querySelector(".modal-body").scrollTop : 0;
  shown?.node.remove();
  shown = { stamp, id: view.id, node: draw(view, state) };
  document.body.append(shown.node);
  shown.node.querySelector(".modal-body").scrollTop = scrolled;
  if (!refocus(mark)) (shown.node.querySelector(".input-block input, .input-block textarea, .input-block select") ?? shown.node.firstElementChild).focus();
}
