// The simulated tenant behind Microsoft's host names: `cargo xtask tenant`, and what its control server offers.

import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";
import { chromiumArguments, chromiumArgumentsFor, programs } from "./engines.js";
import { page as releasePage, xtask } from "./site.js";
import { isOwnAttempt } from "./violations.js";


/** The people of the sample tenant that tests sign in as. */
export const people = {
  administrator: "ingrid.halvorsen@halden.example",
  applicationAdministrator: "maren.solberg@halden.example",
  helpdesk: "jonas.bakken@halden.example",
  eligible: "tuva.lien@halden.example",
};

/** The app registrations that the tenant knows. */
export const registrations = {
  reader: "4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c01",
  operator: "4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c02",
};

const ofBrowserMakers = /(^|\.)(google|googleapis|gstatic|gvt1|duckduckgo|mozilla|firefox)\.(com|net|org)(:|$)/;

/** Starts a tenant that serves `page`, the release files unless told otherwise. */
export async function openTenant({ page = releasePage, mode = "reader-operator" } = {}) {
  if (!page || !xtask) {
    throw new Error("Start the browser tests by `cargo xtask test`: it builds the page and says where it is.");
  }
  const server = spawn(xtask, ["tenant", "--json", "--page", page, "--mode", mode], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const violations = [];
  createInterface({ input: server.stderr }).on("line", (line) => {
    const [, violation] = line.match(/^policy violation: (.*)$/) ?? [];
    if (!violation) console.error(line);
    else if (!isOwnAttempt(violation)) violations.push(violation);
  });
  const ready = await new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`the tenant ended with ${code} before it was ready`)));
    createInterface({ input: server.stdout }).once("line", (line) => resolve(JSON.parse(line)));
  });
  const control = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${ready.control}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  return {
    ...ready,
    /** Violations of the page's policy, reported by the browsers. */
    violations,
    read: (path) => control("GET", path),
    change: (path, body = {}) => control("POST", path, body),
    forget: (path) => control("DELETE", path),
    /** Graph requests without preflights: what an exchange is. */
    exchanges: async () => {
      const requests = await control("GET", "/requests");
      return requests.filter(({ host, preflight }) => host === "graph.microsoft.com" && !preflight);
    },
    /** Hosts that a page asked for in vain. What browsers ask of their makers on their own is no page's doing. */
    deniedToPages: async () => {
      const hosts = Object.keys(await control("GET", "/denied"));
      return hosts.filter((host) => !ofBrowserMakers.test(host));
    },
    close: () => server.stdin.end(),
  };
}

/** A Chromium that reaches the tenant and nothing else. */
export function openChromium(tenant, options = {}) {
  return puppeteer.launch({
    headless: true,
    executablePath: programs.chromium,
    args: [...chromiumArguments, ...chromiumArgumentsFor(tenant)],
    ...options,
  });
}

/** A folder that the tenant can serve, with MSAL beside the given page. */
export async function pageWithMsal(folder) {
  const out = await mkdtemp(join(tmpdir(), "bestow-page-"));
  const msal = new URL("../../../node_modules/@azure/msal-browser/lib/", import.meta.url);
  await cp(folder, out, { recursive: true });
  await cp(new URL("msal-browser.min.js", msal), join(out, "msal-browser.min.js"));
  await cp(
    new URL("redirect-bridge/msal-redirect-bridge.min.js", msal),
    join(out, "msal-redirect-bridge.min.js"),
  );
  return { folder: out, close: () => rm(out, { recursive: true }) };
}

/** Chooses an account on Entra's page and answers the pages behind it until the sign-in is done. */
export async function signIn(page, account, { approve = false, consent = null } = {}) {
  await page.waitForSelector(`button[name=account][value="${account}"]`);
  await submit(page, `button[name=account][value="${account}"]`);
  if (approve) await submit(page, "button[name=proof]");
  if (consent) await submit(page, `button[name=decision][value=${consent}]`);
}

/** Presses a button of one of Entra's pages. */
export async function submit(page, selector) {
  const button = await page.waitForSelector(selector);
  await button.click();
}
