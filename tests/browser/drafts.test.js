// A change request: prepared by one user, reviewed by another, and never applied by itself.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { browser, freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { people, signIn } from "./support/tenant.js";
import { openIdentity, openSample, start, verdicts } from "./support/sample-page.js";
import { openIdentity as openIdentityByName, press, says } from "./support/steps.js";
import { eventually } from "./support/waiting.js";

const LAZY = "LazyAutomationAccount";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

/** The sample with the set for sending mail chosen for an identity, ready to be shared. */
async function composed(t, permission = "Mail.Send") {
  const place = await start(t);
  const opened = await openSample(place, "#/identities", { permissions: ["clipboard-write"] });
  const { page } = opened;
  await openIdentity(page, LAZY);
  await page.getByRole("link", { name: "Add permissions" }).click();
  await page.locator(".option").first().waitFor();
  await page.getByRole("searchbox").fill(permission);
  await page.getByRole("checkbox", { name: new RegExp(`^${permission.replaceAll(".", "\\.")}`) }).first().check();
  await page.getByText("Share as a change request").click();
  await page.getByLabel("Requester and reason").waitFor();
  return { ...opened, place };
}

/** What a draft says, and the same with something else in it. */
const decoded = (link) => JSON.parse(Buffer.from(link.split("#/draft/")[1], "base64url").toString());
const encoded = (text) => Buffer.from(typeof text === "string" ? text : JSON.stringify(text)).toString("base64url");

async function copiedLink(page) {
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Link copied.").waitFor();
  // The policy lets no page read the clipboard, so the link is pasted as a user does.
  const box = page.getByRole("searchbox");
  await box.fill("");
  await box.press("Control+V");
  const link = await box.inputValue();
  await box.fill("");
  return link;
}

/** Opens a draft file of this content. */
async function openFile(page, content, name = "draft.json") {
  await page.getByLabel("Change request file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
}

test("a link is made that names its tenant and its maker's words, and holds no name and no secret", async (t) => {
  const { page, errors, requests } = await composed(t);
  const from = page.getByLabel("Requester and reason");
  // It begins with who is signed in, once that has been read.
  await eventually(async () => (await from.inputValue()) !== "", "the field says who is signed in");
  await from.fill("Jonas, ticket 4711");
  const link = await copiedLink(page);
  assert.ok(link.length <= 2000, `${link.length} characters`);
  const draft = decoded(link);
  assert.deepEqual(Object.keys(draft), ["bestowDraft", "tenant", "created", "from", "changes"]);
  assert.equal(draft.from, "Jonas, ticket 4711");
  assert.equal(draft.changes[0].wishes.length, 1);
  assert.ok(!JSON.stringify(draft).includes(LAZY));

  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Change request" }).waitFor();
  await page.getByText("“Jonas, ticket 4711”").waitFor();
  await page.getByText("Unverified. Confirm with the sender").waitFor();
  await page.locator("table.review").waitFor();
  assert.deepEqual(await verdicts(page, "review"), [["Mail.Send", "Microsoft Graph", "Add"]]);
  assert.equal(await page.getByRole("button", { name: /^Apply/ }).count(), 0, "nothing can be applied from here");
  await page.getByRole("button", { name: "Review 1 change" }).click();
  await page.getByRole("heading", { level: 1, name: `Change permissions of ${LAZY}` }).waitFor();
  await page.getByText("1 selected").waitFor();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.getByRole("button", { name: "Apply 1 change" }).waitFor();
  assert.deepEqual(requests, [], "nothing was sent");
  assert.deepEqual(errors, []);
});

test("what can lead to the whole tenant is not ticked by a draft", async (t) => {
  const { page } = await composed(t);
  const draft = decoded(await copiedLink(page));
  draft.changes[0].wishes.push({ kind: "directoryRole", role: GLOBAL_ADMINISTRATOR, scope: "/" });
  await page.goto(`${page.url().split("#")[0]}#/draft/${encoded(draft)}`);
  await page.locator("table.review").waitFor();
  await page.getByText("Tier 0 permissions, unrated permissions and removals aren't selected.").waitFor();
  assert.equal(await page.getByRole("checkbox", { name: /Mail\.Send/ }).isChecked(), true);
  assert.equal(await page.getByRole("checkbox", { name: /Global Administrator/ }).isChecked(), false);
  await page.getByRole("checkbox", { name: /Global Administrator/ }).check();
  await page.getByRole("button", { name: "Review 2 changes" }).waitFor();
  await page.getByRole("checkbox", { name: /Global Administrator/ }).uncheck();
  await page.getByRole("button", { name: "Review 1 change" }).click();
  await page.getByText("1 selected").waitFor();
});

test("of a draft for several of which one is gone the rest can be used", async (t) => {
  const { page, errors } = await composed(t);
  const draft = decoded(await copiedLink(page));
  const gone = "00000000-1111-4000-8000-00000000dead";
  draft.changes.unshift({ identity: gone, wishes: draft.changes[0].wishes });
  await page.goto(`${page.url().split("#")[0]}#/draft/${encoded(draft)}`);
  await page.getByRole("heading", { name: `Changes to ${gone}` }).waitFor();
  await page.getByText("This identity no longer exists in this tenant.").waitFor();
  const outcomes = (await verdicts(page, "review")).map(([, , verdict]) => verdict);
  assert.deepEqual(outcomes.sort(), ["Add", "Not possible"]);
  await page.getByRole("button", { name: "Review 1 change" }).click();
  await page.getByText("1 selected").waitFor();
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.getByRole("button", { name: "Apply 1 change" }).click();
  await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
  assert.deepEqual((await verdicts(page, "outcomes")).map(([, , outcome]) => outcome), ["Added"]);
  assert.deepEqual(errors, []);
});

test("a draft that is too long for a link is offered as a file, which opens again", async (t) => {
  const { page, errors } = await composed(t);
  for (const set of ["User offboarding", "Security monitoring", "Microsoft 365 automation"]) {
    await page.getByRole("button", { name: set, exact: true }).click();
    await page.getByRole("region", { name: set, exact: true }).getByRole("button", { name: "Add set" }).click();
  }
  await page.getByText("This change request is too long for a link").waitFor();
  assert.equal(await page.getByRole("button", { name: "Copy link" }).count(), 0);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  assert.match(saved.suggestedFilename(), /^bestow-change-request-\d{4}-\d\d-\d\d\.json$/);
  const content = await readFile(await saved.path(), "utf8");

  await page.getByRole("link", { name: "Change requests" }).click();
  await openFile(page, content);
  await page.locator("table.review").waitFor();
  assert.equal((await verdicts(page, "review")).length, 19);
  await openFile(page, content.slice(0, -2));
  await page.getByText("This isn't a change request, or it's damaged.").waitFor();
  assert.equal(await page.locator("table.review").count(), 0);
  // A mark in front, as Windows PowerShell writes it, changes nothing of what the file says.
  await openFile(page, `\ufeff${content}`);
  await page.locator("table.review").waitFor();
  assert.equal((await verdicts(page, "review")).length, 19);
  await openFile(page, " ".repeat(300_000));
  await page.getByText("This is larger than any change request that Bestow creates.").waitFor();
  assert.deepEqual(errors, []);
});

test("damaged, foreign, stale and newer drafts are refused, each with its reason", async (t) => {
  const { page } = await composed(t);
  const link = await copiedLink(page);
  const draft = decoded(link);
  const base = page.url().split("#")[0];
  const text = JSON.stringify(draft);
  const refused = [
    [encoded({ ...draft, tenant: "66666666-0000-4000-8000-0000000000f1" }), "This change request is for another tenant, 66666666-"],
    [encoded({ ...draft, created: "2024-01-01T00:00:00Z" }), "This change request expired on 2024-01-08 00:00 UTC."],
    [encoded({ ...draft, created: "2999-01-01T00:00:00Z" }), "is in the future."],
    [encoded({ ...draft, bestowDraft: 4 }), "This change request was created by a newer version of Bestow."],
    [encoded({ ...draft, changes: [] }), "This change request is empty."],
    [encoded({ ...draft, apply: true }), "This isn't a change request"],
    [encoded(text.replace('"from"', '"from":"Ingrid","from"')), "This isn't a change request"],
    [encoded(text.replace('"bestowDraft":1', '"bestowDraft":1e999')), "This isn't a change request"],
    [encoded(text.replace('"Jonas', '"\0')).slice(0, -3), "This isn't a change request"],
    [link.split("#/draft/")[1].slice(0, -4), "This isn't a change request"],
    ["%F0%9F%93%A6", "This isn't a change request"],
  ];
  for (const [part, reason] of refused) {
    await page.goto(`${base}#/draft/${part}`);
    await page.getByText(reason).waitFor();
    assert.equal(await page.locator("table.review").count(), 0, reason);
    assert.equal(await page.getByRole("button", { name: /^Go on/ }).count(), 0, reason);
  }
});

test("a link that is followed takes the place of a file that was opened before", async (t) => {
  const { page } = await openSample(await start(t), "#/draft");
  await openFile(page, "{}");
  await page.getByText("This isn't a change request").waitFor();
  const tenant = "7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640";
  const draft = encoded({ bestowDraft: 1, tenant, created: new Date().toISOString(), from: "", changes: [] });
  await page.evaluate((draft) => (location.hash = `#/draft/${draft}`), draft);
  await page.getByText("This change request is empty.").waitFor();
  assert.equal(await page.getByText("This isn't a change request").count(), 0);
});

test("a link opened signed out leads to the draft after the sign-in, and writes nothing", async (t) => {
  const maker = await signedIn(await freshProfile(t), { person: people.helpdesk });
  await openIdentityByName(maker, LAZY);
  const identity = maker.url().split("/").at(-1);
  const draft = {
    bestowDraft: 1,
    tenant: await maker.evaluate(() => JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage).find((key) => /idtoken/.test(key)))).realm),
    created: new Date().toISOString(),
    from: "Jonas of the helpdesk",
    changes: [
      { identity, wishes: [{ kind: "appRole", api: "00000003-0000-0000-c000-000000000000", value: "Mail.Send" }] },
    ],
  };
  await maker.close();

  const other = await browser.createBrowserContext();
  t.after(() => other.close());
  const page = await other.newPage();
  const link = `${tenant.page}#/draft/${encoded(draft)}`;
  await page.goto(link);
  await says(page, "After you sign in, you'll return to this page.");
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await says(page, "“Jonas of the helpdesk”");
  assert.equal(page.url(), link);
  await page.waitForSelector("table.review tbody tr");
  await page.reload();
  await says(page, "“Jonas of the helpdesk”");
  await page.waitForSelector("table.review tbody tr");
  const items = (await tenant.exchanges()).flatMap((exchange) => exchange.items);
  assert.ok(items.length > 0 && items.every(({ method }) => method === "GET"), "only reads were sent");
  assert.deepEqual(await tenant.read("/ledger"), []);
});
