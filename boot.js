// Starts the panel. A separate file, because the content security policy forbids inline scripts.
// The preload links in index.html have the names and digests of the glue and the program; the
// browser refuses a file that differs from the build.
const glue = document.querySelector("link[rel=modulepreload]");
const program = document.querySelector("link[rel=preload][as=fetch]");

try {
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
  const { default: start } = await import(glue.href);
  const { href, integrity } = program;
  await start({ module_or_path: fetch(href, { credentials: "same-origin", integrity }) });
} catch (error) {
  const message = document.createElement("p");
  message.className = "boot-failure";
  message.setAttribute("role", "alert");
  message.textContent =
    "Certdeck couldn’t start. The server must send .wasm files as application/wasm and every file " +
    "exactly as built, and the browser must allow WebAssembly. Reload the page to try again.";
  document.body.append(message);
  throw error;
}
