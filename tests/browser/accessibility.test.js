// axe finds nothing on any screen, in both themes, wide and narrow, with every rule on.

import { test } from "node:test";
import { check } from "./support/axe.js";
import { assure, chooseGraph, openIdentity, openSample, section, start } from "./support/sample-page.js";

const ACCOUNT =
  "/subscriptions/c5a7428e-90d1-4f62-b3e8-6d24f7019a3b/resourceGroups/rg-runbooks/providers/Microsoft.Automation/automationAccounts/aa-guest-review";
/** The object ID of an application of the sample tenant. */
const APPLICATION = "1aff88e8-1bfd-4828-b91f-efd4bec119cc";

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 375]) {
    test(`axe finds nothing, ${colorScheme}, ${width} pixels wide`, async (t) => {
      const place = await start(t);
      const options = { colorScheme, viewport: { width, height: 800 }, bypassCSP: true };
      await signedOut(place, options);
      const { page } = await openSample(place, "#/identities", options);
      await page.locator("tr.item").first().waitFor();
      await check(page, "the identities");
      await page.getByLabel("Find an identity").fill("no such name");
      await page.getByText("No identities found").waitFor();
      await check(page, "no identity");
      await page.getByLabel("Find an identity").fill(APPLICATION);
      await page.getByText("Enterprise application", { exact: true }).waitFor();
      await check(page, "the answer to an ID");
      await page.getByLabel("Find an identity").press("Enter");
      await page.getByText("Read-only: Bestow changes managed identities only.").waitFor();
      await page.locator("dl.facts").first().waitFor();
      await check(page, "an enterprise application");
      await page.getByRole("link", { name: "Identities" }).first().click();
      await openIdentity(page, "aa-m365-lifecycle");
      await page.locator("svg.access-map:visible .map-name").first().waitFor();
      await page.getByText("Access map as a list").click();
      await check(page, "an identity");
      for (const name of ["Application permissions", "Azure roles", "Who can use this identity", "Timeline"]) {
        await section(page, name);
        await page.getByRole("table").first().waitFor();
        await check(page, name);
      }
      await page.getByRole("link", { name: "Add permissions" }).click();
      await page.locator(".option").first().waitFor();
      await page.getByText("Paste a list or script").click();
      await page.getByLabel("Text with permissions").fill("User.ReadWrite.All, Nobody.Knows, Mail.Send, AppCatalog.Read.All");
      await page.getByRole("button", { name: "Add to selection" }).click();
      await check(page, "choosing");
      await page.getByRole("button", { name: "Send mail", exact: true }).click();
      await page.getByRole("region", { name: "Send mail", exact: true }).getByText("Mail.Send").waitFor();
      await check(page, "the card of a set");
      await page.getByRole("button", { name: /^Review \d/ }).click();
      await page.locator("table.review").waitFor();
      await check(page, "the review");
      await chooseGraph(page);
      await assure(page, "aa-m365-lifecycle");
      await page.getByRole("button", { name: /^Apply \d/ }).click();
      await page.getByRole("heading", { name: /^Receipt/ }).waitFor();
      await check(page, "the receipt");
      await page.evaluate(() => (location.hash = "#/new-identity?job=create"));
      await page.getByLabel("Name", { exact: true }).fill("-x");
      await page.getByText("Enter 3 to 120 characters.").waitFor();
      await check(page, "creating an identity");
      await page.evaluate((account) => (location.hash = `#/new-identity?job=enable&resource=${encodeURIComponent(account)}`), ACCOUNT);
      // Another choice on the same page is reviewed by a click.
      await page.getByRole("button", { name: "Review", exact: true }).click();
      await page.locator("dl.facts").waitFor();
      await check(page, "the review of an identity");
      await page.getByRole("button", { name: "Enable the identity", exact: true }).click();
      await page.getByRole("heading", { name: "Result" }).waitFor();
      await check(page, "the result of an identity");
      await page.getByRole("link", { name: "Settings" }).click();
      await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
      await page.locator("dl.facts").waitFor();
      await check(page, "the settings");
      await page.getByRole("link", { name: "Permission sets" }).click();
      await page.locator("table.sets .badge").first().waitFor();
      await check(page, "the permission sets");
      await page.getByRole("link", { name: "Exchange recipients" }).click();
      await page.locator("table.set-contents").waitFor();
      await page.getByLabel("Select an identity").fill("id-profile");
      await page.getByRole("button", { name: "Find", exact: true }).click();
      await page.locator(".candidates li").first().waitFor();
      await check(page, "a permission set");
      await page.getByRole("link", { name: "Duplicate" }).click();
      await page.getByRole("button", { name: "Save", exact: true }).waitFor();
      await check(page, "a set in the making");
      await page.getByRole("link", { name: "My roles" }).click();
      await page.locator("table.tasks").waitFor();
      await check(page, "the person's rights");
      await page.getByRole("link", { name: "Change requests" }).click();
      await page.getByLabel("Change request file").setInputFiles({
        name: "draft.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify(draftOf())),
      });
      await page.locator("table.review").waitFor();
      await check(page, "a shared draft");
      await reviewed(page);
    });
  }
}

/** The review of the tenant, in every view. */
async function reviewed(page) {
  await page.getByRole("link", { name: "Tenant review" }).click();
  await page.getByText("Complete", { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: /^Select / }).first().check();
  await check(page, "the review of the tenant");
  for (const view of ["Findings", "By permission", "Changes (drift)", "Baseline", "Report and export"]) {
    await page.getByRole("navigation", { name: "Views of the review" }).getByRole("link", { name: view }).click();
    await page.locator("section.card, table.thing-table").first().waitFor();
    await check(page, view);
  }
}

/** A draft for the tenant and an identity of the sample, as somebody would send it. */
function draftOf() {
  const tenant = "7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640";
  const api = "00000003-0000-0000-c000-000000000000";
  const wishes = ["Mail.Send", "User.ReadWrite.All", "No.Such.Role"].map((value) => ({ kind: "appRole", api, value }));
  const identity = "555b2630-e5c0-4cfe-9e2b-bb6234043827";
  return { bestowDraft: 1, tenant, created: new Date().toISOString(), from: "Jonas", changes: [{ identity, wishes }] };
}

async function signedOut({ site, browser }, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  for (const hash of ["#/", "#/connect", "#/settings", "#/identities", "#/nowhere"]) {
    await page.goto(site.url + hash);
    await page.locator("h1:not(#shell h1)").waitFor();
    await check(page, hash);
  }
  await context.close();
}
