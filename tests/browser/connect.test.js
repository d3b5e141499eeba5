// An administrator connects their own tenant, guided by the page: what to register, the IDs, the file, and whether it
// works.

import assert from "node:assert/strict";
import { test } from "node:test";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { press, rows, says, windowOf } from "./support/steps.js";
import { people, registrations, signIn, submit } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

const READS = [
  "User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Directory.Read.All", "GroupMember.Read.All", "AuditLog.Read.All",
];
const WRITES = ["AppRoleAssignment.ReadWrite.All", "RoleManagement.ReadWrite.Directory", "RoleAssignmentSchedule.ReadWrite.Directory"];
const UNKNOWN = "4f9d7f4e-5a0c-4f0d-8b0a-0a6f3f2b1c99";

/** The page that connects a tenant, on a host without a config.json. */
async function openConnect(t, deployment = "none") {
  const context = await freshProfile(t, { deployment });
  const page = await context.newPage();
  await page.goto(`${tenant.page}#/connect`);
  await page.waitForSelector("#tenant");
  return page;
}

async function type(page, { tenant: name = "halden.example", client = registrations.reader, operator } = {}) {
  await page.type("#tenant", name);
  await page.type("#client", client);
  if (operator) await page.type("#operator", operator);
}

/** Chooses a mode by the beginning of its name. */
const chooseMode = (page, name) =>
  page.evaluate((name) => {
    const choices = [...document.querySelectorAll(".choice")];
    choices.find((it) => it.textContent.trim().startsWith(name)).querySelector("input").click();
  }, name);

const commands = (page) => page.$eval("#way pre.long", (it) => it.textContent);
const tab = async (page, name) => (await page.waitForSelector(`::-p-aria([name="${name}"][role="tab"])`)).click();

/** The lines of the test, by their name: state, and what is said. */
async function lines(page) {
  return Object.fromEntries((await rows(page, "table.connection-test")).map(([name, state, said]) => [name, { state, said }]));
}

const line = (page, name, state) =>
  eventually(async () => {
    const found = (await lines(page))[name];
    return found?.state === state && found;
  }, `${name} is ${state}`).catch(async (error) => {
    throw new Error(`${error.message}; the test says ${JSON.stringify(await lines(page), null, 1)}`);
  });

test("commands, steps and manifests are for this page's address and the chosen mode", async (t) => {
  const page = await openConnect(t);
  await says(page, `${tenant.page}redirect.html`);
  let text = await commands(page);
  assert.match(text, /-Address 'https:\/\/app\.contoso\.example\/' -ReadOnly -Consent\n$/);
  await chooseMode(page, "Read and change, with two");
  await eventually(async () => /'https:\/\/app\.contoso\.example\/' -Consent\n$/.test(await commands(page)), "two are registered");
  await page.type("#tenant", "halden.example");
  await tab(page, "Azure CLI");
  await eventually(async () => (await commands(page)).startsWith("az login --tenant 'halden.example'"), "the tenant is filled in");
  text = await commands(page);
  assert.match(text, /\) 'https:\/\/app\.contoso\.example\/' --consent\n$/);
  await tab(page, "Portal");
  await says(page, "select Grant admin consent".replace("s", "S"));
  for (const scope of [...READS, ...WRITES]) await says(page, scope);
  await tab(page, "Manifest");
  await says(page, "requiredResourceAccess");
  const manifests = await page.$$eval("#way pre.long", (found) => found.map((it) => JSON.parse(it.textContent)));
  assert.deepEqual(manifests.map(({ displayName }) => displayName), ["Bestow", "Bestow (changes)"]);
  assert.deepEqual(manifests[0].spa.redirectUris, [`${tenant.page}redirect.html`]);
  assert.deepEqual(manifests.map(({ requiredResourceAccess: [graph] }) => graph.resourceAccess.length), [6, 9]);
});

test("fields say what is wrong while they are typed", async (t) => {
  const page = await openConnect(t);
  const wrong = (id) => page.$eval(`#${id}-error`, (it) => it.textContent.trim());
  assert.equal(await wrong("tenant"), "");
  await page.type("#tenant", "halden");
  await eventually(async () => (await wrong("tenant")).startsWith("Enter a tenant ID"), "the tenant is refused");
  await page.type("#tenant", ".example");
  await eventually(async () => (await wrong("tenant")) === "", "the tenant is accepted");
  await page.type("#client", "x");
  await eventually(async () => (await wrong("client")).startsWith("Enter an application (client) ID"), "the ID is refused");
  await chooseMode(page, "Read and change, with two");
  await page.$eval("#client", (it) => it.select());
  await page.type("#client", registrations.reader);
  await page.type("#operator", registrations.reader);
  await eventually(async () => (await wrong("operator")).startsWith("Enter the ID of the second"), "one registration twice is refused");
  await press(page, "Continue to sign-in");
  assert.match(page.url(), /#\/connect$/, "nothing is connected");
});

test("typed IDs connect read-only, and no permission that writes is asked of the registration", async (t) => {
  const page = await openConnect(t);
  await type(page);
  await press(page, "Continue to sign-in");
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await page.waitForSelector("::-p-aria(Find an identity)");
  assert.equal(await page.$eval(".mode-badge", (it) => it.textContent), "Read-only");
  const asked = (await tenant.read("/requests")).filter(({ path }) => path.includes("/authorize"));
  assert.ok(asked.length > 0);
  assert.ok(asked.every(({ path }) => !/ReadWrite/i.test(decodeURIComponent(path))));
  await page.reload();
  await page.waitForSelector(".mode-badge");
  await page.evaluate(() => (location.hash = "#/settings"));
  await says(page, "This tab uses IDs that were typed in");
  await press(page, "Discard typed IDs");
  await says(page, "You aren't signed in.");
  await says(page, "Bestow isn't connected to a tenant yet.");
});

test("two typed IDs connect with two registrations", async (t) => {
  const page = await openConnect(t);
  await chooseMode(page, "Read and change, with two");
  await page.waitForSelector("#operator");
  await type(page, { operator: registrations.operator });
  await press(page, "Continue to sign-in");
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await page.waitForSelector(".mode-badge");
  assert.equal(await page.$eval(".mode-badge", (it) => it.textContent), "Two registrations");
});

test("typed IDs leave the sample tenant", async (t) => {
  const page = await openConnect(t);
  await page.evaluate(() => (location.hash = "#/"));
  await press(page, "Open the sample tenant");
  await says(page, "52 managed identities");
  await page.evaluate(() => (location.hash = "#/connect"));
  await page.waitForSelector("#tenant");
  await says(page, "Continuing closes the sample tenant.");
  await says(page, "Exit the sample tenant to test a connection.");
  await type(page);
  await press(page, "Continue to sign-in");
  await says(page, "Sign in with Microsoft");
  assert.equal(await page.$(".sample-badge"), null);
});

test("typed IDs replace a wrong registration that was typed before", async (t) => {
  const page = await openConnect(t);
  await chooseMode(page, "Read and change, with one");
  await type(page, { client: UNKNOWN });
  await press(page, "Continue to sign-in");
  const refused = await windowOf(page, "Sign in with Microsoft");
  await says(refused, "AADSTS700016");
  await refused.close();
  await press(page, "Cancel");
  await page.evaluate(() => (location.hash = "#/connect"));
  await page.waitForSelector("#client");
  await page.$eval("#client", (it) => it.select());
  await page.type("#client", registrations.reader);
  await press(page, "Continue to sign-in");
  const window = await windowOf(page, "Sign in with Microsoft");
  await signIn(window, people.administrator);
  await page.waitForSelector(".mode-badge");
  assert.equal(await page.$eval(".mode-badge", (it) => it.textContent), "One registration");
});

test("the finished config.json is downloaded, and a pasted one fills the fields", async (t) => {
  const page = await openConnect(t);
  await page.evaluate(() => {
    HTMLAnchorElement.prototype.click = function () {
      if (this.download) globalThis.saved = { name: this.download, text: decodeURIComponent(this.href.split(",")[1]) };
    };
  });
  const config = { tenant: "halden.example", clientId: registrations.reader, mode: "reader-operator", operatorClientId: registrations.operator };
  await page.evaluate((text) => {
    const field = document.querySelector("#tenant");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, JSON.stringify(config));
  await page.waitForSelector("#operator");
  assert.equal(await page.$eval("#operator", (it) => it.value), registrations.operator);
  await press(page, "Download config.json");
  const saved = await page.evaluate(() => globalThis.saved);
  assert.equal(saved.name, "config.json");
  assert.deepEqual(JSON.parse(saved.text), { ...config, cloud: "public" });
});

test("a right connection is right in every line, and leaves no token", async (t) => {
  const context = await freshProfile(t);
  await tenant.change("/consent", { client: registrations.reader, scopes: READS });
  await tenant.change("/consent", { client: registrations.operator, scopes: [...READS, ...WRITES] });
  const page = await context.newPage();
  await page.goto(`${tenant.page}#/settings`);
  await signIn(await windowOf(page, "Test sign-in"), people.administrator);
  await line(page, "Tenant (GET /organization)", "OK");
  await signIn(await windowOf(page, "Test changes"), people.administrator);
  await line(page, "Consent (changes)", "OK");
  const azure = await windowOf(page, "Test Azure");
  await submit(azure, "button[name=decision][value=accept]");
  await line(page, "Azure Resource Graph", "OK");
  const all = await lines(page);
  assert.equal(Object.keys(all).length, 18);
  assert.deepEqual(Object.entries(all).filter(([, { state }]) => state !== "OK"), []);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage }));
  assert.doesNotMatch(kept, /EwGraph|EwArm|1\.rt-/);
  assert.equal(await page.$("[role=group][aria-label=Account]"), null, "nobody is signed in by it");
  assert.deepEqual(await tenant.read("/ledger"), [], "nothing was changed");
});

test("a redirect URI for another platform is named, with the address to register", async (t) => {
  const page = await openConnect(t);
  await tenant.change("/redirect-uri", { client: registrations.reader, platform: "web" });
  await type(page);
  await signIn(await windowOf(page, "Test sign-in"), people.administrator);
  const { said } = await line(page, "Redirect URI", "Failed");
  assert.match(said, /not for a single-page application.*https:\/\/app\.contoso\.example\/redirect\.html.*AADSTS9002326/);
  await line(page, "App registration", "OK");
});

for (const [what, options, number, name] of [
  ["a redirect URI that isn't registered", { platform: "none" }, "50011", "Redirect URI"],
  ["a client ID that isn't in the tenant", { client: UNKNOWN }, "700016", "App registration"],
]) {
  test(`${what} is named by the code that the window shows`, async (t) => {
    const page = await openConnect(t);
    if (options.platform) await tenant.change("/redirect-uri", { client: registrations.reader, platform: options.platform });
    await type(page, options);
    const window = await windowOf(page, "Test sign-in");
    await says(window, `AADSTS${number}`);
    await window.close();
    await page.type("#test-code", "nothing");
    await press(page, "Use this code");
    await says(page, "Enter the number after AADSTS.");
    await page.$eval("#test-code", (it) => it.select());
    await page.type("#test-code", `AADSTS${number}`);
    await press(page, "Use this code");
    const { said } = await line(page, name, "Failed");
    assert.match(said, new RegExp(`AADSTS${number}`));
    await line(page, "Consent", "Not run");
  });
}

test("a tenant that doesn't exist is named without a window", async (t) => {
  const page = await openConnect(t);
  await type(page, { tenant: "nobody.example" });
  await press(page, "Test sign-in");
  const { said } = await line(page, "Tenant", "Failed");
  assert.match(said, /doesn't find this tenant.*AADSTS90002/);
  const asked = (await tenant.read("/requests")).filter(({ path }) => path.includes("/authorize"));
  assert.deepEqual(asked, []);
});

test("missing consent is named, and the report names no user", async (t) => {
  const page = await openConnect(t);
  await tenant.forget("/consent");
  await type(page);
  await signIn(await windowOf(page, "Test sign-in"), people.helpdesk, { consent: "back" });
  const { said } = await line(page, "Consent", "Failed");
  assert.match(said, /Only an administrator can consent.*AADSTS90094/);
  await page.evaluate(() => {
    HTMLAnchorElement.prototype.click = function () {
      if (this.download) globalThis.saved = { name: this.download, text: decodeURIComponent(this.href.split(",")[1]) };
    };
  });
  await press(page, "Download report");
  const { text } = await page.evaluate(() => globalThis.saved);
  assert.match(text, /^\[Failed\] Consent: .*AADSTS90094$/m);
  assert.match(text, new RegExp(registrations.reader));
  assert.doesNotMatch(text, /bakken|halden\.example\W*$|jonas/i);
});

test("a token that can write fails the test of a read-only connection and reads nothing", async (t) => {
  const page = await openConnect(t);
  await tenant.change("/consent", { client: registrations.reader, scopes: WRITES });
  await type(page);
  await signIn(await windowOf(page, "Test sign-in"), people.administrator);
  const { said } = await line(page, "Read-only access token", "Failed");
  assert.match(said, /AppRoleAssignment\.ReadWrite\.All/);
  await line(page, "User (GET /me)", "Not run");
  assert.deepEqual(await tenant.exchanges(), []);
});

test("a test in the settings leaves the session as it is", async (t) => {
  const context = await freshProfile(t);
  const page = await signedIn(context);
  await page.evaluate(() => (location.hash = "#/settings"));
  await signIn(await windowOf(page, "Test sign-in"), people.administrator);
  await line(page, "User (GET /me)", "OK");
  await page.evaluate(() => (location.hash = "#/identities"));
  await page.waitForSelector("::-p-aria(Find an identity)");
  await page.reload();
  await page.waitForSelector("::-p-aria(Find an identity)");
});
