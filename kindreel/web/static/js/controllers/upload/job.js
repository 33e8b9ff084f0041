/* One file and where it is: new (being looked at), far (its bytes are not on this page), waiting, sending, interrupted,
   paused, here, publishing, published, refused. `wanted` is set once its words were sent off. */
import { hold } from "../../models/upload-hold.js";
import { PATH, takeBack, transfer } from "./transfer.js";

export class Job {
  file = null;
  fresh = false;
  wanted = false;
  stored = false;
  sentence = "";

  constructor(about, changed) {
    Object.assign(this, { id: "", percent: 0, state: "far", ...about });
    this.changed = changed;
  }

  get isOnItsWay() {
    return ["waiting", "sending", "interrupted"].includes(this.state);
  }

  set(state, more = {}) {
    Object.assign(this, { sentence: "", ...more, state });
    this.changed(this);
  }

  async start(Upload) {
    this.set("sending");
    if (!(await hold(`upload:${this.mark}`))) return this.set("far", { file: null, say: "elsewhere" });
    const url = this.id && `${PATH}/${this.id}`;
    const metadata = { filename: this.name, filetype: this.file.type, mark: this.mark };
    this.transfer ??= transfer(Upload, this.file, { url, metadata, on: this.#news() });
    if (this.state === "sending") this.transfer.start();
  }

  #news() {
    return {
      place: (url) => (this.id = url.split("/").pop()),
      progress: (part) => this.set(this.state === "paused" ? "paused" : "sending", { percent: Math.floor(part * 100) }),
      interrupted: () => this.set("interrupted"),
      unreadable: () => this.set("far", { file: null, transfer: null }),
      refused: (status, sentence) => this.set("refused", status === 401 ? { say: "signedOut" } : { say: "failed", sentence }),
      done: () => this.set("here", { percent: 100 }),
    };
  }

  pause() {
    this.transfer?.pause();
    this.set("paused");
  }

  async drop() {
    this.transfer?.pause();
    return this.id === "" || takeBack(this.id).catch(() => false);
  }
}
