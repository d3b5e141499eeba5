// Microsoft's own sign-in library against the stand-in of Entra, by redirect, in three engines.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { engines } from "./support/engines.js";
import { openTenant, pageWithMsal, people, registrations } from "./support/tenant.js";
import { eventually } from "./support/waiting.js";

let files, tenant;

before(async () => {
  files = await pageWithMsal(fileURLToPath(new URL("./pages/sign-in", import.meta.url)));
  tenant = await openTenant({ page: files.folder });
});

after(async () => {
  tenant?.close();
  await files?.close();
});

for (const [name, start] of Object.entries(engines)) {
  test(`${name} signs in by redirect`, async (t) => {
    const browser = await start(tenant);
    t.after(() => browser.close());
    await browser.goto(`${tenant.page}#/identities`);
    await browser.run(begin, registrations.reader);
    await eventually(() => inPage(browser, choose, people.administrator), "the account page is there");
    await eventually(
      () => inPage(browser, (start) => location.href === start && document.readyState === "complete", `${tenant.page}#/identities`),
      "the browser is back where it was",
    );
    const username = await browser.run(finish, registrations.reader);
    assert.equal(username, people.administrator);
  });
}

/** A page that is being left answers nothing; the next one does. */
const inPage = (browser, script, ...values) => browser.run(script, ...values).catch(() => false);

/** Runs in the page. */
async function begin(clientId) {
  const pca = await msal.createStandardPublicClientApplication({
    auth: { clientId, authority: "https://login.microsoftonline.com/halden.example", redirectUri: `${location.origin}/redirect.html` },
  });
  await pca.handleRedirectPromise();
  pca.loginRedirect({ scopes: ["User.Read"] });
}

/** Runs in Entra's page. */
function choose(person) {
  const button = document.querySelector(`button[name=account][value="${person}"]`);
  button?.click();
  return Boolean(button);
}

/** Runs in the page. */
async function finish(clientId) {
  const pca = await msal.createStandardPublicClientApplication({
    auth: { clientId, authority: "https://login.microsoftonline.com/halden.example", redirectUri: `${location.origin}/redirect.html` },
  });
  return (await pca.handleRedirectPromise()).account.username;
}
