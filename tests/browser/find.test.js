// From whatever people paste to the page of the identity that is meant, without a look at the list.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openSample, start } from "./support/sample-page.js";
import { press, says } from "./support/steps.js";
import { openChromium, openTenant, people, signIn } from "./support/tenant.js";

const SUBSCRIPTION = "c5a7428e-90d1-4f62-b3e8-6d24f7019a3b";
const RESOURCE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-automation/providers/Microsoft.Automation/automationAccounts/aa-m365-lifecycle`;

test("a pasted id or portal address leads to the identity, and Enter opens it", async (t) => {
  const { page, errors } = await openSample(await start(t));
  const search = page.getByLabel("Find an identity");
  await search.fill("aa-m365-lifecycle");
  const href = await page.getByRole("link", { name: "aa-m365-lifecycle", exact: true }).getAttribute("href");
  const id = href.split("/").at(-1);
  await page.goto(page.url().split("#")[0] + href);
  const appId = await page.locator("dl.facts .id").nth(1).textContent();
  for (const pasted of [
    id,
    appId.toUpperCase(),
    RESOURCE,
    RESOURCE.toLowerCase(),
    `https://portal.azure.com/#@halden.example/resource${RESOURCE}/msi`,
    `https://portal.azure.com/#view/Microsoft_Azure_Automation/AccountBlade/id/${encodeURIComponent(RESOURCE)}`,
    `https://entra.microsoft.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Permissions/objectId/${id}/appId/${appId}`,
    `portal.azure.com/#blade/Microsoft_AAD_IAM/ManagedAppMenuBlade/Overview/appId/${appId}`,
    "lifecycle aa rg-automation",
  ]) {
    await page.getByRole("link", { name: "Identities" }).first().click();
    await search.fill(pasted);
    await page.getByText(/^1 of \d+ managed identities$/).first().waitFor();
    await search.press("Enter");
    await page.getByRole("heading", { level: 1, name: "aa-m365-lifecycle" }).waitFor();
    assert.ok(page.url().endsWith(href), pasted);
  }
  await page.getByRole("link", { name: "Identities" }).first().click();
  await search.fill(RESOURCE.replace("aa-m365-lifecycle", "nobody"));
  await page.getByText("No managed identity belongs to this Azure resource").waitFor();
  assert.deepEqual(errors, []);
});

test("a resource that only uses an identity leads to it, once Azure is connected", async (t) => {
  const tenant = await openTenant();
  const browser = await openChromium(tenant);
  t.after(async () => {
    await browser.close();
    tenant.close();
  });
  const app = `/subscriptions/2d9c6b10-54f7-4c3e-9b1a-70c1e85a4d21/resourceGroups/RG-Delivery/providers/Microsoft.Web/sites/app-customs`;
  const find = async (deployment, pasted) => {
    await tenant.change("/reset", { deployment });
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(tenant.page);
    await press(page, "Sign in with Microsoft");
    await signIn(page, people.administrator);
    const search = await page.waitForSelector("::-p-aria(Find an identity)");
    await search.type(pasted);
    await says(page, "No managed identity belongs to this Azure resource");
    return page;
  };
  const page = await find("reader-operator", `https://portal.azure.com/#@halden.example/resource${app}/msi`);
  await says(page, "Azure isn't connected.");
  const opened = new Promise((resolve) => page.once("popup", resolve));
  await press(page, "Connect Azure");
  await (await (await opened).waitForSelector("button[name=decision][value=accept]")).click();
  await press(page, "id-halden-deploy");
  await page.waitForSelector("::-p-aria([name='id-halden-deploy'][role='heading'])");

  const reader = await find("read-only", app);
  await says(reader, "This deployment doesn't connect to Azure.");
  await says(reader, "In the Azure portal, see Identity > User assigned");
});

test("the links out lead to the portals of this cloud, and say which identity", async (t) => {
  const { page } = await openSample(await start(t));
  await page.getByLabel("Find an identity").fill("aa-m365-lifecycle");
  await page.getByLabel("Find an identity").press("Enter");
  await page.getByRole("link", { name: /^Open in the Azure portal/ }).waitFor();
  const id = page.url().split("/").at(-1);
  const links = await page.locator(".actions.out a").evaluateAll((all) => all.map(({ href, rel, target }) => ({ href, rel, target })));
  assert.equal(links.length, 3);
  assert.ok(links.every(({ rel, target }) => rel === "noopener noreferrer" && target === "_blank"));
  assert.ok(links[0].href.startsWith(`https://entra.microsoft.com/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/${id}/`));
  assert.ok(links[1].href.includes(`/ManagedAppMenuBlade/~/Permissions/objectId/${id}/`));
  const tenant = "7f3a1c52-9d04-4e6b-8a17-2c5e90d1b640";
  assert.ok(links[2].href.startsWith(`https://portal.azure.com/#@${tenant}/resource/subscriptions/${SUBSCRIPTION}/`), links[2].href);
});
