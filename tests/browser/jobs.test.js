// Adding permissions by job: cards that open in place and by address, the bar with the selection, and the permission that a
// cmdlet needs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdentity, openSample, start, tabTo } from "./support/sample-page.js";

const NAME = "LazyAutomationAccount";

async function adding(t, options) {
  const opened = await openSample(await start(t), "#/identities", options);
  await openIdentity(opened.page, NAME);
  await opened.page.getByRole("link", { name: "Add permissions" }).click();
  await opened.page.locator(".option").first().waitFor();
  return opened;
}

test("the card of a set shows its size, tier and setup, opens in place, and selects nothing until it is added", async (t) => {
  const { page, errors } = await adding(t);
  const card = page.getByRole("button", { name: "Send mail", exact: true });
  assert.equal(await card.getAttribute("aria-expanded"), "false");
  const facts = page.locator(`#${await card.getAttribute("aria-describedby")}`);
  await facts.getByText("1 permission").waitFor();
  await facts.getByText("Tier 1").waitFor();
  await facts.getByText("Additional setup: mailbox access").waitFor();
  await card.click();
  assert.equal(await card.getAttribute("aria-expanded"), "true");
  const panel = page.getByRole("region", { name: "Send mail", exact: true });
  await panel.getByRole("list", { name: "Contents" }).getByText("Mail.Send").waitFor();
  await page.getByText("0 selected").waitFor();
  await panel.getByRole("button", { name: "Add set" }).click();
  await page.getByText("1 selected").waitFor();
  await panel.getByText("1 added to the selection.").waitFor();

  // The address says which card is open: a reload and Back find it.
  assert.match(page.url(), /\/change\/set\/mail-sending\?/);
  await page.getByRole("button", { name: "Review 1 permission" }).click();
  await page.getByRole("heading", { name: "Review the change" }).waitFor();
  await page.goBack();
  await panel.waitFor();
  await card.click();
  await panel.waitFor({ state: "hidden" });
  assert.doesNotMatch(page.url(), /set\/mail-sending/);
  assert.deepEqual(errors, []);
});

test("one card is open at a time, and what was entered in another one stays", async (t) => {
  const { page, errors } = await adding(t);
  await page.getByRole("button", { name: "Paste a list or script" }).click();
  await page.getByLabel("Text with permissions").fill("Mail.Send");
  await page.getByRole("button", { name: "From your code" }).click();
  await page.getByLabel("Code", { exact: true }).waitFor();
  assert.equal(await page.getByLabel("Text with permissions").isVisible(), false);
  await page.getByRole("button", { name: "Paste a list or script" }).click();
  assert.equal(await page.getByLabel("Text with permissions").inputValue(), "Mail.Send");
  assert.deepEqual(errors, []);
});

test("an address opens a card and selects nothing", async (t) => {
  const { page, errors } = await adding(t);
  const address = page.url().replace(/\/change.*$/, "/change/set/microsoft-365-automation");
  await page.goto(address);
  await page.getByRole("region", { name: "Microsoft 365 automation" }).getByText("Sites.FullControl.All").waitFor();
  await page.getByText("0 selected").waitFor();
  assert.deepEqual(errors, []);
});

test("the bar counts the selection, shows its highest tier, and is the way to the review and to an empty selection", async (t) => {
  const { page, errors } = await adding(t);
  const bar = page.getByRole("region", { name: "Selection", exact: true });
  await page.getByRole("button", { name: "Microsoft 365 automation" }).click();
  await page.getByRole("button", { name: "Add set" }).click();
  await bar.getByText("9 selected").waitFor();
  await bar.getByText("Tier 0").waitFor();
  await bar.getByRole("button", { name: "Details" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Your selection");
  assert.equal(await page.getByRole("button", { name: /^Review/ }).count(), 1);
  await bar.getByRole("button", { name: "Clear", exact: true }).click();
  await bar.getByText("0 selected").waitFor();
  assert.equal(await page.getByRole("button", { name: /^Review/ }).count(), 0);
  assert.deepEqual(errors, []);
});

for (const [width, height] of [
  [1280, 800],
  [375, 667],
  [320, 568],
]) {
  test(`at ${width} by ${height} the bar stays in the window and covers nothing that has the focus`, async (t) => {
    const { page, errors } = await adding(t);
    await page.setViewportSize({ width, height });
    await page.getByRole("button", { name: "Microsoft 365 automation" }).click();
    await page.getByRole("button", { name: "Add set" }).click();
    await page.getByText("9 selected").waitFor();
    const inWindow = () =>
      page.locator(".selection-bar").evaluate((bar) => {
        const { top, bottom } = bar.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight + 1;
      });
    assert.ok(await inWindow());
    await page.getByRole("searchbox").fill("user");
    await page.getByRole("searchbox").focus();
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press("Tab");
      const covered = await page.evaluate(() => {
        const focused = document.activeElement.getBoundingClientRect();
        const bar = document.querySelector(".selection-bar").getBoundingClientRect();
        return !document.activeElement.closest(".selection-bar") && focused.bottom > bar.top + 1 && focused.top < bar.bottom;
      });
      assert.equal(covered, false, `after ${presses + 1} presses of Tab`);
      assert.ok(await inWindow());
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the window");
    assert.deepEqual(errors, []);
  });
}

test("the keyboard passes over the search results to the selection", async (t) => {
  const { page } = await adding(t);
  await tabTo(page, "searchbox", "Search permissions and Entra roles");
  await page.keyboard.type("Mail.Send");
  await tabTo(page, "checkbox", /^Mail\.Send/);
  await page.keyboard.press("Space");
  await page.getByText("1 selected").waitFor();
  await page.keyboard.down("Shift");
  await tabTo(page, "button", "Go to the selection");
  await page.keyboard.up("Shift");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Review 1 permission", 4);
});

test("a cmdlet in the search names the permission that it needs, which is selected like any other", async (t) => {
  const { page, errors } = await adding(t);
  const search = page.getByRole("searchbox", { name: "Search permissions and Entra roles" });
  for (const [cmdlet, permission] of [
    ["Get-MgUser", "User.ReadBasic.All"],
    ["send-mgusermail", "Mail.Send"],
    ["Get-MgGroupMember", "GroupMember.Read.All"],
  ]) {
    await search.fill(cmdlet);
    await page.getByText(`${cmdlet} needs ${permission}.`).waitFor();
    const box = page.getByRole("checkbox", { name: new RegExp(`^${permission.replaceAll(".", "\\.")}`) });
    assert.equal(await box.isChecked(), false, "nothing is selected for the user");
    await box.check();
  }
  await page.getByText("3 selected").waitFor();
  await search.fill("Get-MgUser");
  await page.getByText("Other permissions that this cmdlet accepts").click();
  await page.getByRole("checkbox", { name: /^User\.Read\.All/ }).check();
  await page.getByText("4 selected").waitFor();
  await search.fill("Get-MgNothingLikeIt");
  await page.getByText("Unknown which permission Get-MgNothingLikeIt needs.").waitFor();
  await search.fill("Mail.Read");
  await page.getByRole("checkbox", { name: /^Mail\.Read/ }).first().waitFor();
  assert.equal(await page.getByText(/needs/).count(), 0);
  assert.deepEqual(errors, []);
});
