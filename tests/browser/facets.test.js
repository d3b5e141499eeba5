// What the page of one identity says on the sample tenant: everything at once, each part with an address of its own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openIdentity, openSample, section, start } from "./support/sample-page.js";

test("roles are told apart by the way in, by where they count and for how long", async (t) => {
  const place = await start(t);
  const { page, errors } = await openSample(place);
  const roles = async (identity, role) => {
    await page.getByRole("link", { name: "Identities" }).first().click();
    await openIdentity(page, identity);
    return row(page, "Entra roles", role);
  };
  const [, through, lasting] = await roles("adf-warehouse", "Reports Reader");
  assert.deepEqual([through, lasting], ["Group: sg-role-report-writers", "Permanent"]);
  const boxes = (await section(page, "Entra roles")).getByRole("checkbox");
  assert.equal(await boxes.count(), 0, "what comes through a group cannot be taken from the identity");
  const [, way, , where] = await roles("func-onboarding-prod", "User Administrator");
  assert.equal(way, "Direct");
  assert.match(where, /^Oslo depot \(Administrative unit /);
  assert.match((await roles("vmss-build-agents", "Application Administrator"))[3], /^Halden Order Portal \(Application /);
  assert.match((await roles("id-tenant-documentation", "Global Reader"))[2], /^From \d{4}-\d\d-\d\d, ends \d{4}/);
  const [, , , everywhere] = await roles("id-halden-deploy", "Halden Credential Rotator");
  assert.equal(everywhere, "Directory (tenant-wide)");
  await (await section(page, "Entra roles")).getByText("Custom role").waitFor();
  assert.deepEqual(errors, []);
});

test("Azure roles say where they count in words, how they arrive, and what is not known", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "LazyAutomationAccount");
  const [, where, way, own] = await row(page, "Azure roles", "Reader");
  assert.deepEqual(
    [where, way, own],
    ["Halden Corporate IT (subscription)", "Group: sg-automation-corporateRemove the role assignment from the group in the Azure portal, or remove the identity from the group.", "Inherited"],
  );
  const azure = await section(page, "Azure roles");
  await azure.getByText("Azure shows only what you can read").waitFor();
  const control = await section(page, "Who can use this identity");
  await control.getByText("Anyone who can edit or start a runbook").waitFor();
  assert.deepEqual((await row(page, "Who can use this identity", "sg-integration-team")).slice(0, 2), ["Group", "Automation Contributor"]);
  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "id-halden-deploy");
  assert.equal((await row(page, "Azure roles", "Owner"))[1], "Halden Logistics (management group)");
  assert.equal((await row(page, "Who can use this identity", "app-customs"))[0], "Web app or function app");
  assert.deepEqual(errors, []);
});

test("the helpdesk, who may not look into Azure, is not told that there is nothing", async (t) => {
  const { page } = await openSample(await start(t), "#/settings");
  await page.getByRole("button", { name: "Helpdesk" }).click();
  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "LazyAutomationAccount");
  await (await section(page, "Azure roles")).getByText("No Azure role assignments in the scopes you can read.").waitFor();
});

test("the access map counts what there is as a drawing and as a list, and each node leads to its section", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "id-hr-sync");
  await page.getByText("Access map as a list").click();
  const map = page.getByRole("region", { name: "Access map" });
  const drawn = () =>
    page.locator("svg.access-map.wide a").evaluateAll((all) =>
      all.map((node) => [node.getAttribute("href"), node.querySelector("title").textContent]),
    );
  await map.getByRole("link", { name: "Microsoft Graph" }).first().waitFor();
  await map.getByText("Loading").first().waitFor({ state: "hidden" });
  const listed = await map.getByRole("listitem").evaluateAll((all) =>
    all.map((item) => [item.querySelector("a").getAttribute("href"), item.querySelector("a").textContent]),
  );
  const nodes = await drawn();
  assert.deepEqual(listed.map(([href]) => href), nodes.map(([href]) => href), "the list has the nodes of the drawing");
  assert.ok(listed.every(([, name], at) => nodes[at][1].startsWith(name)), nodes.join("\n"));
  const item = (name) => map.getByRole("listitem").filter({ hasText: name });
  await item("Microsoft Graph").first().getByText("21 permissions").waitFor();
  await item("Exchange Administrator").getByText("Tier 1").waitFor();
  for (const [name, heading, address] of [
    ["Exchange Administrator", "Entra roles", "directory-roles"],
    ["sg-hr-integrations", "Groups", "groups"],
    ["Maren Solberg", "Owners", "owners"],
  ]) {
    await page.getByRole("navigation", { name: "Sections of this identity" }).getByRole("link", { name: "Overview" }).click();
    await map.getByRole("link", { name, exact: true }).click();
    await page.waitForURL(new RegExp(`/${address}$`));
    await page.waitForFunction((heading) => document.activeElement.textContent === heading, heading);
  }
  const address = page.url();
  await page.reload();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await page.waitForFunction(() => document.activeElement.textContent === "Owners");
  assert.equal(page.url(), address);
  await page.goBack();
  await page.waitForURL(/#\/identity\/[0-9a-f-]{36}$/);
  await map.waitFor();
  assert.deepEqual(errors, []);
});

test("each tab has an address, and what is on a closed tab is neither seen nor heard, but printed", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "id-hr-sync");
  const tabs = page.getByRole("navigation", { name: "Sections of this identity" });
  const overview = page.url();
  for (const [tab, address, section] of [
    ["Permissions", "permissions", "Application permissions"],
    ["Azure", "azure", "Azure roles"],
    ["Who can use it", "users", "Who can use this identity"],
    ["Activity", "activity", "Timeline"],
  ]) {
    const link = tabs.getByRole("link", { name: tab });
    await link.click();
    await page.waitForURL(`${overview}/${address}`);
    assert.equal(await link.getAttribute("aria-current"), "page");
    assert.ok(await link.evaluate((it) => it === document.activeElement), "the focus stays on the tab");
    await page.getByRole("region", { name: section, exact: true }).waitFor();
    assert.equal(await page.getByRole("region", { name: "Access map" }).count(), 0);
  }
  const timeline = page.getByRole("region", { name: "Timeline" });
  await timeline.getByRole("row", { name: /Permission granted.*Microsoft Graph/ }).first().waitFor();
  await page.emulateMedia({ media: "print" });
  for (const name of ["Access map", "Application permissions", "Azure roles", "Owners", "Timeline"]) {
    await page.getByRole("region", { name, exact: true }).waitFor();
  }
  assert.deepEqual(errors, []);
});

test("the access map is saved as a drawing that runs no script and asks for nothing", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await page.getByLabel("Find an identity").fill("parcels");
  await page.locator("tr.item a").click();
  const save = page.getByRole("button", { name: "Save as SVG" });
  const [saved] = await Promise.all([page.waitForEvent("download"), save.click()]);
  assert.match(saved.suggestedFilename(), /^access-map-[0-9a-f-]{36}-\d{4}-\d\d-\d\d\.svg$/);
  const text = await readFile(await saved.path(), "utf8");
  // The page's policy lets no text be read as markup, so another page reads it.
  const reader = await page.context().newPage();
  const read = await reader.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, "image/svg+xml");
    const all = [...file.querySelectorAll("*")];
    return {
      error: file.querySelector("parsererror")?.textContent,
      names: [...new Set(all.map((it) => it.localName))].sort(),
      attributes: all.flatMap((it) => [...it.attributes].map(({ name }) => name)),
      title: file.querySelector("title")?.textContent,
    };
  }, text);
  assert.equal(read.error, undefined);
  assert.deepEqual(read.names, ["g", "path", "rect", "svg", "text", "title"]);
  assert.ok(read.attributes.every((name) => !/^on|href|style|src/.test(name)), read.attributes.join());
  assert.equal(read.title, "Access map of 📦 parcels & returns #1 ⟨U+200F⟩(test)");
  assert.deepEqual(errors, []);
});

test("1,001 permissions of 12 APIs are all there, grouped, and a search makes none of them anew", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "id-load-test-1001-permissions");
  const part = await section(page, "Application permissions");
  await part.getByText("1,001 permissions, 12 APIs").waitFor();
  assert.deepEqual([await part.getByRole("table").count(), await part.locator("tbody tr").count()], [12, 1001]);
  const all = await part.locator("tbody th .strong").allTextContents();
  const [copied, isFound] = await page.evaluate((last) => {
    getSelection().selectAllChildren(document.querySelector("main"));
    const copied = getSelection().toString();
    getSelection().removeAllRanges();
    return [copied, window.find(last)];
  }, all.at(-1));
  assert.deepEqual(all.filter((name) => !copied.includes(name)), [], "rows far below the screen are copied as well");
  assert.ok(isFound, "and the browser's own search finds them");
  const session = await page.context().newCDPSession(page);
  const heard = async (role) => {
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    return nodes.filter((it) => it.role?.value === role && !it.ignored).map(({ name }) => name?.value);
  };
  const heads = await heard("rowheader");
  const elsewhere = [heads.length - 1001, (await heard("row")).length - 1001 - 12];
  assert.deepEqual(all.filter((name) => !heads.some((it) => it?.includes(name))), [], "and those who listen hear of them");
  await page.evaluate(() => {
    window.made = 0;
    const count = (changes) => (window.made += changes.reduce((sum, it) => sum + it.addedNodes.length, 0));
    for (const body of document.querySelectorAll("tbody")) new MutationObserver(count).observe(body, { childList: true, subtree: true });
  });
  await part.getByLabel("Find a permission").pressSequentially("mail read graph");
  await part.getByText(/^\d+ of 1,001 permissions, 12 APIs$/).waitFor();
  await page.waitForURL(/permissions\?q=mail%20read%20graph$/);
  const notHidden = "#part-permissions tbody tr:not([hidden])";
  await page.waitForFunction((rows) => document.querySelectorAll(rows).length < 60, notHidden);
  const found = await page.locator(`${notHidden} th .strong`).allTextContents();
  assert.ok(found.includes("Mail.Read"), found.join());
  assert.equal(await page.evaluate(() => window.made), 0, "rows are hidden and shown, not made");
  const tables = await part.getByRole("table").count();
  const stillHeard = [(await heard("rowheader")).length, (await heard("row")).length];
  const wanted = [elsewhere[0] + found.length, elsewhere[1] + found.length + tables];
  assert.deepEqual(stillHeard, wanted, "what is left out is not heard");
  const leftOut = all.findLast((name) => !found.some((it) => it.includes(name)));
  const [text, isLeftOutFound] = await page.evaluate((name) => {
    getSelection().selectAllChildren(document.querySelector("main"));
    const text = getSelection().toString();
    getSelection().removeAllRanges();
    return [text, window.find(name)];
  }, leftOut);
  assert.deepEqual([text.includes(leftOut), isLeftOutFound], [false, false], "nor copied, nor found by the browser's search");
  const heights = await part.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
  assert.equal(heights.filter((height) => height > 0).length, found.length, "and takes no room");
  await part.getByLabel("Tier", { exact: true }).selectOption("Tier 1");
  await page.waitForURL(/permissions\?q=mail%20read%20graph&tier=1$/);
  await page.waitForFunction(([rows, before]) => document.querySelectorAll(rows).length < before, [notHidden, found.length]);
  const address = page.url();
  await page.reload();
  await page.getByRole("button", { name: "Open the sample tenant" }).click();
  await part.getByText(/^\d+ of 1,001 permissions, 12 APIs$/).waitFor();
  assert.equal(await part.getByLabel("Find a permission").inputValue(), "mail read graph");
  assert.equal(page.url(), address);
  await part.getByLabel("Find a permission").fill("no such permission");
  await part.getByText("No permissions match your search.").waitFor();
  await page.waitForFunction((rows) => !document.querySelector(rows), notHidden);
  await part.getByLabel("Tier", { exact: true }).selectOption("All");
  await part.getByLabel("Find a permission").fill("");
  await page.waitForFunction((rows) => document.querySelectorAll(rows).length === 1001, notHidden);
  assert.deepEqual(errors, []);
});

test("a permission says what it is called, what it allows, and what became of it", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "func-order-sync");
  let part = await section(page, "Application permissions");
  await part.getByRole("row", { name: /Orders\.Export\.All/ }).getByText("Disabled by the API").waitFor();
  await part.getByText("This identity keeps the permission, also in its access tokens, until you revoke it.").first().waitFor();
  await part.getByText("Permission no longer exists").waitFor();
  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "func-payroll-bridge");
  part = await section(page, "Application permissions");
  await part.getByText("The API was deleted from this tenant").waitFor();
  const [, what] = await row(page, "Application permissions", "User.Read.All");
  assert.match(what, /^Read .+Allows the app to read/);
  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "ca-route-planner");
  part = await section(page, "Application permissions");
  await part.getByText("Default access").waitFor();
  assert.deepEqual(errors, []);
});

test("sign-ins and changes are shown with what limits the knowledge", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "id-hr-sync");
  const status = page.getByRole("region", { name: "Status" });
  await status.getByRole("link", { name: "Not loaded: open Activity to load the logs" }).click();
  const part = page.getByRole("region", { name: "Sign-ins" });
  await part.getByRole("row").nth(1).waitFor();
  await part.getByText("Logs are kept for 30 days").waitFor();
  await part.getByText("beta API").waitFor();
  const changes = page.getByRole("region", { name: "Audit log" });
  await changes.getByText("Revoked Mail.ReadWrite of Microsoft Graph").waitFor();
  await changes.getByText("Logs are kept for").waitFor();
  assert.deepEqual(errors, []);
});

test("combinations that are not what they seem are named, with the names of their roles", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "func-sharepoint-archive");
  const summary = page.getByRole("region", { name: "Privilege tier" });
  await summary.getByText("Sites.Selected of Microsoft Graph limits nothing").waitFor();
  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "func-onboarding-prod");
  await summary.getByText("The role User Administrator is scoped").waitFor();
  assert.deepEqual(errors, []);
});

test("what is to be done in Exchange and SharePoint is a checklist with commands", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "aa-exchange-reports");
  let part = await section(page, "Exchange and SharePoint");
  await part.getByRole("heading", { name: "Exchange Online PowerShell" }).waitFor();
  const states = await part.locator("li .badge").allTextContents();
  assert.deepEqual(states, ["Done", "To do", "Check manually"]);
  await part.getByText("Connect-ExchangeOnline -ManagedIdentity").waitFor();
  await page.getByRole("link", { name: "Identities" }).first().click();
  await openIdentity(page, "id-spare");
  part = await section(page, "Exchange and SharePoint");
  await part.getByText("No additional setup needed").waitFor();
  assert.deepEqual(errors, []);
});

/** What a part's table says of one thing. */
async function row(page, part, name) {
  const cells = (await section(page, part)).getByRole("row", { name: new RegExp(`^(Select )?${name}`) });
  await cells.first().waitFor();
  return cells.first().getByRole("cell").allTextContents();
}
