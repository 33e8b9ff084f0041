/* The words of an upload that is here go to the server, and its answer is shown: live soon, mistakes, or signed out. */
import { publish } from "./publishing.js";

export function sendoff(form, words, jobs, openNext) {
  return async function send(job) {
    const body = words.current === job ? new FormData(form) : job.body;
    body.set("upload", job.id);
    job.wanted = false;
    job.set("publishing");
    const sentence = jobs().list.dataset.interrupted;
    const next = await publish(form.action, body, () => job.set("publishing", { sentence }));
    if (next.show) return mend(job, next.show);
    if (!next.go) return job.set("here", { sentence: form.dataset.failed });
    if (!new URL(next.go, location).pathname.startsWith("/v/")) return location.assign(next.go);
    words.arrived(job);
    job.set("published", { url: next.go });
    return openNext() || leave(job);
  };

  function mend(job, html) {
    jobs().open(job);
    const gone = words.replace(html);
    job.set(gone ? "far" : "here", gone ? { id: "", percent: 0, file: null, transfer: null } : {});
  }

  function leave(job) {
    const { all } = jobs();
    if (all.some((other) => other.wanted || other.state === "publishing")) return;
    const several = all.filter((other) => other.url).length > 1;
    location.assign(several ? form.dataset.inbox : job.url);
  }
}
