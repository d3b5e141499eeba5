// What is chosen and not sent is not lost without a question, and an old tab says that it is one.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openIdentity, openSample, start } from "./support/sample-page.js";
import { page as release } from "./support/site.js";
import { openChromium, openTenant, people, signIn } from "./support/tenant.js";
import { press, says } from "./support/steps.js";
import { eventually } from "./support/waiting.js";

const LAZY = "LazyAutomationAccount";

async function chooseASet(page) {
  await openIdentity(page, LAZY);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.locator(".option").first().waitFor();
  await page.getByRole("button", { name: "Choose this set" }).click();
  await page.getByText("9 chosen").waitFor();
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
  await page.getByText("0 chosen").waitFor();
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  assert.deepEqual(asked, ["beforeunload"]);
});

test("leaving a tenant with something unsent asks first, by keyboard as well", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await chooseASet(page);
  const leave = page.getByRole("button", { name: "Leave the sample" });
  const question = page.getByRole("dialog", { name: "Leave without applying?" });
  await leave.focus();
  await page.keyboard.press("Enter");
  await question.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Stay", "the safe answer has the focus");
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "hidden" });
  await page.getByText("9 chosen").waitFor();
  await leave.click();
  await question.getByRole("button", { name: "Stay" }).click();
  await page.getByText("9 chosen").waitFor();
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
  await page.getByRole("heading", { level: 1, name: "What may your managed identities do?" }).waitFor();
  for (const hash of ["#/sets/mail-sending", "#/draft", "#/rights", "#/sets/new?name=/Mail.Send"]) {
    await page.goto(`${site.url}${hash}`);
    await page.getByRole("heading", { level: 1, name: "Sign in to open this page" }).waitFor();
  }
  await page.goBack();
  await page.goBack();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await page.getByRole("heading", { level: 1, name: "A shared draft" }).waitFor();
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
  await says(page, "A newer version of this page is on the web host.");
  await writeFile(index, html);
  await press(page, "Reload");
  await page.waitForSelector("::-p-aria(Find an identity)");
});
