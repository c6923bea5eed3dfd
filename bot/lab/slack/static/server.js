// Talks to the lab: fetches the state, listens for changes, and posts what the person does.

import { toast } from "/static/overlays.js";
import { say } from "/page/words.js";

export async function state(user, channel) {
  const answer = await fetch(`/page/state?${new URLSearchParams({ user, channel })}`);
  if (!answer.ok) throw new Error(`the lab answered ${answer.status}`);
  return answer.json();
}

export async function post(action, body) {
  try {
    const answer = await fetch(`/page/${action}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (answer.ok) return await answer.json();
    toast(say("That did not work: {0}", await answer.text()));
  } catch {
    toast(say("The lab cannot be reached. Is it still running?"));
  }
  return {};
}

export function onChange(run) {
  new EventSource("/page/changes").addEventListener("message", run);
}
