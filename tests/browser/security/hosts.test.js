// Real web servers serve the page by the files that the release has for them: each address with the headers that the
// release says, and the page finds nothing to complain about. `cargo xtask test` fetches them on Debian and Ubuntu.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { freePort } from "../support/free-port.js";
import { chromiumArguments, programs } from "../support/engines.js";
import { page } from "../support/site.js";
import { eventually } from "../support/waiting.js";

const { BESTOW_NGINX: nginx, BESTOW_APACHE: apache, BESTOW_CADDY: caddy } = process.env;
const config = JSON.parse(await readFile(join(page, "staticwebapp.config.json"), "utf8"));
const TYPES = "text/html html\ntext/css css\ntext/javascript js\nimage/svg+xml svg\napplication/json json\n";
/** A user that may do nothing; a server that root starts runs as this one. */
const NOBODY = 65534;

/** The headers of an address, as the file for Azure Static Web Apps says them. */
function headersOf(path) {
  const fits = ({ route }) => (route.endsWith("*") ? path.startsWith(route.slice(0, -1)) : path === route);
  const all = { ...config.globalHeaders, ...config.routes.find(fits)?.headers };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}


/** A folder with the page in `below`, where a user that may do nothing can read it. */
async function folderFor(t, below) {
  const folder = await mkdtemp(join(tmpdir(), "bestow-host-"));
  await chmod(folder, 0o755);
  t.after(() => rm(folder, { recursive: true, force: true }));
  await cp(page, join(folder, below), { recursive: true });
  return folder;
}

/** Starts a server, and waits until it answers. */
async function start(t, program, options, url, more = {}) {
  const server = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"], ...more });
  let said = "";
  server.stderr.on("data", (part) => (said += part));
  const ended = new Promise((resolve) => server.once("close", resolve));
  t.after(async () => {
    server.kill();
    await ended;
  });
  await eventually(() => fetch(url).then(() => true, () => server.exitCode !== null), "the server answers");
  assert.equal(server.exitCode, null, said);
}

/** Compares every header, and opens the page. */
async function check(t, url) {
  const assets = (await readdir(join(page, "assets"))).filter((name) => /\.(js|wasm|css|svg)$/.test(name));
  const paths = ["", "redirect.html", "no-such-file", "config.json", "assets/no-such-file", ...assets.map((name) => `assets/${name}`)];
  for (const path of paths) {
    const response = await fetch(new URL(path, url), { redirect: "error" });
    const { headers, status } = response;
    assert.equal(status === 404, path === "config.json" || path.endsWith("no-such-file"), `${path} ${status}`);
    const wanted = headersOf(`/${path}`);
    for (const [name, value] of Object.entries(wanted)) assert.equal(headers.get(name), value, `${path} ${name}`);
    for (const name of Object.keys(config.globalHeaders).filter((it) => !(it in wanted))) {
      assert.equal(headers.get(name), null, `${path} ${name}`);
    }
    if (path.endsWith(".wasm")) assert.equal(headers.get("content-type"), "application/wasm");
    await response.arrayBuffer();
  }
  const browser = await chromium.launch({ executablePath: programs.chromium, args: chromiumArguments });
  t.after(() => browser.close());
  const tab = await browser.newPage();
  await tab.goto(`${url}#/settings`);
  await tab.getByText("All checks passed.").waitFor();
  await tab.getByRole("button", { name: "Open the sample tenant" }).click();
  await tab.getByText("Sample tenant", { exact: true }).waitFor();
}

test("nginx serves the page by the container's configuration, not as root, and writes to one folder only", { skip: nginx ? false : "no nginx is here" }, async (t) => {
  const folder = await folderFor(t, "page");
  const port = await freePort();
  const types = `types {\n${TYPES.trim().replaceAll("\n", ";\n")};\napplication/wasm wasm;\n}`;
  const places = [
    ["/tmp/", `${folder}/`],
    ["/srv/bestow", `${folder}/page`],
    ["include /etc/nginx/mime.types;", types],
    ["listen 8080", `listen 127.0.0.1:${port}`],
    ["access_log /dev/stdout", "access_log off"],
    ["/dev/stderr", "stderr"],
  ];
  const shipped = await readFile(join(page, "nginx-container.conf"), "utf8");
  const text = places.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), from);
    return text.replaceAll(from, to);
  }, shipped);
  await writeFile(join(folder, "nginx.conf"), text);
  const isRoot = process.getuid() === 0;
  if (isRoot) await chown(folder, NOBODY, NOBODY);
  // The program may be where this user can't reach it.
  const program = join(folder, "nginx");
  await copyFile(nginx, program);
  await chmod(program, 0o755);
  const url = `http://localhost:${port}/`;
  await start(t, program, ["-c", join(folder, "nginx.conf"), "-g", "daemon off;"], url, isRoot ? { uid: NOBODY, gid: NOBODY } : {});
  await check(t, url);
});

for (const [how, below] of [["in a virtual host", ""], ["as .htaccess below a path", "sub/"]]) {
  test(`Apache sends what the release says, with its file ${how}`, { skip: apache ? false : "no Apache is here" }, async (t) => {
    const folder = await folderFor(t, `htdocs/${below}`);
    const port = await freePort();
    // Debian's package, wherever it was unpacked.
    const root = join(dirname(apache), "../..");
    const libraries = join(root, "usr/lib");
    const found = existsSync(libraries) ? (await readdir(libraries)).filter((name) => name.endsWith("-linux-gnu")) : [];
    const modules = ["mpm_event", "authz_core", "mime", "dir", "headers", "filter", "deflate"];
    const site = join(folder, "htdocs");
    if (below) await copyFile(join(page, "apache.conf"), join(site, below, ".htaccess"));
    await writeFile(join(folder, "mime.types"), TYPES);
    await writeFile(
      join(folder, "httpd.conf"),
      `ServerRoot "${folder}"
       ServerName localhost
       Listen 127.0.0.1:${port}
       PidFile "${folder}/pid"
       ErrorLog "${folder}/error.log"
       ${modules.map((name) => `LoadModule ${name}_module "${root}/usr/lib/apache2/modules/mod_${name}.so"`).join("\n")}
       TypesConfig "${folder}/mime.types"
       User nobody
       Group nogroup
       <VirtualHost *:${port}>
         DocumentRoot "${site}"
         <Directory "${site}">
           Require all granted
           AllowOverride ${below ? "FileInfo" : "None"}
         </Directory>
         ${below ? "" : `Include "${site}/apache.conf"`}
       </VirtualHost>\n`,
    );
    const url = `http://localhost:${port}/${below}`;
    const environment = { ...process.env, LD_LIBRARY_PATH: found.map((name) => join(libraries, name)).join(":") };
    await start(t, apache, ["-f", join(folder, "httpd.conf"), "-D", "FOREGROUND"], url, { env: environment });
    await check(t, url);
  });
}

test("Caddy sends what the release says", { skip: caddy ? false : "no Caddy is here" }, async (t) => {
  const folder = await folderFor(t, "page");
  const port = await freePort();
  const url = `http://localhost:${port}/`;
  const environment = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, BESTOW_ADDRESS: `http://localhost:${port}`, BESTOW_ROOT: join(folder, "page") };
  // The socket for administration would be the same for all that run at once.
  await writeFile(join(folder, "Caddyfile"), `{\n  admin off\n}\nimport ${folder}/page/Caddyfile\n`);
  await start(t, caddy, ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")], url, { env: environment });
  await check(t, url);
});
