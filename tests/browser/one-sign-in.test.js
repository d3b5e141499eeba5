// One sign-in heals the page: whatever waits for a token, for consent or for a role is loaded by itself once the user
// has signed in, consented or activated the role, and only one window opens for all of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LAZY, applyAs, lookedAt, profileToApply, receipt, reviewing, stepUp } from "./support/applying.js";
import { freshProfile, signedIn, tenant } from "./support/in-tenant.js";
import { assure, loadLogs, openIdentity, press, reviewRows, says, windowOf } from "./support/steps.js";
import { showSection } from "./support/tabs.js";
import { people, registrations, signIn, submit } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

/** An identity that has something of everything. */
const FULL = "id-hr-sync";
const PRIVILEGED_ROLE_ADMINISTRATOR = "e8611ab8-c189-46e8-94e1-60213ab1f814";
const REPORTS_READER = "4a5d8f65-41da-4de4-8968-e035b65339cf";
const ALL_SCOPES = [
  "User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Directory.Read.All", "GroupMember.Read.All", "AuditLog.Read.All",
];

/** A page on which a person is signed in, with these scopes consented for everybody, and the windows that it opens. */
async function opened(t, { scopes = ALL_SCOPES, person = people.administrator } = {}) {
  const context = await freshProfile(t);
  await tenant.change("/consent", { client: registrations.reader, scopes });
  const page = await signedIn(context, { person });
  const windows = [];
  page.on("popup", (window) => windows.push(window));
  return { page, windows };
}

/** How often the page says something. */
const times = (page, text) => page.evaluate((text) => document.body.textContent.split(text).length - 1, text);

/** What a part of the page says. */
const said = (page, part) =>
  page.evaluate((part) => document.querySelector(`section[aria-label="${part}"]`)?.textContent ?? "", part);

const partSays = (page, part, words) =>
  eventually(async () => (await said(page, part)).includes(words), `“${part}” says “${words}”`);

/** Presses the first button of this name in the page's content. */
async function pressFirst(page, name) {
  const found = await page.waitForSelector(`main ::-p-aria([name="${name}"][role="button"])`, { visible: true });
  await found.click();
}

/** What each part shows once it is loaded. */
async function everythingIsThere(page) {
  await partSays(page, "Application permissions", "User.ManageIdentities.All");
  await partSays(page, "Entra roles", "Exchange Administrator");
  await partSays(page, "Groups", "sg-hr-integrations");
  await partSays(page, "Owned objects", "Halden HR Export");
  await partSays(page, "Delegated permissions", "Mail.Read");
  await partSays(page, "Federated credentials", "repo:halden-logistics/hr-sync");
  await partSays(page, "Owners", "Maren Solberg");
}

/** The claims of the last request to Entra's sign-in page. */
async function claimsOfLastWindow() {
  const asked = (await tenant.read("/requests")).filter(({ path }) => path.includes("/authorize"));
  return new URL(asked.at(-1).path, "https://login.microsoftonline.com").searchParams.get("claims") ?? "";
}

test("a renewal that is refused takes one window with the demanded claims, and then every part loads by itself", async (t) => {
  const { page, windows } = await opened(t);
  await openIdentity(page, FULL);
  await everythingIsThere(page);
  await tenant.change("/conditional-access", { multiFactor: true });
  await tenant.change("/clock", { seconds: 2 * 3600 });
  await page.evaluate(() => (location.hash = "#/settings"));
  await page.goBack();
  await eventually(async () => (await times(page, "Your sign-in has ended")) >= 1, "the page says that the sign-in has ended");
  const window = new Promise((resolve) => page.once("popup", resolve));
  await pressFirst(page, "Sign in");
  await submit(await window, "button[name=proof]");
  await everythingIsThere(page);
  await eventually(async () => (await times(page, "Your sign-in has ended")) === 0, "no part waits any longer");
  assert.equal(windows.length, 1, "one window for all parts");
  assert.match(await claimsOfLastWindow(), /capolids/, "the claims of the refusal reached the sign-in page");
});

test("a claims challenge to reading takes one window for every part of the page", async (t) => {
  const { page, windows } = await opened(t);
  await openIdentity(page, FULL);
  await everythingIsThere(page);
  await page.evaluate(() => (location.hash = "#/rights"));
  await page.waitForSelector("table.tasks");
  await tenant.change("/conditional-access", { context: "c1", multiFactor: false, writesOnly: false });
  await page.goBack();
  await eventually(async () => (await times(page, "requires you to confirm your sign-in")) >= 1, "the page asks to confirm the sign-in");
  const window = new Promise((resolve) => page.once("popup", resolve));
  await pressFirst(page, "Continue sign-in");
  await submit(await window, "button[name=proof]");
  await eventually(async () => (await times(page, "requires you to confirm your sign-in")) === 0, "no part waits any longer");
  assert.match(await claimsOfLastWindow(), /"acrs".*"c1"/);
  await everythingIsThere(page);
  assert.equal(windows.length, 1, "one window for all parts");
});

test("a session that could not be renewed after a reload signs in with the demanded claims", async (t) => {
  const { page } = await opened(t);
  await tenant.change("/conditional-access", { multiFactor: true });
  // The library takes a token whose end is near for one that has to be renewed.
  await page.evaluate(() => {
    for (const key of Object.keys(sessionStorage).filter((key) => key.includes("accesstoken"))) {
      const token = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.setItem(key, JSON.stringify({ ...token, expiresOn: "1", extendedExpiresOn: "1" }));
    }
  });
  await page.reload();
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator, { approve: true });
  await page.waitForSelector("::-p-aria(Find an identity)");
  assert.match(await claimsOfLastWindow(), /capolids/);
});

for (const [what, identity, part, name] of [
  ["groups", "adf-warehouse", "Groups", "sg-role-report-writers"],
  ["administrative units", "func-onboarding-prod", "Delegated permissions", "Oslo depot"],
]) {
  test(`consent in one part names ${what} in the others, without a refresh`, async (t) => {
    const { page, windows } = await opened(t, { scopes: ["User.Read", "Application.Read.All", "RoleManagement.Read.Directory"] });
    await openIdentity(page, identity);
    await partSays(page, "Entra roles", identity === "adf-warehouse" ? "Reports Reader" : "User Administrator");
    assert.equal((await said(page, "Entra roles")).includes(name), false, "the name needs consent");
    const window = new Promise((resolve) => page.once("popup", resolve));
    await showSection(page, part);
    await (await page.waitForSelector(`section[aria-label="${part}"] .button.primary`)).click();
    await submit(await window, "button[name=decision][value=accept]");
    await partSays(page, "Entra roles", name);
    assert.equal(windows.length, 1);
  });
}

test("a role that was activated meanwhile opens every part that was denied, by one press", async (t) => {
  const { page, windows } = await opened(t, { person: people.helpdesk });
  await openIdentity(page, FULL);
  await loadLogs(page);
  await partSays(page, "Sign-ins", "Access denied.");
  await partSays(page, "Audit log", "Access denied.");
  await tenant.change(`/people/${people.helpdesk}/roles`, [REPORTS_READER]);
  await (await page.waitForSelector('section[aria-label="Sign-ins"] .notice .button')).click();
  await partSays(page, "Sign-ins", "Succeeded");
  await partSays(page, "Audit log", "Revoked Mail.ReadWrite");
  assert.equal(windows.length, 0, "no window was needed");
});

test("a row that says that a role is missing follows the activation", async (t) => {
  const page = await reviewing(t, ["Policy.Read.All"], { person: people.eligible });
  await applyAs(page, 1, people.eligible);
  await receipt(page);
  await says(page, "You're eligible for Privileged Role Administrator, but the role isn't active.");
  await tenant.change(`/people/${people.eligible}/roles`, [PRIVILEGED_ROLE_ADMINISTRATOR]);
  // The user follows the link to another tab and comes back.
  const link = await page.waitForSelector("::-p-aria(Activate a role in the Entra admin center (opens in a new tab))");
  await link.evaluate((link) => {
    link.addEventListener("click", (event) => event.preventDefault(), { once: true });
    link.click();
  });
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await says(page, "You have Privileged Role Administrator, which normally allows this.");
});

/** A page that has reviewed the role Groups Administrator for eight hours. */
async function reviewingTimeBoundRole(t) {
  const context = await profileToApply(t);
  await tenant.change("/consent", {
    client: registrations.operator,
    scopes: ["RoleAssignmentSchedule.ReadWrite.Directory", "RoleManagement.ReadWrite.Directory"],
  });
  const page = await signedIn(context);
  await openIdentity(page, LAZY);
  await press(page, "Add permissions");
  const role = "Groups Administrator";
  await (await page.waitForSelector('::-p-aria([name="Search permissions and Entra roles"][role="searchbox"])')).type(role);
  await eventually(
    () =>
      page.evaluate((role) => {
        const boxes = [...document.querySelectorAll("input[type=checkbox]")];
        const box = boxes.find((box) => (box.getAttribute("aria-label") ?? box.labels?.[0]?.textContent ?? "").startsWith(role));
        if (box && !box.checked) box.click();
        return Boolean(box?.checked);
      }, role),
    `${role} is chosen`,
  );
  await (await page.waitForSelector(`::-p-text(Scope and duration: ${role})`)).click();
  const time = await page.waitForSelector(`::-p-aria(Duration: ${role})`);
  await time.select(await time.evaluate((select) => [...select.options].find((it) => it.textContent === "8 hours").value));
  await press(page, "Review 1 Entra role");
  await reviewRows(page);
  if (await page.$("#approve-name")) await assure(page, LAZY);
  return page;
}

/** Fills a field in. */
const fill = async (page, label, text) => (await page.waitForSelector(`::-p-aria([name="${label}"][role="textbox"])`)).type(text);

/** What was sent to assign roles for a time. */
const assigned = async () => (await tenant.read("/ledger")).filter(({ change }) => change !== "granted").length;

test("a time-bound role that requires a ticket asks for it and goes through with it", async (t) => {
  const page = await reviewingTimeBoundRole(t);
  await tenant.change("/role-settings", { ticket: true });
  await applyAs(page, 1);
  await says(page, "The role's settings in Privileged Identity Management require a ticket.");
  assert.equal(await page.evaluate(() => document.body.innerText.includes("shorter duration")), false);
  assert.equal(await assigned(), 0);
  await fill(page, "Ticket number", "INC42");
  await fill(page, "Ticket system", "ServiceNow");
  await lookedAt();
  await press(page, "Continue");
  await says(page, "1 added");
  assert.equal(await assigned(), 1);
});

for (const [how, settings] of [
  ["multifactor authentication", { multiFactor: true }],
  ["an authentication context, which it asks for in the message of its refusal", { context: "c1" }],
]) {
  test(`a time-bound role that requires ${how} takes one window and goes through`, async (t) => {
    const page = await reviewingTimeBoundRole(t);
    await tenant.change("/role-settings", settings);
    await applyAs(page, 1);
    await says(page, "Your organization requires you to confirm your sign-in for this.");
    assert.equal(await assigned(), 0);
    await stepUp(page);
    await says(page, "1 added");
    assert.match(await claimsOfLastWindow(), settings.context ? /"acrs".*"c1"/ : /"amr".*"mfa"/);
  });
}
