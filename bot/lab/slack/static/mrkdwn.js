// Converts Slack's mrkdwn to nodes: code first, then <...> references, then bold, italic and strike at word boundaries.

import { el, link } from "/static/dom.js";
import { withEmoji } from "/static/emoji.js";
import { shownDate } from "/static/dates.js";

// Slack escapes exactly these three characters. Nothing else is an entity.
export function unescapeText(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

const STYLES = { "*": "strong", "_": "em", "~": "s" };
// A style opens after a space or punctuation and closes before one. It has no space at its inner edges.
const STYLED = /(^|[\s([{"'.,;:!?\-–—/|>])([*_~])(?=\S)((?:(?!\2)[^\n])*?\S)\2(?=$|[\s)\]}"'.,;:!?\-–—/|<])/u;
const REFERENCE = /<([^<>\n]+)>/u;
const BARE = /\bhttps?:\/\/[^\s<>|`"']*[^\s<>|`"'.,;:!?)\]]/u;

function reference(inside, how, kept) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : inside.slice(bar + 1);
  if (target.startsWith("@")) return el("span", { class: "mention" }, `@${how.names[target.slice(1)] ?? (label || target.slice(1))}`);
  if (target.startsWith("#")) return el("span", { class: "mention" }, `#${how.names[target.slice(1)] ?? (label || target.slice(1))}`);
  if (target.startsWith("!date^")) {
    const [, seconds, format, url] = target.split("^");
    const shown = shownDate(Number(seconds), unescapeText(format ?? "")) ?? unescapeText(label);
    const node = el("time", {}, shown);
    return url ? link(unescapeText(url), node) : node;
  }
  if (target.startsWith("!subteam^")) return el("span", { class: "mention" }, label || "@group");
  if (target.startsWith("!")) return el("span", { class: "mention" }, `@${target.slice(1)}`);
  const url = unescapeText(target);
  return link(url, ...(label ? restore(styled(label, how), kept) : [url.replace(/^mailto:/, "")]));
}

function plain(text, how) {
  const found = how.verbatim ? null : BARE.exec(text);
  if (!found) return withEmoji(unescapeText(text));
  const url = unescapeText(found[0]);
  const after = text.slice(found.index + found[0].length);
  return [...withEmoji(unescapeText(text.slice(0, found.index))), link(url, url), ...plain(after, how)];
}

function styled(text, how) {
  const found = STYLED.exec(text);
  if (!found) return plain(text, how);
  const [whole, before, mark, inner] = found;
  const end = found.index + whole.length;
  return [
    ...plain(text.slice(0, found.index) + before, how),
    el(STYLES[mark], {}, ...styled(inner, how)),
    ...styled(text.slice(end), how),
  ];
}

// References and code are taken out first and put back as nodes, so that a style can enclose them.
function inline(text, how) {
  const kept = [];
  const keep = (node) => `\ue000${kept.push(node) - 1}\ue001`;
  const cut = text
    .replace(/[\ue000\ue001]/gu, "")
    .replace(/`([^`\n]+)`/gu, (_, code) => keep(el("code", {}, unescapeText(code.replace(/<([^<>|]+)(?:\|([^<>]+))?>/gu, (_m, url, label) => label ?? url)))))
    .replace(new RegExp(REFERENCE, "gu"), (_, inside) => keep(reference(inside, how, kept)));
  return restore(styled(cut, how), kept);
}

function restore(nodes, kept) {
  return nodes.flatMap((node) => {
    if (typeof node !== "string") {
      node.replaceChildren(...restore([...node.childNodes].map((child) => (child.nodeType === 3 ? child.data : child)), kept));
      return [node];
    }
    return node.split(/(\ue000\d+\ue001)/u).filter(Boolean).map((part) => (part[0] === "\ue000" ? kept[Number(part.slice(1, -1))] : part));
  });
}

function lines(text, how) {
  const nodes = [];
  let quote = null;
  const rows = text.split("\n");
  rows.forEach((row, index) => {
    const quoted = /^(?:&gt;|>) ?(.*)$/u.exec(row);
    if (quoted) {
      if (!quote) nodes.push((quote = el("blockquote")));
      else quote.append(el("br"));
      quote.append(...inline(quoted[1], how));
      return;
    }
    if (index > 0 && !quote) nodes.push(el("br"));
    quote = null;
    nodes.push(...inline(row, how));
  });
  return nodes;
}

// Returns mrkdwn as an array of nodes and strings. `names` maps user and channel ids to names. Bare addresses become
// links unless the text is `verbatim`.
export function mrkdwn(text, names, verbatim = false) {
  const how = { names, verbatim };
  return text.split(/```\n?([\s\S]*?)\n?```\n?/u).flatMap((part, index) => {
    if (index % 2 === 1) return [el("pre", {}, el("code", {}, unescapeText(part)))];
    return part ? lines(part.replace(/\n$/u, ""), how) : [];
  });
}

export function plainText(text, codes = true) {
  return text.split("\n").flatMap((row, index) => (index ? [el("br"), ...withEmoji(row, codes)] : withEmoji(row, codes)));
}
