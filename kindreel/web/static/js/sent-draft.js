/* A form was sent and a page came back. If the words arrived, their draft goes; if they may not have (an error, the form
   again with its mistakes, a sign-in that came between), it stays. */
import { SENT } from "./models/drafts.js";

const notArrived = ".keeps-drafts, .errorlist, [aria-invalid=true], input[type=password]";

export function settleDraft() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (key && !document.querySelector(notArrived)) localStorage.removeItem(key);
}
