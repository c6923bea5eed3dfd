// Slack's date tokens ({date}, {date_short_pretty}, {time} and others), in the reader's time zone.

import { say } from "/page/words.js";

let locale = "en-US";

export function useLocale(tag) {
  locale = tag;
}

const SHAPES = {
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

export function dayOf(date) {
  const days = Math.round((new Date(date).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 86_400_000);
  const near = { 0: say("Today"), "-1": say("Yesterday"), 1: say("Tomorrow") };
  return near[days] ?? null;
}

export function clock(date) {
  return new Intl.DateTimeFormat(locale, SHAPES.time).format(date);
}

// Returns the text of a date token; null for an invalid date or an unknown format, so that the fallback is shown.
export function shownDate(seconds, format) {
  if (!Number.isFinite(seconds) || !format) return null;
  const date = new Date(seconds * 1000);
  let known = true;
  const text = format.replace(/\{(\w+)\}/gu, (_, token) => {
    if (token === "date_num") return date.toISOString().slice(0, 10);
    if (token === "ago") return new Intl.RelativeTimeFormat(locale).format(Math.round((date - Date.now()) / 60_000), "minute");
    const pretty = token.endsWith("_pretty");
    const shape = SHAPES[pretty ? token.slice(0, -7) : token];
    if (!shape) known = false;
    return (pretty && dayOf(date)) || new Intl.DateTimeFormat(locale, shape).format(date);
  });
  return known ? text : null;
}
