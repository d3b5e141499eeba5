// Starts the page. Stands inline in index.html, where the policy knows it by its hash.
//
// Each file is checked by the browser against the hash it was released with: scripts by the import map's
// `integrity`, WebAssembly by fetch's. Nothing here builds markup or a script's address, so Trusted Types can
// stay on with no policy at all.
"use strict";
(() => {
  // Filled in by `cargo xtask`: where the files are.
  const files = "xtask: files";

  // Whoever comes for something else than the welcome, or back from signing in, does not see it flash by.
  const isSignedIn = () => {
    try {
      return Object.keys(sessionStorage).some((key) => key.startsWith("msal."));
    } catch {
      return false;
    }
  };
  if (!["", "#", "#/"].includes(location.hash) || isSignedIn()) document.documentElement.classList.add("brief");

  // What the host says of itself is small and needed first, so it travels beside the program and not after it.
  const config = fetch("./config.json", { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" }).then(
    (answer) => (answer.ok ? answer.text() : ""),
  );
  config.catch(console.error);
  Object.defineProperty(globalThis, "bestowConfig", { value: () => config });

  // WebAssembly that traps has stopped in the middle of something, and what it remembers may be wrong. It is not let run
  // again: without its table of functions nothing in it can, whoever calls. Nor is anything sent, by the sign-in library
  // either. A person reads that it stopped, from text that came with the document.
  let glue = null;
  let shell = null;
  let isStopped = false;
  const stop = (why) => {
    if (isStopped) return;
    isStopped = true;
    console.error("Stopped:", why);
    globalThis.fetch = () => new Promise(() => {});
    globalThis.open = () => null;
    const table = glue.initSync().__indirect_function_table;
    for (let at = 0; at < table.length; at++) table.set(at, null);
    document.body.replaceChildren(shell.querySelector("template").content);
    document.title = document.querySelector("h1").textContent;
    const reload = document.querySelector("button");
    reload.addEventListener("click", () => location.reload());
    reload.focus();
  };
  // A stack that is full is an error of another kind, which browsers name differently.
  const isTrap = (error) =>
    error instanceof WebAssembly.RuntimeError ||
    ((error instanceof RangeError || error?.name === "InternalError") && /wasm/.test(error.stack));
  addEventListener("error", ({ error }) => isTrap(error) && stop(error.name));
  addEventListener("unhandledrejection", ({ reason }) => isTrap(reason) && stop(reason.name));
  Object.defineProperty(globalThis, "bestowStop", { value: stop });

  const load = async ({ glue, wasm, integrity }) => {
    const [module, response] = await Promise.all([import(glue), fetch(wasm, { integrity })]);
    return { module, response };
  };

  // What the page fetches when a person first opens it. The first part calls these by the names that its source gives
  // them; all parts share its memory and its table of functions. What did not come is fetched again when asked again.
  const app = load(files.app);
  const coming = {};
  const fetchPart = (name) => {
    coming[name] ??= Promise.all([app, fetch(files.later[name].wasm, { integrity: files.later[name].integrity })])
      .then(([{ module }, response]) => WebAssembly.instantiateStreaming(response, { __wasm_split: module.initSync() }));
    coming[name].catch(() => delete coming[name]);
    return coming[name];
  };
  const askFor = (names) => async (callback, data) => {
    const failure = await Promise.all(names.map(fetchPart)).then(() => null, (error) => error);
    if (failure) console.error(failure);
    (await app).module.initSync().__indirect_function_table.get(callback)(data, !failure);
  };
  const parts = Object.entries(files.parts).map(([name, names]) => [`__wasm_split_load_${name}`, askFor(names)]);
  Object.defineProperty(globalThis, "bestowParts", { value: Object.freeze(Object.fromEntries(parts)) });

  const start = async ({ module, response }) => {
    await module.default({ module_or_path: response });
    return module;
  };

  // The sample tenant is a WebAssembly file of its own, fetched once and only when a person opens it.
  let sample = null;
  const openSample = () => {
    sample ??= load(files.sample).then(start);
    sample.catch(() => {
      sample = null;
    });
    return sample;
  };
  Object.defineProperty(globalThis, "bestowOpenSample", { value: openSample });

  const parsed = new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", resolve, { once: true });
  });

  // MSAL has run by then, where it came: the document loads it by a `defer` of its own. The sample tenant can be opened
  // without it.
  Promise.all([app, parsed])
    .then(([app]) => {
      glue = app.module;
      shell = document.getElementById("shell");
      return start(app);
    })
    .then(() => shell.remove())
    .catch((error) => {
      if (isTrap(error)) return stop(error.name);
      console.error(error);
      document.getElementById("shell-state").textContent =
        "The page could not be loaded completely. Reload it. If that does not help, a file may have been changed or removed on the web host.";
    });
})();
