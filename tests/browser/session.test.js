// The page's own sign-in, in a real Chromium, against the stand-in of Entra: every way into a session and out of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, freshProfile, tenant } from "./support/in-tenant.js";
import { says } from "./support/steps.js";
import { people, registrations, signIn, submit } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

const DEEP_LINK = "#/identities?q=O'Brien";
const WRITE = "AppRoleAssignment.ReadWrite.All";

/** A page of a fresh browser profile, at an address, with a fresh tenant and deployment behind it. */
async function openPage(t, deployment, at = DEEP_LINK) {
  const context = await freshProfile(t, { deployment });
  const page = await context.newPage();
  await page.goto(`${tenant.page}${at}`);
  return page;
}

async function press(page, name) {
  const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  await page.waitForFunction((it) => !it.disabled, {}, button);
  await button.click();
}

// Both look again and again from outside: what waits inside a page is lost where another document takes its place.
const shows = says;

const account = (page, name = people.administrator) =>
  eventually(() => page.evaluate(isAccount, name).catch(() => false), `${name} is signed in`);

const isAccount = (name) => document.querySelector("[role=group][aria-label=Account]")?.innerText.includes(name);

/** The window that an action opens. */
async function windowOf(page, act) {
  const opened = new Promise((resolve) => page.once("popup", resolve));
  await act();
  return opened;
}

/** What of the sign-in lies in the tab's or the origin's storage. */
const kept = (page) =>
  page.evaluate(() =>
    [...Object.keys(sessionStorage), ...Object.keys(localStorage)].filter((key) => /accesstoken|refreshtoken|idtoken/.test(key)),
  );

const askedOfSignIn = async (part) =>
  (await tenant.read("/requests")).filter(({ host, path }) => host.startsWith("login.") && path.includes(part));

async function signedInByRedirect(page, person = people.administrator) {
  await press(page, "Sign in with Microsoft");
  await signIn(page, person);
  await account(page, person);
}

async function signedInByWindow(page) {
  const window = await windowOf(page, () => press(page, "Sign in with Microsoft"));
  await signIn(window, people.administrator);
  await account(page);
}

test("a reader signs in by redirect and lands where the link pointed; a reload keeps the session", async (t) => {
  const page = await openPage(t, "reader-operator");
  await shows(page, "After you sign in, you'll return to this page.");
  await signedInByRedirect(page);
  assert.equal(page.url(), `${tenant.page}${DEEP_LINK}`);
  await page.reload();
  await account(page);
  assert.equal(page.url(), `${tenant.page}${DEEP_LINK}`);
  assert.equal((await askedOfSignIn("/token")).length, 1, "the reload asked for no token");
});

test("a token that can write is in no storage, and a reload ends its session", async (t) => {
  const page = await openPage(t, "single");
  await signedInByWindow(page);
  assert.equal(page.url(), `${tenant.page}${DEEP_LINK}`);
  assert.deepEqual(await kept(page), []);
  await page.reload();
  await shows(page, "Sign in to open this page");
});

test("signing out forgets every token here and ends the session at Microsoft", async (t) => {
  const page = await openPage(t, "reader-operator");
  await signedInByRedirect(page);
  assert.notDeepEqual(await kept(page), []);
  await press(page, "Sign out");
  await shows(page, "Sign in with Microsoft");
  await eventually(async () => (await kept(page)).length === 0, "no token is left in storage");
  await eventually(async () => (await askedOfSignIn("/logout")).length === 1, "Microsoft was told");
  const isPage = (target) => target.type() === "page";
  await eventually(
    () => page.browserContext().targets().filter(isPage).length === 1,
    "the window in which that happened has closed",
  );
  await page.reload();
  await shows(page, "Sign in with Microsoft");
});

test("a window that the person closed can be given up, or opened again at once", async (t) => {
  const page = await openPage(t, "single");
  const closed = await windowOf(page, () => press(page, "Sign in with Microsoft"));
  await closed.close();
  await shows(page, "Waiting for the sign-in window");
  await press(page, "Cancel");
  await page.waitForFunction(() => !document.body.innerText.includes("Waiting for the sign-in window"));

  const again = await windowOf(page, () => press(page, "Sign in with Microsoft"));
  await again.close();
  const third = await windowOf(page, () => press(page, "Try again"));
  await signIn(third, people.administrator);
  await account(page);
});

test("the answer of a window that was given up is ignored", async (t) => {
  const page = await openPage(t, "single");
  const window = await windowOf(page, () => press(page, "Sign in with Microsoft"));
  await press(page, "Cancel");
  await signIn(window, people.administrator);
  await eventually(async () => (await askedOfSignIn("/token")).length === 1, "the late answer has come");
  await shows(page, "Sign in with Microsoft");
  assert.equal(await page.$("[role=group][aria-label=Account]"), null);
});

test("a blocked window is reported", async (t) => {
  const page = await openPage(t, "single");
  await page.evaluate(() => {
    globalThis.open = () => null;
  });
  await press(page, "Sign in with Microsoft");
  await shows(page, "Your browser blocked the sign-in window.");
});

test("going back from Microsoft's page leaves a page that can sign in", async (t) => {
  const page = await openPage(t, "reader-operator");
  await press(page, "Sign in with Microsoft");
  await page.waitForSelector("button[name=account]");
  await page.goBack();
  await signedInByRedirect(page);
});

test("a person who declines is told that nothing happened", async (t) => {
  const page = await openPage(t, "reader-operator");
  await tenant.forget("/consent");
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator, { consent: "decline" });
  await shows(page, "Consent was declined.");
  assert.equal(page.url(), `${tenant.page}${DEEP_LINK}`);
});

test("a person who may not consent is sent to an administrator", async (t) => {
  const page = await openPage(t, "reader-operator");
  await tenant.forget("/consent");
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.helpdesk, { consent: "back" });
  await shows(page, "Only an administrator can consent to the permissions that Bestow needs.");
});

test("a deployment that only reads drops a token that can write", async (t) => {
  const page = await openPage(t, "read-only");
  await tenant.change("/consent", { client: registrations.reader, scopes: [WRITE] });
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await shows(page, "Sign-in is read-only here, but the access token allows writing");
  await eventually(async () => (await kept(page)).length === 0, "the token is gone");
  assert.deepEqual(await tenant.exchanges(), [], "it was used for nothing");
});

test("a claims challenge that only the person can meet takes one click, and no hidden frame", async (t) => {
  const page = await openPage(t, "reader-operator");
  await tenant.change("/conditional-access", { context: "c1", multiFactor: false, writesOnly: false });
  await signedInByRedirect(page);
  const window = await windowOf(page, () => press(page, "Continue sign-in"));
  await submit(window, "button[name=proof]");
  await shows(page, "O'Brien");
  assert.equal(page.frames().length, 1);
  assert.deepEqual(await askedOfSignIn("prompt=none"), []);
});

test("without a configuration the sample tenant opens, and no request leaves the browser", async (t) => {
  const page = await openPage(t, "none", "");
  await shows(page, "Bestow isn't connected to a tenant yet.");
  await press(page, "Open the sample tenant");
  await shows(page, "52 managed identities");
  await shows(page, "Sample tenant");
  const hosts = new Set((await tenant.read("/requests")).map(({ host }) => host));
  assert.deepEqual([...hosts], ["app.contoso.example"]);
  await press(page, "Exit sample");
  await shows(page, "Bestow isn't connected to a tenant yet.");
});

test("ids typed by a person sign in, and the tab keeps them", async (t) => {
  const page = await openPage(t, "none", "#/connect");
  await page.waitForSelector("#tenant");
  await page.type("#tenant", "halden.example");
  await page.type("#client", registrations.reader);
  await press(page, "Continue to sign-in");
  await signedInByRedirect(page);
  await page.reload();
  await account(page);
});

test("two tabs that sign in at once both end signed in", async (t) => {
  const context = await freshProfile(t, { deployment: "reader-operator" });
  const tabs = [await context.newPage(), await context.newPage()];
  for (const tab of tabs) await tab.goto(`${tenant.page}${DEEP_LINK}`);
  for (const tab of tabs) {
    await tab.bringToFront();
    await press(tab, "Sign in with Microsoft");
  }
  for (const tab of tabs.toReversed()) {
    await tab.bringToFront();
    await signIn(tab, people.administrator);
    await account(tab);
  }
});

for (const deployment of ["reader-operator", "single"]) {
  test(`a sign-in that was left behind in the tab's storage does not stand in the way (${deployment})`, async (t) => {
    const page = await openPage(t, deployment);
    await shows(page, "Sign in with Microsoft");
    // What the library leaves in a tab whose sign-in was never finished, and in one that was duplicated meanwhile.
    const marks = await page.evaluate((client) => {
      sessionStorage.setItem("msal.interaction.status", JSON.stringify({ clientId: client, type: "signin" }));
      return Object.keys(sessionStorage);
    }, registrations.reader);
    assert.ok(marks.includes("msal.interaction.status"));
    await (deployment === "single" ? signedInByWindow(page) : signedInByRedirect(page));
  });
}

test("a person who comes back without an answer is asked whether they closed the window", async (t) => {
  const page = await openPage(t, "single");
  const window = await windowOf(page, () => press(page, "Sign in with Microsoft"));
  await shows(page, "browsers don't report that the window was closed");
  await window.close();
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await shows(page, "Did you close the sign-in window?");
  const again = await windowOf(page, () => press(page, "Try again"));
  await signIn(again, people.administrator);
  await account(page);
});

test("a policy that a browser can't meet is said as such, with its code", async (t) => {
  const page = await openPage(t, "reader-operator");
  await tenant.change("/conditional-access", { tokenProtection: true });
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await shows(page, "A page in a browser can't meet your organization's sign-in policy.");
  await shows(page, "AADSTS530084");
});

test("a policy that a browser can't meet stops a page that was signed in, and no part offers to try again", async (t) => {
  const page = await openPage(t, "reader-operator");
  await signedInByRedirect(page);
  await tenant.change("/conditional-access", { tokenProtection: true });
  await tenant.change("/clock", { seconds: 2 * 3600 });
  await page.evaluate(() => (location.hash = "#/rights"));
  await shows(page, "A page in a browser can't meet your organization's sign-in policy.");
  assert.equal(await page.$('main ::-p-aria([name="Try again"][role="button"])'), null);
  assert.equal(await page.$('main ::-p-aria([name="Sign in"][role="button"])'), null);
});
