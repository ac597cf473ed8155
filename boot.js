// Starts the panel. A separate file, because the content security policy forbids inline scripts.
// The preload links in index.html have the names and digests of the glue and the program; the
// browser refuses a file that differs from the build.
const glue = document.querySelector("link[rel=modulepreload]");
const program = document.querySelector("link[rel=preload][as=fetch]");

// Of what the panel cannot do without, the newest: README.md has the versions.
const isSupported =
  typeof WebAssembly === "object" &&
  typeof AbortSignal.any === "function" &&
  CSS.supports("color", "light-dark(#000, #fff)");

const isWorkerInControl = () =>
  "serviceWorker" in navigator && navigator.serviceWorker.controller !== null;

const UNDER_WORKER =
  "A service worker of another application on this host controls this page, and could read your password and the cluster’s private keys. Certdeck doesn’t start. Clear the browser’s data for this host and reload the page. To prevent this, serve Certdeck under a hostname of its own.";

// Why the panel can't run here, if so. Each text is one literal, where xtask/tests/languages.rs
// finds it. No `?.`: an older browser would reject the file without a word.
function obstacle() {
  if (!isSupported) {
    return "This browser is too old for Certdeck, or its WebAssembly is turned off. Use Chrome or Edge 124, Firefox 124, Safari 17.5, or later.";
  }
  if (window.top !== window) {
    return "Another page has embedded this one, and could make you click what you can’t see. Certdeck doesn’t start. Open it in its own tab. To prevent embedding, the server must send the header Content-Security-Policy with frame-ancestors 'none'.";
  }
  if (!window.isSecureContext) {
    return "This page was loaded over plain HTTP: others on the network could read your password and the cluster’s private keys. Certdeck doesn’t start. Open its https:// address. If it has none, the server must be set up for TLS.";
  }
  if (isWorkerInControl()) {
    return UNDER_WORKER;
  }
  return null;
}

// What somebody chose for this page. Without storage, as in some private windows, nothing.
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch (error) {
    return null;
  }
}

// As src/language.rs chooses it.
function isGerman() {
  const wanted = [kept("certdeck-language"), ...navigator.languages];
  const known = wanted.find((tag) => tag !== null && /^(de|en)(-|$)/i.test(tag));
  return known !== undefined && /^de/i.test(known);
}

// The sign-in form is seen before the program is there: in the language and theme that it will have.
function dressForm() {
  const theme = kept("certdeck-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (!isGerman()) return;
  document.documentElement.lang = "de";
  for (const element of document.querySelectorAll("[data-de]")) {
    element.textContent = element.dataset.de;
  }
}

// Submitted before the program listens, it's submitted then.
function keepSubmission() {
  const form = document.getElementById("sign-in-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.onsubmit !== null) return;
    form.dataset.submitted = "";
    document.getElementById("sign-in-button").setAttribute("aria-disabled", "true");
  });
}

// In the page's language, if its file can be had.
async function translated(text) {
  if (!isGerman()) return text;
  const options = { cache: "no-cache", credentials: "same-origin" };
  const response = await fetch("languages/de.json", options);
  return response.ok ? (await response.json())[text] : text;
}

async function report(text) {
  // A form that nothing reads isn't to be filled in.
  const form = document.getElementById("sign-in");
  if (form !== null) form.remove();
  const message = document.createElement("p");
  message.className = "boot-failure";
  message.setAttribute("role", "alert");
  message.textContent = (await translated(text).catch(() => text)) || text;
  document.body.append(message);
}

// The program's memory, which may contain private keys while it reads.
let memory;
let hasStopped = false;

// What the program listens for on the window; xtask/tests/house.rs compares the list with src/.
const EVENTS = [
  "afterprint",
  "beforeprint",
  "beforeunload",
  "click",
  "dragover",
  "drop",
  "focusin",
  "hashchange",
  "keydown",
  "online",
  "pagehide",
  "paste",
  "pointerdown",
  "pointermove",
  "popstate",
  "resize",
  "visibilitychange",
  "wheel",
];

// Before the program adds its own: browsers call those of the window in the order they were added.
for (const type of EVENTS) {
  const listener = (event) => hasStopped && event.stopImmediatePropagation();
  addEventListener(type, listener, { capture: true, passive: true });
}

function erase() {
  unread.abort();
  if (memory) new Uint8Array(memory.buffer).fill(0);
  stop();
  for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer);
  document.body.replaceChildren(...document.querySelectorAll(".boot-failure"));
}

// Ends the request for the list, read or unread.
const unread = new AbortController();

// The list, requested while the program loads and on the terms of src/api/fetch.rs; the program reads
// the response. With other settings it waits until the program has checked them.
function requestList(status, body) {
  const config = status === 200 ? JSON.parse(new TextDecoder().decode(body)) : {};
  const fields = Object.entries(config);
  const isPlain = fields.every(([name, value]) => name === "client_certificate" && value === true);
  if (!isPlain || (status !== 200 && status !== 404)) return undefined;
  return fetch("v1/cluster/certificates", {
    cache: "no-store",
    credentials: fields.length ? "include" : "omit",
    headers: { Accept: "application/json" },
    redirect: "manual",
    signal: unread.signal,
  });
}

// Erases what the program has read, and lets no event reach it again. A callback that was pending
// fails in the erased memory.
function stopProgram(text) {
  if (hasStopped) return;
  hasStopped = true;
  erase();
  // A panic has already said where.
  if (document.querySelector(".boot-failure") === null) report(text);
}

// Whatever is thrown through the program leaves it halfway.
function stopAfterCrash(error) {
  const isProgram = error instanceof WebAssembly.RuntimeError || (error && /wasm/.test(error.stack));
  if (!memory || !isProgram) return;
  stopProgram("Certdeck ran into an internal error and stopped. Reload the page to continue.");
}

addEventListener("error", ({ error }) => stopAfterCrash(error));
addEventListener("unhandledrejection", ({ reason }) => stopAfterCrash(reason));

// A worker can also take control of a page that is open: clients.claim().
function watchForWorker() {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => stopProgram(UNDER_WORKER));
}

// No await outside a function: an older browser would reject the file without a word.
async function start() {
  // Starts now, in parallel with the program; src/api/site.rs reads the response.
  const request = fetch("config.json", {
    cache: "no-cache",
    credentials: "same-origin",
    signal: AbortSignal.timeout(10000),
  });
  window.siteConfig = request.then(async (response) => ({
    status: response.status,
    body: await response.arrayBuffer(),
  }));
  let list = window.siteConfig.then(({ status, body }) => requestList(status, body));
  // The program reports a failure.
  list.catch(() => {});
  // src/api/site.rs takes it, once, until a signal says that it isn't wanted, or without one.
  window.takeList = (wanted) => {
    if (wanted) wanted.addEventListener("abort", () => unread.abort(wanted.reason));
    else unread.abort();
    const taken = list;
    list = undefined;
    return taken;
  };
  const { default: run } = await import(glue.href);
  const { href, integrity } = program;
  ({ memory } = await run({ module_or_path: fetch(href, { credentials: "same-origin", integrity }) }));
  // While the program was loading.
  if (hasStopped) erase();
}

document.getElementById("not-started").remove();
const why = obstacle();
if (why === null) {
  dressForm();
  keepSubmission();
  watchForWorker();
  start().catch((error) => {
    unread.abort();
    if (hasStopped) return;
    report(
      "Certdeck couldn’t start. The server must send .wasm files as application/wasm and every file exactly as built. Reload the page to try again.",
    );
    throw error;
  });
} else {
  report(why);
}
