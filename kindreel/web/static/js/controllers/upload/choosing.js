/* Which files are there: those that somebody chooses, and those that the server has already, in part or whole. */
import { refusalOf } from "../../models/upload-limits.js";
import { markOf } from "../../models/upload-mark.js";
import { secondsOf } from "./length.js";

export function choosing(form, { all, files, list, open, enlist, go }) {
  const { maxMegabytes, maxSeconds } = form.querySelector("[data-max-megabytes]").dataset;
  const limits = { megabytes: Number(maxMegabytes), seconds: Number(maxSeconds) };

  async function add(file) {
    const mark = await markOf(file);
    const known = all.find((job) => job.mark === mark && job.state !== "published");
    const job = known ?? enlist({ mark, name: file.name, size: file.size, state: "new" });
    if (job.file || job.state === "here") return open(job);
    const say = refusalOf({ size: file.size, type: file.type, seconds: await secondsOf(file) }, limits);
    if (say) return job.set("refused", { say, hopeless: true });
    files.keep(mark, file).then((kept) => (job.stored = kept));
    return go(job, file);
  }

  /* One whose file this device still has goes on by itself. */
  async function resume(job) {
    const file = await files.find(job.mark);
    if (!file || job.file || job.state !== "far") return;
    job.stored = true;
    go(job, file);
  }

  function adopt(chosen) {
    for (const item of list.querySelectorAll("[data-id]")) {
      const { id, mark, name, size, percent } = item.dataset;
      const state = percent === "100" ? "here" : "far";
      item.remove();
      const job = enlist({ id, mark: mark || id, name, size: Number(size), percent: Number(percent), state });
      if (state === "far") resume(job);
      if (id === chosen) open(Object.assign(job, { fresh: true }));
    }
    files.prune(all.map((job) => job.mark));
  }

  return { add, adopt };
}
