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

function report(text) {
  const message = document.createElement("p");
  message.className = "boot-failure";
  message.setAttribute("role", "alert");
  message.textContent = text;
  document.body.append(message);
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
  await run({ module_or_path: fetch(href, { credentials: "same-origin", integrity }) });
}

if (isSupported) {
  start().catch((error) => {
    report(
      "Certdeck couldn’t start. The server must send .wasm files as application/wasm and every " +
        "file exactly as built. Reload the page to try again.",
    );
    throw error;
  });
} else {
  report(
    "This browser is too old for Certdeck, or its WebAssembly is turned off. Use Chrome or Edge " +
      "124, Firefox 124, Safari 17.5, or later.",
  );
}
