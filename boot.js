// Starts the panel. It stands in a file of its own because the content security policy forbids
// inline scripts. Names and digests of the two files are those of the preloads in index.html;
// what is not what was built does not run.
const glue = document.querySelector("link[rel=modulepreload]");
const program = document.querySelector("link[rel=preload][as=fetch]");

try {
  // src/api/site.rs takes the answer, and need not be there to ask for it.
  const request = fetch("config.json", {
    cache: "no-cache",
    credentials: "same-origin",
    signal: AbortSignal.timeout(10000),
  });
  const read = async (answer) => ({ status: answer.status, body: await answer.arrayBuffer() });
  window.siteConfig = request.then(read);
  // The program explains a failure.
  window.siteConfig.catch(() => {});
  const { default: start } = await import(glue.href);
  const { href, integrity } = program;
  await start({ module_or_path: fetch(href, { credentials: "same-origin", integrity }) });
} catch (error) {
  const message = document.createElement("p");
  message.className = "boot-failure";
  message.setAttribute("role", "alert");
  message.textContent =
    "Certdeck could not start. This server must send .wasm files as application/wasm and all " +
    "files as they were built, and the browser must allow WebAssembly. Reload the page to try " +
    "again.";
  document.body.append(message);
  throw error;
}
