/* Sends the words of an upload that is here. Sent twice it is one video, so a lost answer is just asked for again. */
import { delayOf } from "../../models/upload-retry.js";
import { afterUpload } from "../../models/upload-reply.js";

const pause = (time) => new Promise((end) => setTimeout(end, time));

export async function publish(address, body, interrupted) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json, text/html;q=0.9" } });
      const type = answer.headers.get("Content-Type") ?? "";
      const about = { status: answer.status, type, finalUrl: answer.url, sentTo: address, text: await answer.text() };
      if (answer.status < 500) return afterUpload(about);
    } catch {
      /* no line at the moment */
    }
    interrupted();
    await pause(delayOf(attempt));
  }
}
