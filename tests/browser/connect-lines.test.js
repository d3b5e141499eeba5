// The lines that connect as an identity, and the line that says whether it works yet.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdentity, openSample, start } from "./support/sample-page.js";

test("the tab of the identity's own host is selected, and the others are reached by keyboard", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "aa-m365-lifecycle");
  const code = page.getByRole("region", { name: "Use it in your code" });
  const selected = code.locator("[role=tab][aria-selected=true]");
  assert.equal(await selected.textContent(), "Automation");
  await code.getByText("-Organization 'halden.onmicrosoft.com'").waitFor();
  await selected.focus();
  await page.keyboard.press("End");
  assert.equal(await selected.textContent(), "GitHub Actions");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "GitHub Actions");
  await code.getByText("can't have federated credentials").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await selected.textContent(), "Function App");
  await code.locator("select").selectOption({ label: "Python" });
  await code.getByText("ManagedIdentityCredential()").first().waitFor();
  assert.deepEqual(errors, []);
});

test("the line says what keeps an identity from working, for all APIs or for one", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openIdentity(page, "aa-exchange-reports");
  const line = page.getByRole("region", { name: "Does it work yet?" });
  await line.getByText("additional setup is missing").waitFor();
  await line.locator("select").selectOption({ label: "Microsoft Graph" });
  await line.getByText("no permission for Microsoft Graph").waitFor();
  assert.deepEqual(errors, []);
});
