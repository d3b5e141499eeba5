// Starts the page. This script is inline in index.html, and the policy lists its hash.
//
// Each file is checked by the browser against the hash it was released with: scripts by the import map's `integrity`,
// WebAssembly by fetch's. Nothing here builds markup or a script's address, so Trusted Types can stay on with no policy
// at all.
"use strict";
(() => {
  // Filled in by `cargo xtask`: where the files are.
  const files = "xtask: files";

  // The guard, which ran before this, has shown why the page can't run in this browser.
  if (bestowStart.hasFailed()) return;

  // How long the host may take to send its configuration, in milliseconds. The page says that it didn't come.
  const CONFIG_TIMEOUT = 30_000;

  // Whether the tab keeps a sign-in, or comes back from one: the answer is then in the tab's storage. The library leaves
  // its version there for good (`src/web/session/tab.rs` looks in the same way).
  const keepsSignIn = (() => {
    try {
      return Object.keys(sessionStorage).some((key) => key.startsWith("msal.") && key !== "msal.version");
    } catch {
      return false;
    }
  })();
  // Doesn't show the welcome for a moment if another page was requested or the user comes back from signing in.
  if (!["", "#", "#/"].includes(location.hash) || keepsSignIn) document.documentElement.classList.add("brief");

  // The sign-in library is large, so it is fetched when someone is about to sign in, and at once where the tab keeps a
  // sign-in. It is no module and names itself globally.
  let library = null;
  const loadLibrary = () => {
    library ??= import(files.msal);
    library.catch((error) => {
      library = null;
      console.error(error);
    });
    return library;
  };
  Object.defineProperty(globalThis, "bestowLoadSignIn", { value: loadLibrary });
  if (keepsSignIn) loadLibrary();

  // What the host says of itself is small and needed first, so it travels beside the program and not after it.
  const config = fetch("./config.json", {
    cache: "no-cache",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(CONFIG_TIMEOUT),
  }).then((answer) => (answer.ok ? answer.text() : ""));
  config.catch(console.error);
  Object.defineProperty(globalThis, "bestowConfig", { value: () => config });

  // WebAssembly that traps has stopped in the middle of something, and what it remembers may be wrong. It is not let
  // run again: without its table of functions nothing in it can be called. Nothing is sent either, not even by the
  // sign-in library. The user sees that it stopped, in a text that is part of the document.
  let glue = null;
  let shell = null;
  let isStopped = false;
  const stop = (why) => {
    if (isStopped) return;
    isStopped = true;
    console.error("Stopped:", why);
    globalThis.fetch = () => new Promise(() => {});
    globalThis.open = () => null;
    bestowStart.isOver();
    const table = glue.initSync().__indirect_function_table;
    for (let at = 0; at < table.length; at++) table.set(at, null);
    document.body.replaceChildren(shell.querySelector("template").content);
    document.title = document.querySelector("h1").textContent;
    const reload = document.querySelector("button");
    reload.addEventListener("click", () => location.reload());
    reload.focus();
  };
  // A stack that is full is an error of another kind, which browsers name differently. Nothing traps before the program
  // runs; without WebAssembly there is no such error at all.
  const isTrap = (error) =>
    glue !== null &&
    (error instanceof WebAssembly.RuntimeError ||
      ((error instanceof RangeError || error?.name === "InternalError") && /wasm/.test(error.stack)));
  addEventListener("error", ({ error }) => isTrap(error) && stop(error.name));
  addEventListener("unhandledrejection", ({ reason }) => isTrap(reason) && stop(reason.name));
  Object.defineProperty(globalThis, "bestowStop", { value: stop });

  // A file that did not come. Which one it was and why is looked at when it has to be told.
  class FileError extends Error {
    constructor(file, cause) {
      super(file, { cause });
      this.file = file;
    }
  }
  const naming = (file, promise) =>
    promise.catch((error) => {
      throw new FileError(file, error);
    });
  const fetchWasm = (file, integrity) => naming(file, fetch(file, { integrity }));

  const load = async ({ glue, wasm, integrity }) => {
    const [module, response] = await Promise.all([naming(glue, import(glue)), fetchWasm(wasm, integrity)]);
    return { module, response };
  };

  // A host that sends WebAssembly under another type costs the streaming and nothing else: its content was checked.
  const instantiate = async (response, imports) =>
    response.headers.get("Content-Type") === "application/wasm"
      ? WebAssembly.instantiateStreaming(response, imports)
      : WebAssembly.instantiate(await response.arrayBuffer(), imports);

  // What the page fetches when a user first opens it. The first part calls these by the names that its source gives
  // them; all parts share its memory and its table of functions. What did not come is fetched again when asked again.
  const app = load(files.app);
  const coming = {};
  const fetchPart = (name) => {
    const { wasm, integrity } = files.later[name];
    coming[name] ??= Promise.all([app, fetchWasm(wasm, integrity)]).then(([{ module }, response]) =>
      instantiate(response, { __wasm_split: module.initSync() }),
    );
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

  // The sample tenant is a WebAssembly file of its own, fetched once and only when a user opens it.
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

  // Why the page did not start, as a reason that the document has a text for, and what is said beside it.
  const explain = async (error) => {
    // What this browser cannot compile is what it does not know yet: the file is the released one.
    if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError)
      return ["browser", error.message];
    if (!(error instanceof FileError)) return ["error", `${error?.name}: ${error?.message}`];
    const { file } = error;
    const ask = (address) => fetch(address, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" });
    try {
      const sent = await (await ask("./")).text();
      if (sent.includes('"app":{') && !sent.includes(files.app.glue)) return ["newer"];
      const { ok, status, headers } = await ask(file);
      const type = headers.get("Content-Type") ?? "no type";
      if (!ok) return ["missing", `${file}: HTTP ${status}`];
      if (file.endsWith(".js") && !/javascript/.test(type)) return ["type", `${file}: ${type}`];
      return ["changed", file];
    } catch {
      return ["network", file];
    }
  };

  Promise.all([app, parsed])
    .then(([app]) => {
      glue = app.module;
      shell = document.getElementById("shell");
      return start(app);
    })
    .then(() => {
      bestowStart.isOver();
      shell.remove();
    })
    .catch(async (error) => {
      if (isTrap(error)) return stop(error.name);
      console.error(error);
      bestowStart.fail(...(await explain(error)));
    });
})();
