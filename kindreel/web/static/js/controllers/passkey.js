/* On a form with a field named "credential": asks the device for a passkey, then sends what it says.
   data-ask is "get" or "create"; data-options holds the question, or data-fetch the address that answers with it.
   The form is hidden in the page and shown here, where passkeys are known. */
import { answerOf, questionOf } from "../models/credentials.js";

export function connect(form) {
  if (!window.PublicKeyCredential) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const trouble = form.querySelector("[data-trouble]");
    trouble.hidden = true;
    try {
      const credential = await navigator.credentials[form.dataset.ask](questionOf(await options(form.dataset)));
      form.elements.credential.value = JSON.stringify(answerOf(credential));
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}

async function options({ options: text, fetch: url }) {
  if (text) return JSON.parse(text);
  const reply = await fetch(url, { headers: { Accept: "application/json" } });
  if (!reply.ok) throw new Error(`no question: ${reply.status}`);
  return (await reply.json()).request_options;
}
