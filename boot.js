// Starts the panel. It stands in a file of its own because the content security policy forbids
// inline scripts; index.html names the two hashed files.
const { js, wasm } = document.querySelector('meta[name="app-bundle"]').dataset;
const at = (name) => new URL(name, document.baseURI);

try {
  const { default: start } = await import(at(js));
  await start({ module_or_path: at(wasm) });
} catch (error) {
  const message = document.createElement("p");
  message.className = "boot-failure";
  message.setAttribute("role", "alert");
  message.textContent =
    "Certdeck could not start. This server must send .wasm files as application/wasm, and the " +
    "browser must allow WebAssembly. Reload the page to try again.";
  document.body.append(message);
  throw error;
}
