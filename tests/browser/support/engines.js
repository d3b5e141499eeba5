// The three engines behind one small interface: open an address, run a function in the page, read its console.
//
// Each is driven by the library that can drive the distribution's own build of it.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import puppeteer from "puppeteer-core";
import { Builder, By } from "selenium-webdriver";
import { freePort } from "./free-port.js";

/** Where Debian and Ubuntu install each program; the environment may say otherwise. */
export const programs = {
  chromium: process.env.BESTOW_CHROMIUM ?? "/usr/bin/chromium",
  firefox: process.env.BESTOW_FIREFOX ?? "/usr/bin/firefox-esr",
  webkitDriver: process.env.BESTOW_WEBKIT_DRIVER ?? "/usr/bin/WebKitWebDriver",
  miniBrowser: process.env.BESTOW_MINI_BROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
};

/** Chromium as it can be started by root in a container, quiet on the network. */
export const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Name and starter of each engine. A started one has `goto`, `run`, `click` on an element (which counts as the
 * user's), `windows` (how many are open), `errors` and `close`. Each blocks pop-ups as it does for users. WebKitGTK is
 * Linux only.
 * Started with a tenant, it reaches the tenant's hosts and no other. `wasm: false` turns WebAssembly off, in the way that
 * each engine has for it.
 */
export const engines = process.platform === "linux" ? { chromium, firefox, webkit } : { chromium, firefox };

/** What makes a Chromium reach the tenant through its proxy, and trust its certificate and no other unknown one. */
export function chromiumArgumentsFor(tenant) {
  return [
    `--proxy-server=http://127.0.0.1:${tenant.proxy}`,
    `--ignore-certificate-errors-spki-list=${tenant.fingerprint}`,
  ];
}

function chromium(tenant, { wasm = true, args: more = [] } = {}) {
  const withoutWasm = wasm ? [] : ["--js-flags=--jitless"];
  const args = [...chromiumArguments, ...(tenant ? chromiumArgumentsFor(tenant) : []), ...withoutWasm, ...more];
  return overPuppeteer({ browser: "chrome", executablePath: programs.chromium, args });
}

function firefox(tenant, { wasm = true } = {}) {
  const proxy = {
    "network.proxy.type": 1,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": tenant?.proxy,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": tenant?.proxy,
  };
  return overPuppeteer({
    browser: "firefox",
    executablePath: programs.firefox,
    protocol: "webDriverBiDi",
    acceptInsecureCerts: Boolean(tenant),
    extraPrefsFirefox: { ...(tenant && proxy), "javascript.options.wasm": wasm, "dom.disable_open_during_load": true },
  });
}

async function overPuppeteer(options) {
  const ignoreDefaultArgs = ["--disable-popup-blocking"];
  const browser = await puppeteer.launch({ headless: true, ignoreDefaultArgs, ...options });
  const page = await browser.newPage();
  const errors = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  return {
    errors,
    goto: (url) => page.goto(url),
    run: (script, ...args) => page.evaluate(script, ...args),
    click: (selector) => page.click(selector),
    windows: async () => (await browser.pages()).length,
    close: () => browser.close(),
  };
}

/**
 * WebKitGTK needs a display: `cargo xtask test` starts the tests under xvfb-run. Its driver tells nothing of the
 * console, so `errors` holds what comes after the page has loaded.
 */
async function webkit(tenant, { wasm = true } = {}) {
  const port = await freePort();
  const profile = await mkdtemp(join(tmpdir(), "bestow-webkit-"));
  const driver = spawn(programs.webkitDriver, [`--port=${port}`], {
    detached: true,
    stdio: "ignore",
    // WebKit has renamed the option.
    env: { ...process.env, HOME: profile, ...(!wasm && { JSC_useWasm: "0", JSC_useWebAssembly: "0" }) },
  });
  // The capability for proxies takes the proxy itself for a TLS server; the argument does not.
  const behindProxy = tenant ? [`--proxy=http://127.0.0.1:${tenant.proxy}`] : [];
  const starting = connected(port, {
    browserName: "MiniBrowser",
    acceptInsecureCerts: Boolean(tenant),
    "webkitgtk:browserOptions": { binary: programs.miniBrowser, args: ["--automation", ...behindProxy] },
  });
  try {
    return webkitPage(await within(30_000, "WebKitWebDriver gives no session; is there a display?", starting), () =>
      end(driver, profile),
    );
  } catch (error) {
    await end(driver, profile);
    throw error;
  }
}

function webkitPage(session, end) {
  const run = (script, ...values) => session.executeScript(`return (${script})(...arguments)`, ...values);
  const errors = [];
  return {
    errors,
    goto: async (url) => {
      await session.get(url);
      await run(recordErrors);
    },
    run: async (script, ...values) => {
      const result = await run(script, ...values);
      errors.push(...(await run(() => globalThis.recordedErrors?.splice(0) ?? [])));
      return result;
    },
    click: async (selector) => (await session.findElement(By.css(selector))).click(),
    windows: async () => (await session.getAllWindowHandles()).length,
    close: () => session.quit().finally(end),
  };
}

/** Runs in the page. */
function recordErrors() {
  const errors = (globalThis.recordedErrors = []);
  const { error } = console;
  console.error = (...values) => {
    errors.push(values.map(String).join(" "));
    error.apply(console, values);
  };
  addEventListener("error", (event) => errors.push(event.message));
  addEventListener("unhandledrejection", (event) => errors.push(String(event.reason)));
}

async function connected(port, capabilities) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    } catch (error) {
      if (attempt === 20 || !/ECONNREFUSED/.test(String(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** The driver and every browser it started. */
async function end(driver, profile) {
  try {
    process.kill(-driver.pid);
  } catch {
    // It has ended by itself.
  }
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

function within(milliseconds, message, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
