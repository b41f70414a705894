import { behaviour } from "../behaviours.js";

/* A form whose hidden field `credential` the browser's passkey fills. data-ceremony is «create» or «get»; the options stand in
   data-options, or are fetched from the form's address. Forms stay hidden where the browser knows no passkeys, and at a bare IP
   address, for which none can be made. */
const named = !/^\[|^[\d.]+$/.test(window.location.hostname);
const supported = named && Boolean(
  window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential?.parseRequestOptionsFromJSON,
);

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).request_options;
}

async function credentialOf(form) {
  const { publicKey } = await optionsOf(form);
  const credential = form.dataset.ceremony === "create"
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  return credential.toJSON();
}

behaviour("passkey", (form) => {
  if (!supported) return;
  form.hidden = false;
  for (const note of document.querySelectorAll("[data-passkey-unsupported]")) note.hidden = true;
  const failed = form.querySelector("[data-passkey-failed]");
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    if (failed) failed.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await credentialOf(form));
    } catch {
      if (failed) failed.hidden = false;
      return;
    }
    form.submit();
  });
});
