/* Several files at once, each with its row; the words of one at a time. Bytes go as soon as a file is chosen, and the words
   follow when they are ready and all of the film is here. */
import { SENT } from "../../models/drafts.js";
import { choosing } from "./choosing.js";
import { jobsOf } from "./jobs.js";
import { sendoff } from "./sendoff.js";
import { wordsOf } from "./words.js";

const isOpen = (job) => job.isOnItsWay || ["here", "paused"].includes(job.state);

export function many(form, { Upload }) {
  const problem = form.querySelector('[data-upload="problem"]');
  const input = form.querySelector("input[type=file][name]");
  const words = wordsOf(form);
  const jobs = jobsOf(form, Upload, words, sendoff(form, words, () => jobs, openNext));
  const { add, adopt } = choosing(form, jobs);
  let adding = Promise.resolve();

  function say(sentence) {
    problem.hidden = sentence === "";
    problem.textContent = sentence;
  }

  function take() {
    for (const file of [...input.files]) adding = adding.then(() => add(file)).catch(() => say(form.dataset.failed));
    input.value = "";
    input.setCustomValidity("");
  }

  function openNext() {
    const next = jobs.all.find((job) => job.fresh && !job.wanted && isOpen(job));
    if (next) jobs.open(next);
    return Boolean(next);
  }

  async function submit() {
    await adding;
    const job = words.current;
    const can = Boolean(job) && isOpen(job);
    say(can || job?.state === "publishing" ? "" : form.dataset.none);
    if (!can || job.wanted) return;
    Object.assign(job, { body: new FormData(form), wanted: true });
    job.set(job.state);
    if (words.current === job && isOpen(job)) openNext();
  }

  input.multiple = true;
  form.addEventListener("change", (event) => event.target === input && (event.stopPropagation(), take()), true);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sessionStorage.removeItem(SENT); // until the words have arrived, their draft stays
    submit();
  });
  window.addEventListener("beforeunload", (event) => {
    if (jobs.all.some((job) => job.isOnItsWay && !job.stored)) event.preventDefault();
  });
  adopt(form.elements.upload.value);
  take();
}
