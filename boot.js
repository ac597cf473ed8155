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
    return "A service worker of another application on this host controls this page, and could read your password and the cluster’s private keys. Certdeck doesn’t start. Clear the browser’s data for this host and reload the page. To prevent this, serve Certdeck under a hostname of its own.";
  }
  return null;
}

// In the browser's language, if its file can be had.
async function translated(text) {
  for (const tag of navigator.languages) {
    const [language] = tag.split("-");
    if (language === "en") break;
    const options = { cache: "no-cache", credentials: "same-origin" };
    const response = await fetch(`languages/${language}.json`, options);
    if (response.ok) return (await response.json())[text];
  }
  return text;
}

async function report(text) {
  const message = document.createElement("p");
  message.className = "boot-failure";
  message.setAttribute("role", "alert");
  message.textContent = (await translated(text).catch(() => text)) || text;
  document.body.append(message);
}

// The program's memory, which may contain private keys while it reads.
let memory;
let hasCrashed = false;

// Whatever is thrown through the program leaves it halfway: what it held is erased, and nothing
// calls it again.
function stopAfterCrash(error) {
  const isProgram = error instanceof WebAssembly.RuntimeError || (error && /wasm/.test(error.stack));
  if (!memory || !isProgram) return;
  new Uint8Array(memory.buffer).fill(0);
  // Callbacks that were pending fail one after the other.
  if (hasCrashed) return;
  hasCrashed = true;
  stop();
  for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer);
  // A panic has already said where.
  const said = document.querySelector(".boot-failure");
  document.body.replaceChildren();
  if (said) document.body.append(said);
  else report("Certdeck ran into an internal error and stopped. Reload the page to continue.");
}

addEventListener("error", ({ error }) => stopAfterCrash(error));
addEventListener("unhandledrejection", ({ reason }) => stopAfterCrash(reason));
// Before the program's own listeners.
const triggers = ["click", "hashchange", "keydown", "offline", "online", "popstate", "visibilitychange"];
for (const type of triggers) {
  const listener = (event) => hasCrashed && event.stopImmediatePropagation();
  addEventListener(type, listener, { capture: true });
}

// No await outside a function: an older browser would reject the file without a word.
async function start() {
  // Starts now, in parallel with the program; src/api/site.rs reads the response.
  const request = fetch("config.json", {
    cache: "no-cache",
    credentials: "same-origin",
    signal: AbortSignal.timeout(10000),
  });
  const read = async (answer) => ({ status: answer.status, body: await answer.arrayBuffer() });
  window.siteConfig = request.then(read);
  // The program reports a failure.
  window.siteConfig.catch(() => {});
  const { default: run } = await import(glue.href);
  const { href, integrity } = program;
  ({ memory } = await run({ module_or_path: fetch(href, { credentials: "same-origin", integrity }) }));
}

const why = obstacle();
if (why === null) {
  start().catch((error) => {
    report(
      "Certdeck couldn’t start. The server must send .wasm files as application/wasm and every file exactly as built. Reload the page to try again.",
    );
    throw error;
  });
} else {
  report(why);
}
