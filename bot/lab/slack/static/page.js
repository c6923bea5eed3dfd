// The page: fetches the person's view of the workspace after each change and draws the differences.

import { composer } from "/static/composer.js";
import { useLocale } from "/static/dates.js";
import { el, focusMark, reconcile, refocus } from "/static/dom.js";
import { icon } from "/static/emoji.js";
import { channelEntries, threadEntries } from "/static/messages.js";
import { drawModals } from "/static/modal.js";
import { onChange, post, state } from "/static/server.js";
import { say } from "/page/words.js";

for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.textContent);
for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));

const at = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
let user = asked.get("user") ?? "";
let channel = asked.get("channel") ?? "";
let thread = null;
let current = null;
// A choice whose request is running, and its promise. Later requests wait for it.
const chosen = {};
let settled = Promise.resolve();

function channelLink(one) {
  const node = el("button", { type: "button", class: "channel", "data-focus": `channel/${one.id}`, "aria-current": one.id === current.channel ? "page" : undefined }, icon(one.kind), el("span", {}, one.name));
  node.addEventListener("click", () => {
    [channel, thread] = [one.id, null];
    openSide(false);
    refresh().then(() => at("composer").querySelector("textarea").focus());
    if (one.kind === "im") post("home", { user: current.user });
  });
  return node;
}

function drawSide() {
  // Redraw only what differs, so that a click is not lost between press and release.
  const stamp = JSON.stringify([current.channels, current.channel]);
  if (at("channels").dataset.stamp === stamp) return;
  at("channels").dataset.stamp = stamp;
  const group = (title, list) => (list.length ? el("section", {}, el("h2", {}, title), ...list.map(channelLink)) : null);
  const rooms = group(say("Channels"), current.channels.filter((one) => one.kind !== "im"));
  const direct = group(say("Apps"), current.channels.filter((one) => one.kind === "im"));
  at("team").textContent = current.team;
  at("channels").replaceChildren(...[rooms, direct].filter(Boolean));
}

function drawTop() {
  const here = current.channels.find((one) => one.id === current.channel);
  const where = here.kind === "im" ? here.name : `${here.kind === "private" ? "" : "#"}${here.name}`;
  at("title").textContent = where;
  box.placeholder = say("Message {0}", where);
  const note = here.shared ? say("shared with another organization") : here.bot ? "" : say("{0} is not a member", current.bot);
  at("badge").textContent = note;
  at("badge").hidden = !note;
  document.title = `${at("title").textContent} · ${current.team}`;
  options(at("user"), current.users.map((one) => [one.id, one.name]), current.user);
  options(at("language"), current.languages.map((one) => [one.locale, one.name]), chosen.locale ?? offered(current.locale));
  at("scenario-choice").hidden = current.scenarios.length === 0;
  options(at("scenario"), current.scenarios.map((one) => [one.name, one.description, one.group]), chosen.scenario ?? current.scenario);
  at("scenario").title = current.scenarios.find((one) => one.name === current.scenario)?.description ?? "";
}

// The offered locale that is closest to a person's: the same one, else one of the same language, else the first.
function offered(locale) {
  const locales = current.languages.map((one) => one.locale);
  const [language] = locale.split("-");
  return locales.find((one) => one === locale) ?? locales.find((one) => one.split("-")[0] === language) ?? locales[0];
}

// The options of a select, under the name of their group where they have one.
function grouped(list) {
  const groups = new Map();
  for (const [value, name, group = ""] of list) groups.set(group, [...(groups.get(group) ?? []), el("option", { value }, name)]);
  return [...groups].flatMap(([label, nodes]) => (label ? [el("optgroup", { label }, ...nodes)] : nodes));
}

function options(select, list, chosen) {
  const stamp = JSON.stringify(list);
  if (select.dataset.stamp !== stamp) {
    select.replaceChildren(...grouped(list));
    select.dataset.stamp = stamp;
  }
  select.value = chosen;
}

// The lists that follow what arrives: until the person scrolls up, and again from the next message that they send.
const following = new WeakSet();

function toEnd(list) {
  following.add(list);
  list.scrollTop = list.scrollHeight;
}

function watchEnd(list) {
  list.addEventListener("scroll", () => {
    if (list.scrollHeight - list.scrollTop - list.clientHeight < 80) following.add(list);
    else following.delete(list);
  });
  new ResizeObserver(() => following.has(list) && toEnd(list)).observe(list);
}

function drawList(list, wanted, sameList) {
  reconcile(list, wanted);
  if (!sameList || following.has(list)) toEnd(list);
}

function openThread(ts) {
  thread = ts;
  draw(current);
  at("thread").querySelector("textarea").focus();
}

function closeThread() {
  const ts = thread;
  thread = null;
  draw(current);
  if (!refocus(`channel/${ts}/thread`)) refocus(`channel/${ts}/more`);
}

function drawThread() {
  const pane = at("thread");
  if (thread && !current.messages.some((message) => message.ts === thread)) thread = null;
  pane.hidden = !thread;
  document.body.classList.toggle("with-thread", Boolean(thread));
  if (!thread) {
    pane.replaceChildren();
    pane.dataset.ts = "";
    return;
  }
  const same = pane.dataset.ts === thread;
  if (!same) {
    const form = el("form", { class: "composer", autocomplete: "off" });
    pane.dataset.ts = thread;
    pane.replaceChildren(
      el("header", { class: "top" }, el("h2", {}, say("Thread")), el("button", { type: "button", class: "plain close", "aria-label": say("Close thread"), onclick: closeThread }, "×")),
      el("ol", { class: "list", "aria-label": say("Replies"), role: "log", tabindex: "0" }), form);
    const replies = pane.querySelector("ol");
    watchEnd(replies);
    const send = (text) => {
      toEnd(replies);
      return post("send", { user: current.user, channel: current.channel, text, thread_ts: thread });
    };
    composer(form, { name: say("Reply"), focus: "reply", send });
  }
  drawList(pane.querySelector("ol"), threadEntries(current, thread, openThread), same);
}

function draw(next) {
  const mark = focusMark();
  const same = current?.channel === next.channel && current?.user === next.user && at("messages").childElementCount > 0;
  current = next;
  [user, channel] = [next.user, next.channel];
  useLocale(next.locale);
  drawSide();
  drawTop();
  drawList(at("messages"), channelEntries(next, openThread), same);
  drawThread();
  drawModals(next);
  if (document.activeElement === document.body) refocus(mark);
}

let asking = null;
let again = false;

// One request runs at a time. Changes that arrive meanwhile cause one more.
async function refresh() {
  if (asking) {
    again = true;
    return asking;
  }
  asking = (async () => {
    do {
      again = false;
      const [forUser, forChannel] = [user, channel];
      const next = await state(forUser, forChannel);
      if (forUser === user && forChannel === channel) draw(next);
      else again = true;
    } while (again);
  })();
  try {
    await asking;
  } finally {
    asking = null;
  }
  return null;
}

function openSide(open) {
  document.body.classList.toggle("side-open", open);
  at("menu").setAttribute("aria-expanded", String(open));
}

at("menu").addEventListener("click", () => openSide(!document.body.classList.contains("side-open")));
at("main").addEventListener("pointerdown", (event) => {
  if (!event.target.closest("#menu")) openSide(false);
});
at("user").addEventListener("change", (event) => {
  [user, thread] = [event.target.value, null];
  // Until the new person's view has loaded, nothing of the previous person's may be clicked.
  at("messages").replaceChildren();
  refresh();
});
function choose(name, value) {
  chosen[name] = value;
  const wish = { user, [name]: value };
  settled = settled.then(() => post(name, wish)).then(() => {
    delete chosen[name];
    return refresh();
  });
}

at("language").addEventListener("change", (event) => choose("locale", event.target.value));
at("scenario").addEventListener("change", (event) => choose("scenario", event.target.value));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (document.body.classList.contains("side-open")) openSide(false);
  else if (thread) closeThread();
});

watchEnd(at("messages"));
const box = composer(at("composer"), {
  name: say("Message"),
  focus: "message",
  send: (text) => {
    const said = { user, channel, text };
    toEnd(at("messages"));
    return settled.then(() => post("send", said));
  },
  commands: () => current?.commands ?? [],
});
onChange(refresh);
refresh().then(() => current.modals.length || box.focus());
