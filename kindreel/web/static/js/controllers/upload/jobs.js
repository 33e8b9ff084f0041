/* The files of this page with their rows, a few of them on their way at a time. */
import { filesOf } from "../../models/upload-files.js";
import { Job } from "./job.js";
import { rowOf } from "./row.js";

const atOnce = 3; // a browser keeps few lines to one server, and the page needs some, too

export function jobsOf(form, Upload, words, ready) {
  const list = form.querySelector('[data-upload="list"]');
  const template = form.querySelector('template[data-upload="row"]');
  const files = filesOf(document.body.dataset.person ?? "");
  const all = [];

  function changed(job) {
    for (const each of all) each.row.show(each === words.current);
    const busy = all.filter((each) => ["sending", "interrupted"].includes(each.state)).length;
    const next = busy < atOnce && all.find((each) => each.state === "waiting");
    if (job.state === "here") files.forget(job.mark);
    if (job.state === "here" && job.wanted) ready(job);
    if (next) next.start(Upload);
  }

  function open(job) {
    words.open(job);
    changed(job);
  }

  function enlist(about) {
    const job = new Job(about, changed);
    const acts = { choose: () => job.url || open(job), pause: () => job.pause(), resume: () => job.set("waiting"), drop: () => drop(job) };
    job.row = rowOf(list, template, job, acts);
    all.push(job);
    changed(job);
    return job;
  }

  async function drop(job) {
    if (!(await job.drop())) return job.set(job.state, { sentence: list.dataset.failed });
    files.forget(job.mark);
    all.splice(all.indexOf(job), 1);
    job.row.remove();
    words.leave(job);
    job.set("dropped");
  }

  function go(job, file) {
    Object.assign(job, { file, fresh: true });
    if (!words.current || words.current.url) open(job);
    job.set("waiting");
  }

  return { all, files, list, open, enlist, go };
}
