// The messages of a channel, and one thread beside them.

import { blocks } from "/static/blocks.js";
import { clock, dayOf } from "/static/dates.js";
import { el } from "/static/dom.js";
import { icon } from "/static/emoji.js";
import { complain } from "/static/modal.js";
import { mrkdwn } from "/static/mrkdwn.js";
import { openMenu } from "/static/overlays.js";
import { post } from "/static/server.js";
import { say } from "/page/words.js";

const HUES = [174, 214, 28, 262, 340, 96];

function avatar(message) {
  const letters = message.app ? "" : message.name.split(" ").map((word) => word[0]).slice(0, 2).join("");
  const hue = HUES[[...message.user].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES.length];
  const kind = message.app ? (message.name === "Slackbot" ? "avatar slackbot" : "avatar app") : "avatar person";
  const node = el("span", { class: kind, "aria-hidden": "true" }, letters);
  node.style.setProperty("--hue", hue);
  return node;
}

function menu(anchor, message, state, openThread) {
  const who = { user: state.user, channel: state.channel, ts: message.ts };
  const items = message.ephemeral ? [] : [{ name: say("Reply in thread"), run: () => openThread(message.thread_ts ?? message.ts) }];
  for (const shortcut of message.ephemeral ? [] : state.shortcuts) {
    items.push({ name: shortcut.name, run: () => post("shortcut", { ...who, callback_id: shortcut.callback_id }).then(complain) });
  }
  items.push({ name: say("Delete message"), danger: true, run: () => post("delete", who) });
  openMenu(anchor, items);
}

function body(message, state, prefix) {
  const who = { user: state.user, channel: state.channel, ts: message.ts };
  const act = (block, element, option) => post("click", { ...who, block_id: block.block_id, action_id: element.action_id, option }).then(complain);
  const context = { names: state.names, prefix, act, values: {}, inputs: [] };
  if (message.blocks?.length) return blocks(message.blocks, context);
  return message.text ? [el("div", { class: "text" }, ...mrkdwn(message.text, state.names))] : [];
}

function draw(message, replies, state, openThread, place) {
  const prefix = `${place}/${message.ts}`;
  const date = new Date(Number(message.ts) * 1000);
  const more = el("button", { type: "button", class: "plain more", "aria-label": say("More actions"), "aria-haspopup": "menu", "data-focus": `${prefix}/more` }, "⋯");
  more.addEventListener("click", () => menu(more, message, state, openThread));
  const thread = replies.length ? el("button", { type: "button", class: "thread-link", "data-focus": `${prefix}/thread`, onclick: () => openThread(message.ts) }, replies.length === 1 ? say("1 reply") : say("{0} replies", replies.length)) : null;
  const files = (message.files ?? []).map((file) => el("a", { class: "file", href: new URL(file.permalink ?? file.url_private).pathname, target: "_blank" }, file.title));
  const edited = message.edited && !message.blocks?.length ? el("span", { class: "edited" }, say("(edited)")) : null;
  return el("li", { class: message.ephemeral ? "message ephemeral" : "message", "data-ts": message.ts },
    avatar(message),
    el("div", { class: "content" },
      message.ephemeral ? el("div", { class: "only-you" }, icon("eye"), say("Only visible to you")) : null,
      el("div", { class: "by" }, el("strong", {}, message.name), message.app ? el("span", { class: "badge" }, "APP") : null, el("time", { datetime: date.toISOString() }, clock(date))),
      ...body(message, state, prefix), edited, ...files, thread),
    more);
}

function entries(list, repliesOf, state, openThread, place) {
  const wanted = [];
  let day = "";
  for (const message of list) {
    const date = new Date(Number(message.ts) * 1000);
    const name = dayOf(date) ?? date.toDateString();
    if (place === "channel" && name !== day) wanted.push({ key: `day ${name}`, stamp: "", make: () => el("li", { class: "day" }, el("span", {}, name)) });
    day = name;
    const replies = repliesOf(message);
    // Buttons act as the person for whom they were drawn, so redraw the message for another person.
    const stamp = JSON.stringify([message, replies.length, state.shortcuts.length, state.locale, state.user]);
    wanted.push({ key: message.ts, stamp, make: () => draw(message, replies, state, openThread, place) });
  }
  return wanted;
}

// Returns the messages of the channel itself. Replies are shown in their thread only.
export function channelEntries(state, openThread) {
  const replies = grouped(state.messages.filter(isReply));
  return entries(state.messages.filter((message) => !isReply(message)), (message) => replies.get(message.ts) ?? [], state, openThread, "channel");
}

export function threadEntries(state, ts, openThread) {
  return entries(state.messages.filter((message) => message.ts === ts || message.thread_ts === ts), () => [], state, openThread, "thread");
}

const isReply = (message) => Boolean(message.thread_ts && message.thread_ts !== message.ts);

function grouped(list) {
  const groups = new Map();
  for (const message of list) groups.set(message.thread_ts, [...(groups.get(message.thread_ts) ?? []), message]);
  return groups;
}
