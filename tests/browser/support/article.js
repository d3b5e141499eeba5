// The whole article in one sitting, from an Automation account without an identity of its own to a receipt that is
// verified on the identity's page: what is pressed is counted, and so is what is sent to Microsoft Graph and Azure. Used
// by what `cargo xtask bench` measures.

import { press, reviewRows, rows, says, windowOf } from "./steps.js";
import { people, registrations, signIn } from "./tenant.js";
import { eventually } from "./waiting.js";

/** The account: one user-assigned identity is attached to it. */
export const ACCOUNT = "aa-guest-review";
export const ATTACHED = "id-guest-invites";
export const GROUP = "rg-runbooks";
export const RESOURCE =
  `/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b/resourceGroups/${GROUP}/providers/Microsoft.Automation/automationAccounts/${ACCOUNT}`;

/** The name of the role that is assigned in the resource group. */
export const AZURE_ROLE = "Contributor";

const READING = ["User.Read", "Application.Read.All", "RoleManagement.Read.Directory", "Directory.Read.All"];
const CHANGING = ["User.Read", "Application.Read.All", "AppRoleAssignment.ReadWrite.All", "RoleManagement.ReadWrite.Directory"];

/** What a user presses, and what is sent meanwhile. A press of a button that opens a window of Microsoft's counts. */
class Counter {
  presses = [];
  #before = 0;

  constructor(page, tenant) {
    this.page = page;
    this.tenant = tenant;
  }

  /** From here on it counts. */
  async begin() {
    this.#before = (await sentTo(this.tenant)).length;
  }

  async press(name) {
    this.presses.push(name);
    await press(this.page, name);
  }

  async windowOf(name) {
    this.presses.push(name);
    return windowOf(this.page, name);
  }

  /** What was sent since then, without the preflights of browsers. */
  async sent() {
    return (await sentTo(this.tenant)).slice(this.#before);
  }
}

/** Everything that was sent to Microsoft Graph and Azure. */
async function sentTo(tenant) {
  const all = await tenant.read("/requests");
  return all.filter(({ host, preflight }) => ["graph.microsoft.com", "management.azure.com"].includes(host) && !preflight);
}

/** What changed something, in order. A batch counts as often as it has changes. */
export async function writes(tenant) {
  const all = (await sentTo(tenant)).flatMap(({ host, method, path, items }) =>
    items?.length ? items.map((item) => ({ host, method: item.method, path: item.url })) : [{ host, method, path }],
  );
  // Two reads are sent with POST: the query of Azure Resource Graph, and the hierarchy of management groups.
  const isRead = ({ method, path }) => method === "GET" || /\$batch|ResourceGraph|getEntities|getByIds|getMemberObjects/.test(path);
  return all.filter((it) => !isRead(it));
}

/** Consents in a window of Microsoft's. */
async function consent(window) {
  // A window that has just been opened has no frame yet.
  await eventually(async () => {
    const button = await window.$("button[name=decision][value=accept]").catch(() => null);
    await button?.click();
    return button;
  }, "consent is given");
}

/** A page on which the account is found by its ID, with Azure connected, as the article begins. */
export async function openAccount(context, tenant) {
  await tenant.change("/consent", { client: registrations.reader, scopes: READING });
  await tenant.change("/consent", { client: registrations.operator, scopes: CHANGING });
  const page = await context.newPage();
  await page.goto(tenant.page);
  await press(page, "Sign in with Microsoft");
  await signIn(page, people.administrator);
  await (await page.waitForSelector("::-p-aria(Find an identity)")).type(RESOURCE);
  await says(page, "Enable an identity on this resource");
  await consent(await windowOf(page, "Connect Azure"));
  await says(page, ATTACHED);
  return page;
}

/** The value of a property of a review, a result or a receipt. */
export const fact = (page, name) =>
  page.evaluate((name) => {
    const found = [...document.querySelectorAll("dl.facts dt")].find((it) => it.textContent.trim() === name);
    return found?.parentElement.querySelector("dd")?.innerText ?? null;
  }, name);

/** Chooses the article's permissions and the Azure role. */
async function chooseEverything(page, press) {
  await press("Add permissions");
  await press("Microsoft 365 automation");
  await press("Add set");
  await press("Add an Azure role");
  await (await page.waitForSelector("#azure-role-search")).type(AZURE_ROLE);
  await press(AZURE_ROLE);
  const offered = () =>
    page.evaluate((group) => [...document.querySelectorAll("main button")].map((it) => it.textContent.trim()).find((name) => name.includes(group)), GROUP);
  await eventually(offered, "the group is offered");
  await press(await offered());
  await says(page, "Your Azure roles allow you to assign roles at this scope.");
  await press("Add to selection");
}

const REVIEW = "Review 8 permissions, 1 Entra role and 1 Azure role";

/** The first run. Gives what it took and the object ID of the identity. */
export async function firstRun(page, tenant) {
  const counter = new Counter(page, tenant);
  await counter.begin();
  await counter.press("Enable an identity on this resource");
  await says(page, "Your Azure roles allow this change.");
  const review = { system: await fact(page, "System-assigned identity"), stays: await fact(page, "Stays attached") };
  await consent(await counter.windowOf("Enable the identity"));
  await says(page, "The identity is ready.");
  const result = { kept: await fact(page, "Still attached"), id: await fact(page, "Object ID") };
  await chooseEverything(page, (name) => counter.press(name));
  await counter.press(REVIEW);
  const reviewed = await reviewRows(page);
  await (await page.waitForSelector("#approve-reason", { visible: true })).type("INC0042");
  await (await page.$("#approve-name"))?.type(ACCOUNT);
  await signIn(await counter.windowOf("Apply 10 changes"), people.administrator);
  await page.waitForSelector("::-p-aria(View identity)");
  await eventually(async () => (await rows(page, "table.outcomes")).length === 10, "the receipt has ten changes");
  const outcomes = (await rows(page, "table.outcomes")).map(([, outcome]) => outcome);
  await page.waitForFunction(() => document.querySelector("main").textContent.includes("Connect-MgGraph -Identity"));
  const lines = await page.evaluate(() => document.querySelector("main").textContent);
  await counter.press("View identity");
  await page.waitForSelector("table.holdings");
  await page.waitForFunction(() => !document.querySelector(".waiting, [aria-busy=true]"));
  return { review, result, reviewed, outcomes, lines, presses: counter.presses, exchanges: await counter.sent() };
}

/** The second run: everything is there, and there is nothing to apply. */
export async function secondRun(page, tenant) {
  const counter = new Counter(page, tenant);
  await counter.begin();
  await chooseEverything(page, (name) => counter.press(name));
  await counter.press(REVIEW);
  const reviewed = await reviewRows(page);
  return { verdicts: reviewed.map(([, verdict]) => verdict), presses: counter.presses, exchanges: await counter.sent() };
}
