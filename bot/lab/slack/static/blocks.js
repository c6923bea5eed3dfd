// Converts Block Kit to nodes. `context` has the names of people and channels, a prefix for focus keys, the function
// act(block, element, option) that is called on a click or choice, and the values of a modal's inputs.

import { el, link } from "/static/dom.js";
import { confirmDialog, openMenu } from "/static/overlays.js";
import { mrkdwn, plainText } from "/static/mrkdwn.js";
import { markdown, richText } from "/static/richtext.js";
import { say } from "/page/words.js";

export function text(object, names) {
  if (object.type === "mrkdwn") return mrkdwn(object.text, names, object.verbatim);
  return plainText(object.text, object.emoji !== false);
}

async function press(block, element, context, option) {
  if (element.confirm && !(await confirmDialog(element.confirm, context.names))) return;
  await context.act(block, element, option);
}

function button(block, element, context) {
  const style = element.style ? `button ${element.style}` : "button";
  const node = el("button", { type: "button", class: style, "data-focus": mark(block, element, context) }, ...text(element.text, context.names));
  if (element.accessibility_label) node.setAttribute("aria-label", element.accessibility_label);
  node.addEventListener("click", async () => {
    if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
    node.setAttribute("aria-busy", "true");
    await press(block, element, context);
    node.removeAttribute("aria-busy");
  });
  return node;
}

function mark(block, element, context) {
  return `${context.prefix}/${block.block_id}/${element.action_id}`;
}

function select(block, element, context, labelledBy) {
  const chosen = element.initial_option?.value;
  const option = (one) => el("option", { value: one.value, selected: one.value === chosen }, one.text.text);
  const node = el("select", { class: "select", "data-focus": mark(block, element, context), "aria-labelledby": labelledBy });
  if (!labelledBy) node.setAttribute("aria-label", element.placeholder?.text ?? say("Choose"));
  if (!chosen) node.append(el("option", { value: "", selected: true, disabled: true }, element.placeholder?.text ?? say("Choose an option")));
  for (const one of element.options ?? []) node.append(option(one));
  for (const group of element.option_groups ?? []) node.append(el("optgroup", { label: group.label.text }, ...group.options.map(option)));
  return node;
}

function liveSelect(block, element, context) {
  const node = select(block, element, context);
  node.addEventListener("change", () => press(block, element, context, node.value));
  return node;
}

function overflow(block, element, context) {
  const node = el("button", { type: "button", class: "button overflow", "aria-label": say("More options"), "aria-haspopup": "menu", "data-focus": mark(block, element, context) }, "⋯");
  node.addEventListener("click", () => openMenu(node, element.options.map((option) => ({
    name: option.text.text,
    run: () => press(block, element, context, option.value),
  }))));
  return node;
}

function choices(block, element, context, live) {
  const multiple = element.type === "checkboxes";
  const initial = new Set([element.initial_option, ...(element.initial_options ?? [])].filter(Boolean).map((option) => option.value));
  const group = el("div", { class: "choices-group", role: multiple ? "group" : "radiogroup" });
  const inputs = element.options.map((option) => {
    const input = el("input", { type: multiple ? "checkbox" : "radio", name: mark(block, element, context), value: option.value });
    input.checked = initial.has(option.value);
    if (live) input.addEventListener("change", () => press(block, element, context, inputs.filter((one) => one.checked).map((one) => one.value).join("\n")));
    group.append(el("label", {}, input, el("span", {}, ...text(option.text, context.names))));
    return input;
  });
  group.read = () => inputs.filter((one) => one.checked).map((one) => one.value).join("\n");
  return group;
}

function picture(element) {
  const url = element.image_url ?? "";
  // The page loads nothing from other hosts, so it shows a link instead of the picture.
  if (url.startsWith(`${location.origin}/`)) return el("img", { src: url, alt: element.alt_text });
  return el("span", { class: "picture" }, url ? link(url, element.alt_text) : element.alt_text);
}

function interactive(block, element, context) {
  if (element.type === "button") return button(block, element, context);
  if (element.type === "static_select") return liveSelect(block, element, context);
  if (element.type === "overflow") return overflow(block, element, context);
  if (element.type === "image") return picture(element);
  return choices(block, element, context, true);
}

function input(block, context) {
  const { element } = block;
  const id = `${context.prefix}-${block.block_id}`.replace(/[^\w-]/gu, "_");
  const optional = block.optional ? el("span", { class: "optional" }, ` (${say("optional")})`) : null;
  const label = el("span", { class: "input-label", id: `${id}-label` }, ...text(block.label, context.names), optional);
  let field;
  if (element.type === "plain_text_input") {
    field = el(element.multiline ? "textarea" : "input", { class: "input", placeholder: element.placeholder?.text, "aria-labelledby": `${id}-label`, "data-focus": mark(block, element, context) });
    field.value = context.values[element.action_id] ?? element.initial_value ?? "";
  } else if (element.type === "static_select") {
    field = select(block, element, context, `${id}-label`);
    if (context.values[element.action_id]) field.value = context.values[element.action_id];
  } else {
    field = choices(block, element, context, false);
    field.setAttribute("aria-labelledby", `${id}-label`);
  }
  const read = () => (field.read ? field.read() : field.value);
  field.addEventListener("input", () => (context.values[element.action_id] = read()));
  context.inputs.push({ action_id: element.action_id, read });
  const error = el("span", { class: "input-error", role: "alert", "data-block": block.block_id });
  return el("div", { class: "block input-block" }, label, field, block.hint ? el("span", { class: "hint" }, ...text(block.hint, context.names)) : null, error);
}

function table(block, context) {
  const cell = (tag, value, column) => {
    const align = block.column_settings?.[column]?.align;
    const inside = value.type === "rich_text" ? richText(value.elements, context.names) : [value.text];
    return el(tag, { class: align ? `align-${align}` : undefined, scope: tag === "th" ? "col" : undefined }, ...inside);
  };
  const [head, ...body] = block.rows;
  const rows = body.map((row) => el("tr", {}, ...row.map((value, column) => cell("td", value, column))));
  const titles = el("tr", {}, ...head.map((value, column) => cell("th", value, column)));
  return el("div", { class: "table-scroll", tabindex: "0" }, el("table", {}, el("thead", {}, titles), el("tbody", {}, ...rows)));
}

const DRAW = {
  header: (block, context) => el("h3", {}, ...text(block.text, context.names)),
  divider: () => el("hr"),
  section: (block, context) => {
    const words = block.text ? el("div", { class: "text" }, ...text(block.text, context.names)) : null;
    const fields = block.fields ? el("div", { class: "fields" }, ...block.fields.map((field) => el("div", {}, ...text(field, context.names)))) : null;
    const accessory = block.accessory ? el("div", { class: "accessory" }, interactive(block, block.accessory, context)) : null;
    return el("div", { class: "section" }, el("div", { class: "section-text" }, words, fields), accessory);
  },
  context: (block, context) => el("div", { class: "context" }, ...block.elements.map((part) => el("div", {}, ...(part.type === "image" ? [picture(part)] : text(part, context.names))))),
  actions: (block, context) => el("div", { class: "actions" }, ...block.elements.map((element) => interactive(block, element, context))),
  image: (block, context) => el("figure", {}, block.title ? el("figcaption", {}, ...text(block.title, context.names)) : null, picture(block)),
  rich_text: (block, context) => el("div", { class: "rich" }, ...richText(block.elements, context.names)),
  markdown: (block) => el("div", { class: "rich" }, ...markdown(block.text)),
  input,
  table,
};

export function blocks(list, context) {
  return list.filter((block) => DRAW[block.type]).map((block) => {
    const node = DRAW[block.type](block, context);
    node.classList.add("block");
    return node;
  });
}
