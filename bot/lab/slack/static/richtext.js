// Converts rich_text blocks and the markdown block to nodes.

import { el, link } from "/static/dom.js";
import { emoji, withEmoji } from "/static/emoji.js";
import { shownDate } from "/static/dates.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code", underline: "u" };

function leaf(part, names) {
  if (part.type === "text") return part.style?.code ? [part.text] : withEmoji(part.text, false);
  if (part.type === "link") return [link(part.url, part.text || part.url)];
  if (part.type === "emoji") return [emoji(part.name) ?? `:${part.name}:`];
  if (part.type === "user") return [el("span", { class: "mention" }, `@${names[part.user_id] ?? part.user_id}`)];
  if (part.type === "channel") return [el("span", { class: "mention" }, `#${names[part.channel_id] ?? part.channel_id}`)];
  if (part.type === "broadcast") return [el("span", { class: "mention" }, `@${part.range}`)];
  if (part.type === "date") return [shownDate(part.timestamp, part.format) ?? part.fallback ?? ""];
  if (part.type === "color") return [part.value];
  return [];
}

function leaves(parts, names) {
  return parts.flatMap((part) => {
    let nodes = leaf(part, names);
    for (const [style, tag] of Object.entries(STYLES)) if (part.style?.[style]) nodes = [el(tag, {}, ...nodes)];
    return nodes;
  }).flatMap((node) => (typeof node === "string" ? node.split("\n").flatMap((row, i) => (i ? [el("br"), row] : [row])) : [node]));
}

export function richText(elements, names) {
  return elements.map((part) => {
    if (part.type === "rich_text_list") {
      const indent = `indent-${Math.min(part.indent ?? 0, 4)}`;
      const tag = part.style === "ordered" ? "ol" : "ul";
      const start = tag === "ol" && part.offset ? part.offset + 1 : undefined;
      return el(tag, { class: `rich-list ${indent}`, start }, part.elements.map((item) => el("li", {}, leaves(item.elements, names))));
    }
    if (part.type === "rich_text_preformatted") {
      return el("pre", {}, el("code", {}, part.elements.map((piece) => piece.text ?? piece.url ?? "").join("")));
    }
    if (part.type === "rich_text_quote") return el("blockquote", {}, leaves(part.elements, names));
    return el("div", { class: "rich-section" }, leaves(part.elements, names));
  });
}

const SPAN = /`([^`]+)`|\*\*(.+?)\*\*|\*(.+?)\*|~~(.+?)~~|\[([^\]]+)\]\(([^)\s]+)\)/u;

function spans(text) {
  const found = SPAN.exec(text);
  if (!found) return withEmoji(text);
  const [whole, code, bold, italic, struck, label, url] = found;
  let node;
  if (code !== undefined) node = el("code", {}, code);
  else if (bold !== undefined) node = el("strong", {}, ...spans(bold));
  else if (italic !== undefined) node = el("em", {}, ...spans(italic));
  else if (struck !== undefined) node = el("s", {}, ...spans(struck));
  else node = link(url, ...spans(label));
  return [...withEmoji(text.slice(0, found.index)), node, ...spans(text.slice(found.index + whole.length))];
}

// Converts a markdown block: headings, lists, quotes, fenced code and inline styles.
export function markdown(text) {
  const nodes = [];
  text.split(/^```[^\n]*\n([\s\S]*?)^```[ \t]*$/mu).forEach((part, index) => {
    if (index % 2 === 1) {
      nodes.push(el("pre", {}, el("code", {}, part.replace(/\n$/u, ""))));
      return;
    }
    let list = null;
    for (const row of part.split("\n")) {
      const heading = /^(#{1,6})\s+(.*)$/u.exec(row);
      const item = /^\s*(?:([-*])|(\d+)[.)])\s+(.*)$/u.exec(row);
      if (item) {
        const tag = item[1] ? "ul" : "ol";
        if (list?.localName !== tag) nodes.push((list = el(tag, { class: "rich-list" })));
        list.append(el("li", {}, ...spans(item[3])));
        continue;
      }
      list = null;
      if (heading) nodes.push(el("p", { class: "md-heading" }, el("strong", {}, ...spans(heading[2]))));
      else if (/^>\s?/u.test(row)) nodes.push(el("blockquote", {}, ...spans(row.replace(/^>\s?/u, ""))));
      else if (row.trim()) nodes.push(el("p", {}, ...spans(row)));
    }
  });
  return nodes;
}
