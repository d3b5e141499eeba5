// What is chosen and not sent is not lost without a question, and an old tab says that it is one.

import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { copyOfPage } from "./support/other-host.js";
import { openIdentity, openSample, start } from "./support/sample-page.js";
import { page as release } from "./support/site.js";
import { openChromium, openTenant, people, signIn } from "./support/tenant.js";
import { chooseTheSet, openIdentity as findAndOpen, press, says } from "./support/steps.js";
import { eventually } from "./support/waiting.js";

const LAZY = "LazyAutomationAccount";

async function chooseASet(page) {
  await openIdentity(page, LAZY);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.locator(".option").first().waitFor();
  await page.getByRole("button", { name: "Microsoft 365 automation" }).click();
  await page.getByRole("button", { name: "Add set" }).click();
  await page.getByText("9 selected").waitFor();
}

test("the browser asks before a tab with something unsent is closed, and only then", async (t) => {
  const { page } = await openSample(await start(t));
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await chooseASet(page);
  await page.close({ runBeforeUnload: true });
  await eventually(() => asked.length === 1, "the browser asks");
  assert.equal(page.isClosed(), false);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.getByText("0 selected").waitFor();
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  assert.deepEqual(asked, ["beforeunload"]);
});

test("leaving a tenant with something unsent asks first, by keyboard as well", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await chooseASet(page);
  const leave = page.getByRole("button", { name: "Exit sample" });
  const question = page.getByRole("dialog", { name: "Leave without applying?" });
  await leave.focus();
  await page.keyboard.press("Enter");
  await question.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Stay", "the safe answer has the focus");
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "hidden" });
  await page.getByText("9 selected").waitFor();
  await leave.click();
  await question.getByRole("button", { name: "Stay" }).click();
  await page.getByText("9 selected").waitFor();
  await leave.click();
  await question.getByRole("button", { name: "Leave", exact: true }).click();
  await page.getByRole("button", { name: "Open the sample tenant" }).waitFor();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await page.getByText("Sample tenant", { exact: true }).waitFor();
  await leave.click();
  await page.getByRole("button", { name: "Open the sample tenant" }).waitFor();
  assert.deepEqual(errors, []);
});

test("signed out, deep links and Back lead where they should", async (t) => {
  const { site, browser } = await start(t);
  const page = await browser.newPage();
  await page.goto(`${site.url}#/`);
  await page.getByRole("link", { name: "Connect your own tenant" }).click();
  await page.getByRole("heading", { level: 1, name: "Connect your own tenant" }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Manage permissions of Azure managed identities" }).waitFor();
  for (const hash of ["#/sets/mail-sending", "#/draft", "#/rights", "#/sets/new?name=/Mail.Send"]) {
    await page.goto(`${site.url}${hash}`);
    await page.getByRole("heading", { level: 1, name: "Sign in to open this page" }).waitFor();
  }
  await page.goBack();
  await page.goBack();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await page.getByRole("heading", { level: 1, name: "Change request" }).waitFor();
  assert.equal(new URL(page.url()).hash, "#/draft");
});

test("a tab that is older than what the host has says so, and a reload takes it along", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "bestow-release-"));
  // Without the compressed copies, which would be sent in the place of what is changed.
  await cp(release, folder, { recursive: true, filter: (file) => !/\.(br|gz)$/.test(file) });
  const tenant = await openTenant({ page: folder });
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
    await rm(folder, { recursive: true });
  });
  const page = await browser.newPage();
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.helpdesk);
  await page.waitForSelector("::-p-aria(Find an identity)");
  const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  const asked = async () => (await tenant.read("/requests")).filter(({ host, path }) => host === "app.contoso.example" && path === "/").length;
  const before = await asked();
  await comeBack();
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => new URL(name).pathname === "/"));
  assert.equal(await asked(), before + 1);
  assert.equal(await page.$("::-p-aria([name=\"New version\"])"), null, "the same release is not a new one");

  // The next release has other files; that it is asked once a minute at most is the page's clock's business.
  const index = join(folder, "index.html");
  const html = await readFile(index, "utf8");
  await writeFile(index, html.replace(/("app":\{"glue":"\.\/assets\/bestow-)[0-9a-f]/, "$1x"));
  await page.evaluate(() => {
    const late = Date.now() + 120_000;
    Date.now = () => late;
  });
  await comeBack();
  await says(page, "A newer version of Bestow is available.");
  await writeFile(index, html);
  await press(page, "Reload");
  await page.waitForSelector("::-p-aria(Find an identity)");
});

test("an old tab that misses a part says that there is a newer version, and a reload keeps the selection", async (t) => {
  const folder = await copyOfPage(t);
  const tenant = await openTenant({ page: folder });
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
  });
  const page = await browser.newPage();
  page.on("dialog", (dialog) => dialog.accept());
  // Nothing is fetched before it is asked for.
  await page.evaluateOnNewDocument(() => localStorage.setItem("bestow.fetch-ahead", "off"));
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await findAndOpen(page, LAZY);
  await press(page, "Add permissions");
  await chooseTheSet(page);
  await says(page, "Back");
  await page.goBack();
  await says(page, "9 selected");

  // The next release: its document names another program, and the parts of the old one are gone.
  const index = join(folder, "index.html");
  const html = await readFile(index, "utf8");
  const parts = (await readdir(join(folder, "assets"))).filter((name) => name.startsWith("part-"));
  const move = (from, to) => Promise.all(parts.map((name) => rename(join(folder, from, name), join(folder, to, name))));
  await mkdir(join(folder, "gone"));
  await move("assets", "gone");
  await writeFile(index, html.replace(/("app":\{"glue":"\.\/assets\/bestow-)[0-9a-f]/, "$1x"));
  await press(page, "Tenant review");
  await says(page, "A newer version of Bestow is available, so this part of the page can't be loaded anymore.");
  await writeFile(index, html);
  await move("gone", "assets");
  const loaded = page.waitForNavigation();
  await (await page.waitForSelector("main button.primary")).click();
  await loaded;
  await says(page, "Tenant review");
  await page.goBack();
  await says(page, "9 selected");
});

test("going back from the sign-in page leaves a page that can sign in, in two tabs at once", async (t) => {
  const tenant = await openTenant();
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
  });
  const tabs = [await browser.newPage(), await browser.newPage()];
  for (const tab of tabs) {
    await tab.bringToFront();
    await tab.goto(tenant.page);
    await press(tab, "Sign in with Microsoft");
    await tab.waitForSelector("button[name=account]");
  }
  for (const tab of tabs) {
    await tab.bringToFront();
    await tab.goBack();
    await press(tab, "Sign in with Microsoft");
    await tab.waitForSelector("button[name=account]");
  }
  for (const tab of tabs) {
    await tab.bringToFront();
    await signIn(tab, people.helpdesk);
    await tab.waitForSelector("::-p-aria(Find an identity)");
    assert.equal(await tab.evaluate(() => document.body.innerText.includes("still open")), false);
  }
});
