// The headers that hosts are told to send: judged by Google's and Mozilla's tools, and sent by a real nginx that reads
// the file of the release.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import evaluator from "csp_evaluator/dist/evaluator.js";
import parser from "csp_evaluator/dist/parser.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { freePort } from "../support/free-port.js";
import { chromiumArguments, programs } from "../support/engines.js";
import { page, serve, xtask } from "../support/site.js";
import { openTenant } from "../support/tenant.js";
import { eventually } from "../support/waiting.js";

const config = JSON.parse(await readFile(join(page, "staticwebapp.config.json"), "utf8"));

/** The headers of an address, as the file for Azure Static Web Apps says them. */
function headersOf(path) {
  const fits = ({ route }) => (route.endsWith("*") ? path.startsWith(route.slice(0, -1)) : path === route);
  const all = { ...config.globalHeaders, ...config.routes.find(fits)?.headers };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** The policy in a document's own `<meta>`. */
async function policyInside(name) {
  const html = await readFile(join(page, name), "utf8");
  return html.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/)[1];
}

test("csp_evaluator finds nothing above information in any policy", async () => {
  const policies = {
    "the page's header": headersOf("/")["Content-Security-Policy"],
    "the redirect page's header": headersOf("/redirect.html")["Content-Security-Policy"],
    "the page's own": await policyInside("index.html"),
    "the redirect page's own": await policyInside("redirect.html"),
  };
  for (const [name, policy] of Object.entries(policies)) {
    const found = new evaluator.CspEvaluator(new parser.CspParser(policy).csp).evaluate();
    assert.deepEqual(found.filter(({ severity }) => severity < Severity.INFO), [], name);
  }
  const careless = "script-src 'self' 'unsafe-inline'; object-src *";
  const found = new evaluator.CspEvaluator(new parser.CspParser(careless).csp).evaluate();
  assert.ok(found.some(({ severity }) => severity === Severity.HIGH), "it would find something");
});

test("the policies allow scripts by hash, one cloud's hosts, and nothing from text", () => {
  for (const path of ["/", "/redirect.html"]) {
    const directives = new Map(
      headersOf(path)["Content-Security-Policy"].split("; ").map((part) => {
        const [name, ...values] = part.split(" ");
        return [name, values];
      }),
    );
    const scripts = directives.get("script-src").filter((value) => !/^'sha384-[A-Za-z0-9+/]{64}'$/.test(value));
    assert.deepEqual(scripts, path === "/" ? ["'wasm-unsafe-eval'"] : []);
    const hosts = directives.get("connect-src").filter((value) => value.startsWith("https://"));
    assert.equal(hosts.length, path === "/" ? 3 : 0);
    for (const name of ["default-src", "object-src", "worker-src", "frame-src", "base-uri", "form-action", "frame-ancestors", "trusted-types"]) {
      assert.deepEqual(directives.get(name), ["'none'"], `${path} ${name}`);
    }
    assert.deepEqual(directives.get("require-trusted-types-for"), ["'script'"]);
  }
});

test("what is no document may do nothing by itself, and its headers are short", () => {
  for (const path of ["/assets/x.js", "/config.json"]) {
    const headers = headersOf(path);
    assert.equal(headers["Content-Security-Policy"], "default-src 'none'; frame-ancestors 'none'");
    assert.equal(headers["X-Content-Type-Options"], "nosniff");
    assert.equal(headers["Cross-Origin-Resource-Policy"], "same-origin");
    const length = Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
    assert.ok(length < 350, `${path}: ${length} bytes`);
  }
});

test("Mozilla's HTTP Observatory gives the shipped headers at least 130 points", async (t) => {
  const observatory = fileURLToPath(new URL("../observatory/node_modules/@mdn/mdn-http-observatory/", import.meta.url));
  // What its installation would download: the hosts that browsers know to be HTTPS only. This page's is none of them.
  await writeFile(join(observatory, "conf/hsts-preload.json"), "{}");
  const tenant = await openTenant();
  t.after(() => tenant.close());
  const folder = await mkdtemp(join(tmpdir(), "bestow-observatory-"));
  t.after(() => rm(folder, { recursive: true }));
  const authority = join(folder, "authority.pem");
  await writeFile(authority, tenant.certificate);
  const here = fileURLToPath(new URL("../support/to-this-machine.js", import.meta.url));
  const scan = spawn(process.execPath, ["--import", here, join(observatory, "src/scan.js"), new URL(tenant.page).hostname], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: authority, BESTOW_HTTPS_PORT: String(tenant.https) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  scan.stdout.on("data", (part) => (said += part));
  await new Promise((resolve) => scan.once("close", resolve));
  const { scan: result, tests, error } = JSON.parse(said);
  assert.equal(error, undefined);
  const lost = Object.entries(tests).filter(([, it]) => !it.pass || it.scoreModifier < 0);
  assert.deepEqual(lost, []);
  // Five more are for hashes on script elements; here the import map has the hash of every script.
  assert.ok(result.score >= 130, `${result.score} points`);
});

/** Debian's nginx, where it is; `cargo xtask test` fetches it there. */
const nginx = process.env.BESTOW_NGINX;

async function startNginx(t) {
  const folder = await mkdtemp(join(tmpdir(), "bestow-nginx-"));
  const port = await freePort();
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((it) => `${it}_temp_path ${folder}/${it};`).join(" ");
  await writeFile(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr warn; events {}
     http {
       access_log off; ${places}
       types { text/html html; text/css css; text/javascript js; image/svg+xml svg; application/json json; application/wasm wasm; }
       server { listen 127.0.0.1:${port}; server_name localhost; root ${page}; include ${page}/nginx.conf; }
     }`,
  );
  const server = spawn(nginx, ["-c", join(folder, "nginx.conf"), "-p", folder], { stdio: ["ignore", "ignore", "inherit"] });
  t.after(async () => {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  });
  const url = `http://localhost:${port}/`;
  await eventually(() => fetch(url).then(() => true, () => false), "nginx answers");
  return url;
}


test("a real nginx sends for each address what the release says, and the page runs under it", { skip: nginx ? false : "no nginx is here" }, async (t) => {
  assert.ok(existsSync(nginx));
  const url = await startNginx(t);
  const assets = (await readdir(join(page, "assets"))).filter((name) => /\.(js|wasm|css)$/.test(name));
  for (const path of ["/", "/index.html", "/redirect.html", "/no-such-file", ...assets.map((name) => `/assets/${name}`)]) {
    const { headers } = await fetch(new URL(path, url));
    const wanted = headersOf(path);
    for (const [name, value] of Object.entries(wanted)) assert.equal(headers.get(name), value, `${path} ${name}`);
    const isolation = ["cross-origin-opener-policy", "cross-origin-embedder-policy"];
    const sent = isolation.filter((name) => headers.has(name));
    const isDocument = path !== "/redirect.html" && !path.startsWith("/assets/");
    assert.deepEqual(sent, isDocument ? isolation : [], path);
  }
  const browser = await chromium.launch({ executablePath: programs.chromium, args: chromiumArguments });
  t.after(() => browser.close());
  const tab = await browser.newPage();
  await tab.goto(`${url}#/settings`);
  await tab.getByText("All checks passed.").waitFor();
  await tab.getByRole("button", { name: "Open the sample tenant" }).click();
  await tab.getByText("Sample tenant", { exact: true }).waitFor();
});

test("a release holds no path of the machine that built it, no map of its sources and no host of the simulator", async (t) => {
  const manifest = await readFile(join(page, "manifest.json"), "utf8").catch(() => null);
  if (!manifest) return t.skip("a page that was built for development is none");
  for (const name of Object.keys(JSON.parse(manifest).files)) {
    const text = (await readFile(join(page, name))).toString("latin1");
    assert.doesNotMatch(text, /sourceMappingURL|\/home\/|\/root\/|\/Users\/|C:\\Users|\.rustup/, name);
    if (!name.includes("sample")) assert.doesNotMatch(text, /halden\.example|app\.contoso\.example/, name);
  }
});

test("cargo xtask verify finds one changed byte and one missing header, and nothing where nothing is", async (t) => {
  const isRelease = existsSync(join(page, "manifest.json"));
  if (!isRelease) return t.skip("a page that was built for development has no list of hashes");
  const verify = async (folder) => {
    const site = await serve({ folder, report: false });
    const { status, output } = await new Promise((resolve) => {
      const process = spawn(xtask, ["verify", "--release", page, site.url], { stdio: ["ignore", "ignore", "pipe"] });
      let output = "";
      process.stderr.on("data", (part) => (output += part));
      process.once("close", (status) => resolve({ status, output }));
    });
    site.close();
    return { status, output };
  };
  const untouched = await verify(page);
  assert.equal(untouched.status, 0, untouched.output);
  const folder = await mkdtemp(join(tmpdir(), "bestow-verify-"));
  t.after(() => rm(folder, { recursive: true }));
  await cp(page, folder, { recursive: true });
  const [name] = (await readdir(join(folder, "assets"))).filter((it) => it.endsWith(".wasm"));
  const content = await readFile(join(folder, "assets", name));
  content[content.length - 1] ^= 1;
  await writeFile(join(folder, "assets", name), content);
  const told = JSON.parse(await readFile(join(folder, "staticwebapp.config.json"), "utf8"));
  delete told.globalHeaders["X-Frame-Options"];
  await writeFile(join(folder, "staticwebapp.config.json"), JSON.stringify(told));
  const changed = await verify(folder);
  assert.notEqual(changed.status, 0);
  assert.match(changed.output, new RegExp(`/assets/${name} differs from the release`));
  assert.match(changed.output, /\/ doesn.t send x-frame-options/);
});

test("what hosts are told agrees: Cloudflare's file says the same as the others", async () => {
  const rules = {};
  let rule;
  for (const line of (await readFile(join(page, "_headers"), "utf8")).split("\n")) {
    if (line.startsWith("/")) rules[line] = rule = {};
    else if (line.trim() && !line.trim().startsWith("!")) rule[line.trim().split(": ")[0]] = line.trim().split(": ").slice(1).join(": ");
  }
  assert.deepEqual(rules["/*"], headersOf("/"));
  assert.deepEqual(rules["/assets/*"], headersOf("/assets/x.js"));
  assert.deepEqual(rules["/redirect.html"], headersOf("/redirect.html"));
});
