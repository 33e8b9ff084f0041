/* fetch() cannot say how far an upload is; XMLHttpRequest can. */
export function send(form, onPercent) {
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => onPercent(Math.floor((loaded / total) * 100)));
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json, text/html;q=0.9");
  request.send(new FormData(form));
  return request;
}
