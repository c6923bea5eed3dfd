// Emoji shortcodes. Those of status lines are drawn here, so that they look the same on every machine, also without an
// emoji font. The others are characters.

import { el } from "/static/dom.js";

const SVG = "http://www.w3.org/2000/svg";
const GREEN = "#1f9d61", RED = "#d6453d", AMBER = "#e0992b", GREY = "#8a95a3", BLUE = "#3b7dd8";
const disc = (fill) => ["circle", { cx: 10, cy: 10, r: 8.5, fill }];
const stroke = (d, colour = "#fff", width = 2.2) => [
  "path", { d, fill: "none", stroke: colour, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" },
];
const square = ["rect", { x: 1.5, y: 1.5, width: 17, height: 17, rx: 4.5, fill: GREEN }];
const triangle = ["path", { d: "M10 2.2 18.6 17.2H1.4Z", fill: AMBER, stroke: AMBER, "stroke-width": 2, "stroke-linejoin": "round" }];
const circles = {
  large_green_circle: GREEN, green_circle: GREEN, large_yellow_circle: AMBER, large_orange_circle: "#e57a2e",
  red_circle: RED, large_blue_circle: BLUE, white_circle: "#c9d0d8", black_circle: "#39424e",
};
const DRAWN = {
  white_check_mark: [square, stroke("M5.8 10.4 8.7 13.3 14.3 7")],
  heavy_check_mark: [stroke("M3.5 10.8 8 15.2 16.5 5.2", GREEN, 2.8)],
  x: [disc(RED), stroke("M6.8 6.8 13.2 13.2M13.2 6.8 6.8 13.2")],
  warning: [triangle, stroke("M10 7.4V11.8M10 14.6V14.7", "#fff", 2.1)],
  grey_question: [disc(GREY), stroke("M7.4 7.7A2.6 2.6 0 1 1 10 10.4V11.6M10 14.3V14.4", "#fff", 1.9)],
  question: [disc(RED), stroke("M7.4 7.7A2.6 2.6 0 1 1 10 10.4V11.6M10 14.3V14.4", "#fff", 1.9)],
  heavy_minus_sign: [disc("#b3bbc5"), stroke("M6.2 10H13.8")],
  no_entry: [disc(RED), stroke("M5.8 10H14.2", "#fff", 3)],
  information_source: [disc(BLUE), stroke("M10 9.2V14.2M10 6V6.1")],
  hourglass_flowing_sand: [stroke("M5.5 2.8H14.5M5.5 17.2H14.5M6.6 3C6.6 7.6 13.4 12.4 13.4 17M13.4 3C13.4 7.6 6.6 12.4 6.6 17", GREY, 1.8)],
  arrows_counterclockwise: [stroke("M16.4 8.6A6.6 6.6 0 0 0 4.6 6.4M4.4 3.2V6.8H8M3.6 11.4A6.6 6.6 0 0 0 15.4 13.6M15.6 16.8V13.2H12", BLUE, 1.9)],
  mag: [["circle", { cx: 8.4, cy: 8.4, r: 5.2, fill: "none", stroke: GREY, "stroke-width": 2 }], stroke("M12.4 12.4 17 17", GREY, 2.6)],
  wrench: [stroke("M12.9 3.4A4.3 4.3 0 0 0 7.6 9.1L3.2 13.5A2.1 2.1 0 0 0 6.3 16.6L10.7 12.2A4.3 4.3 0 0 0 16.5 7L13.7 9 11 6.3Z", GREY, 1.8)],
  bulb: [stroke("M7.4 13.2C5.6 12 4.8 10.3 5 8.4A5 5 0 0 1 15 8.4C15.2 10.3 14.4 12 12.6 13.2V15H7.4ZM8 17.4H12", AMBER, 1.8)],
  lock: [["rect", { x: 4, y: 9, width: 12, height: 8.5, rx: 2, fill: AMBER }], stroke("M6.8 9V6.4A3.2 3.2 0 0 1 13.2 6.4V9", GREY, 2)],
  key: [stroke("M8.3 11.7A3.4 3.4 0 1 1 5.9 9.3M7.8 9.8 16.4 3.6M13.4 5.8 15.4 8.2", AMBER, 2)],
  email: [["rect", { x: 1.8, y: 4.4, width: 16.4, height: 11.6, rx: 2, fill: BLUE }], stroke("M3.4 6.6 10 11.4 16.6 6.6", "#fff", 1.7)],
  rotating_light: [["path", { d: "M5 15V10A5 5 0 0 1 15 10V15Z", fill: RED }], stroke("M3.6 17H16.4", GREY, 2.2)],
};
for (const [name, fill] of Object.entries(circles)) DRAWN[name] = [disc(fill)];
const SAME = { envelope: "email", no_entry_sign: "no_entry", hourglass: "hourglass_flowing_sand", repeat: "arrows_counterclockwise", grey_exclamation: "warning", hammer_and_wrench: "wrench", closed_lock_with_key: "lock", heavy_multiplication_x: "x", black_circle_for_record: "red_circle" };
const CHARACTERS = { "✅": "white_check_mark", "✔": "heavy_check_mark", "❌": "x", "⚠": "warning", "❔": "grey_question", "❓": "question", "➖": "heavy_minus_sign", "⛔": "no_entry", "ℹ": "information_source", "⏳": "hourglass_flowing_sand", "🔄": "arrows_counterclockwise", "🔍": "mag", "🔧": "wrench", "💡": "bulb", "🔒": "lock", "🔑": "key", "📧": "email", "✉": "email", "🚨": "rotating_light", "🟢": "large_green_circle", "🟡": "large_yellow_circle", "🔴": "red_circle", "⚪": "white_circle" };
const TEXT = { dart: "🎯", white_large_square: "⬜", tada: "🎉", rocket: "🚀", eyes: "👀", wave: "👋", thinking_face: "🤔", "+1": "👍", "-1": "👎", point_right: "👉", arrow_right: "➡️", arrow_down: "⬇️", clock1: "🕐", stopwatch: "⏱️", gear: "⚙️", memo: "📝", clipboard: "📋", link: "🔗", globe_with_meridians: "🌐", speech_balloon: "💬", bell: "🔔", fire: "🔥", heart: "❤️", robot_face: "🤖", package: "📦", satellite: "🛰️", zap: "⚡", black_square_button: "🔲", small_blue_diamond: "🔹", exclamation: "❗", heavy_exclamation_mark: "❗", bangbang: "‼️", checkered_flag: "🏁" };

function vector(shapes, attributes) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", ...attributes })) svg.setAttribute(key, value);
  for (const [tag, described] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(described)) shape.setAttribute(key, value);
    svg.append(shape);
  }
  return svg;
}

const draw = (name) => vector(DRAWN[name], { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") });

const ICONS = {
  eye: [stroke("M2 10C4 6.4 6.8 4.8 10 4.8S16 6.4 18 10C16 13.6 13.2 15.2 10 15.2S4 13.6 2 10Z", "currentColor", 1.6), ["circle", { cx: 10, cy: 10, r: 2.3, fill: "currentColor" }]],
  public: [stroke("M7.6 3.5 6 16.5M14 3.5 12.4 16.5M3.4 7.4H17M3 12.6H16.6", "currentColor", 1.6)],
  private: [stroke("M4.6 9H15.4V16.6H4.6ZM7 9V6.4A3 3 0 0 1 13 6.4V9", "currentColor", 1.6)],
  im: [["circle", { cx: 10, cy: 10, r: 4.6, fill: "#4cb782" }]],
};

// Returns a small drawing in the colour of the text around it.
export const icon = (name) => vector(ICONS[name], { class: "icon", "aria-hidden": "true" });

// Returns the node for a shortcode without its colons; null for an unknown one, which stays as it was typed.
export function emoji(name) {
  const known = SAME[name] ?? name;
  if (Object.hasOwn(DRAWN, known)) return draw(known);
  return Object.hasOwn(TEXT, name) ? el("span", { class: "emoji-text", role: "img", "aria-label": name.replaceAll("_", " ") }, TEXT[name]) : null;
}

const PATTERN = new RegExp(`:([a-z0-9_+-]+):|(${Object.keys(CHARACTERS).join("|")})\\ufe0f?`, "gu");

// Returns plain text with its emoji drawn. Shortcodes are drawn only where `codes` allows it.
export function withEmoji(text, codes = true) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(PATTERN)) {
    const node = match[1] ? (codes ? emoji(match[1]) : null) : draw(CHARACTERS[match[2]]);
    if (!node) continue;
    nodes.push(text.slice(from, match.index), node);
    from = match.index + match[0].length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== "");
}
