/* Form and file in one go, with a bar. Wants [data-upload="progress"] (hidden, with a <progress> and
   [data-upload="percent"]), [data-upload="problem"] and [data-upload="stop"]; sentences in data-failed and data-too-big. */
import { SENT } from "../../models/drafts.js";
import { afterUpload } from "../../models/upload-reply.js";
import { send } from "./sending.js";

export function plain(form) {
  const part = (name) => form.querySelector(`[data-upload="${name}"]`);
  const button = form.querySelector("button[type=submit]");
  let request = null;

  const problem = (sentence) => {
    busy(false);
    part("problem").textContent = sentence;
    part("problem").hidden = sentence === "";
  };
  const busy = (yes) => {
    part("progress").hidden = !yes;
    button.disabled = yes;
    window.onbeforeunload = yes ? (event) => event.preventDefault() : null;
  };
  const stopped = (sentence) => {
    sessionStorage.removeItem(SENT);
    problem(sentence);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    problem("");
    busy(true);
    request = send(form, (percent) => {
      part("progress").querySelector("progress").value = percent;
      part("percent").textContent = `${percent} %`;
    });
    request.addEventListener("load", () => finish(form, request, problem));
    request.addEventListener("error", () => stopped(form.dataset.failed));
    request.addEventListener("abort", () => stopped(""));
  });
  part("stop").addEventListener("click", () => request?.abort());
}

function finish(form, request, problem) {
  const type = request.getResponseHeader("Content-Type") ?? "";
  const { status, responseText: text, responseURL: finalUrl } = request;
  const next = afterUpload({ status, type, text, finalUrl, sentTo: form.action });
  problem(next.tooBig ? form.dataset.tooBig : next.failed ? form.dataset.failed : "");
  if (!next.go) sessionStorage.removeItem(SENT);
  if (next.go) location.assign(next.go);
  if (next.show) document.querySelector("main").replaceChildren(...mainOf(next.show));
}

function mainOf(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector("main").childNodes;
}
