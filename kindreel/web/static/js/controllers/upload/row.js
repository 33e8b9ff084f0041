/* One file in the list: its name, how far it is, in words and as a bar, and what can be done. */
import { megabytes } from "../../models/figures.js";

export function rowOf(list, template, job, acts) {
  const row = template.content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-row="${name}"]`);
  part("name").textContent = job.name || job.id;
  part("size").textContent = megabytes(job.size, document.documentElement.lang);
  for (const [name, act] of Object.entries(acts)) part(name).addEventListener("click", act);
  list.append(row);

  const write = (name, text) => {
    if (part(name).textContent !== text) part(name).textContent = text; // or it would be read out again and again
  };

  function show(current) {
    row.dataset.state = job.state;
    row.toggleAttribute("data-current", current);
    part("choose").setAttribute("aria-pressed", String(current));
    part("meter").value = job.percent;
    write("percent", job.percent ? `${job.percent} %` : "");
    write("words", job.sentence || list.dataset[sayingOf(job)] || "");
    part("pause").hidden = !job.isOnItsWay;
    part("resume").hidden = !(job.state === "paused" || (job.state === "refused" && !job.hopeless));
    part("drop").hidden = ["publishing", "published"].includes(job.state);
    part("link").hidden = !job.url;
    if (job.url) part("link").href = job.url;
  }
  return { show, remove: () => row.remove() };
}

function sayingOf(job) {
  if (job.state === "refused" || (job.state === "far" && job.say)) return job.say;
  return job.wanted && job.state === "sending" ? "wanted" : job.state;
}
