// Microsoft's own sign-in library against the stand-in of Entra, in a real Chromium: what the page builds on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually } from "./support/waiting.js";
import { fileURLToPath } from "node:url";
import { openChromium, openTenant, pageWithMsal, people, registrations, signIn, submit } from "./support/tenant.js";

const READ = ["User.Read", "Application.Read.All"];
const WRITE = ["AppRoleAssignment.ReadWrite.All"];

let files, tenant, browser;

before(async () => {
  files = await pageWithMsal(fileURLToPath(new URL("./pages/sign-in", import.meta.url)));
  tenant = await openTenant({ page: files.folder });
  browser = await openChromium(tenant);
});

after(async () => {
  await browser?.close();
  tenant?.close();
  await files?.close();
});

/** A page of a fresh browser profile, with a fresh tenant behind it. */
async function freshPage(t) {
  await tenant.change("/reset");
  const context = await browser.createBrowserContext();
  t.after(() => context.close());
  return context.newPage();
}

/** Opens the page and gives it an MSAL of one registration. */
async function open(page, { client = registrations.reader, cacheLocation = "sessionStorage", at = "" } = {}) {
  await page.goto(`${tenant.page}${at}`);
  return ready(page, { client, cacheLocation });
}

function ready(page, { client = registrations.reader, cacheLocation = "sessionStorage" } = {}) {
  return page.evaluate(
    async (clientId, cacheLocation) => {
      globalThis.pca = await msal.createStandardPublicClientApplication({
        auth: {
          clientId,
          authority: "https://login.microsoftonline.com/halden.example",
          redirectUri: `${location.origin}/redirect.html`,
          postLogoutRedirectUri: `${location.origin}/redirect.html`,
          clientCapabilities: ["CP1"],
        },
        cache: { cacheLocation },
      });
      const result = await pca.handleRedirectPromise();
      return result && { username: result.account.username, scopes: result.scopes, roles: result.idTokenClaims.wids };
    },
    client,
    cacheLocation,
  );
}

/** Asks for a token without the person; tells how it ended. */
function silently(page, request) {
  return page.evaluate(async (request) => {
    try {
      const account = pca.getAllAccounts()[0];
      const result = await pca.acquireTokenSilent({ account, cacheLookupPolicy: 2, ...request });
      return { token: result.accessToken, fromCache: result.fromCache, scopes: result.scopes };
    } catch (error) {
      return { name: error.name, code: error.errorCode, subError: error.subError, claims: error.claims };
    }
  }, request);
}

function redirect(page, request) {
  // The page is left before the call returns.
  return page.evaluate((request) => void pca.acquireTokenRedirect(request), request);
}

/** Waits until the browser has left Entra's pages and the bridge, and the page is complete. */
function backOnPage(page) {
  const isBack = (start) =>
    location.href.startsWith(start) && location.pathname === "/" && document.readyState === "complete";
  return eventually(() => page.evaluate(isBack, tenant.page).catch(() => false), "the browser is back on the page");
}

async function signedInByRedirect(page, account = people.administrator) {
  await open(page, { at: "#/identities" });
  await redirect(page, { scopes: READ });
  await signIn(page, account);
  await backOnPage(page);
  return ready(page);
}

const tokenRequests = async () => {
  const requests = await tenant.read("/requests");
  return requests.filter(({ path, method }) => method === "POST" && path.includes("/oauth2/v2.0/token"));
};

test("a redirect comes back to the address it left from, with the person and everything consented", async (t) => {
  const page = await freshPage(t);
  const result = await signedInByRedirect(page);
  assert.equal(page.url(), `${tenant.page}#/identities`);
  assert.equal(result.username, people.administrator);
  assert.ok(result.scopes.includes("RoleManagement.Read.Directory"), "consented before, although not asked for");
  assert.ok(result.roles.includes("62e90394-69f5-4237-9190-012177145e10"), "the roles are in the id token");
});

test("a reload keeps the session, and the token comes from the cache", async (t) => {
  const page = await freshPage(t);
  await signedInByRedirect(page);
  await page.reload();
  await ready(page);
  const { fromCache, scopes } = await silently(page, { scopes: READ });
  assert.equal(fromCache, true);
  assert.ok(scopes.includes("Application.Read.All"));
  assert.equal((await tokenRequests()).length, 1, "the code was redeemed, nothing else was asked for");
});

test("a refresh token renews without a page and without a hidden frame, for a day", async (t) => {
  const page = await freshPage(t);
  await signedInByRedirect(page);
  const first = await silently(page, { scopes: READ, forceRefresh: true });
  assert.equal(first.fromCache, false);
  await tenant.change("/clock", { seconds: 24 * 3600 });
  const late = await silently(page, { scopes: READ, forceRefresh: true });
  assert.deepEqual([late.name, late.code], ["ServerError", "invalid_grant"]);
  const frames = (await tenant.read("/requests")).filter(({ path }) => path.includes("prompt=none"));
  assert.deepEqual(frames, []);
});

test("a popup signs in and leaves nothing in the tab's storage", async (t) => {
  const page = await freshPage(t);
  await open(page, { client: registrations.operator, cacheLocation: "memoryStorage" });
  const opened = new Promise((resolve) => page.once("popup", resolve));
  const asked = page.evaluate(async (scopes) => {
    const result = await pca.acquireTokenPopup({ scopes });
    return { scopes: result.scopes, username: result.account.username };
  }, WRITE);
  const popup = await opened;
  const closed = new Promise((resolve) => popup.once("close", resolve));
  await signIn(popup, people.administrator, { consent: "accept" });
  const result = await asked;
  await closed;
  assert.deepEqual(result.scopes.filter((scope) => WRITE.includes(scope)), WRITE);
  assert.equal(result.username, people.administrator);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage }));
  assert.doesNotMatch(kept, /EwGraph|1\.rt-/, "no token is kept outside memory");
});

test("a second person consents for themselves, and the first one's consent is not theirs", async (t) => {
  const page = await freshPage(t);
  await open(page, { client: registrations.operator });
  await redirect(page, { scopes: WRITE });
  await signIn(page, people.helpdesk);
  await submit(page, "button[value=back]");
  await backOnPage(page);
  const error = await page.evaluate(async (clientId) => {
    const pca = await msal.createStandardPublicClientApplication({ auth: { clientId, authority: "https://login.microsoftonline.com/halden.example" } });
    return pca.handleRedirectPromise().catch(({ name, errorCode, errorMessage }) => ({ name, errorCode, errorMessage }));
  }, registrations.operator);
  assert.equal(error.errorCode, "access_denied");
  assert.match(error.errorMessage, /AADSTS90094/);
});

test("a consent that is declined is told as such", async (t) => {
  const page = await freshPage(t);
  await open(page, { client: registrations.operator, cacheLocation: "memoryStorage" });
  const opened = new Promise((resolve) => page.once("popup", resolve));
  const asked = page.evaluate(
    (scopes) => pca.acquireTokenPopup({ scopes }).catch(({ errorCode, errorMessage }) => ({ errorCode, errorMessage })),
    WRITE,
  );
  await signIn(await opened, people.administrator, { consent: "decline" });
  const error = await asked;
  assert.equal(error.errorCode, "access_denied");
  assert.match(error.errorMessage, /AADSTS65004/);
});

test("a claims challenge is met by a token that the person approved", async (t) => {
  const page = await freshPage(t);
  await signedInByRedirect(page);
  const call = (token) =>
    page.evaluate(async (token) => {
      const response = await fetch("https://graph.microsoft.com/v1.0/me", { headers: { authorization: `Bearer ${token}` } });
      return { status: response.status, challenge: response.headers.get("www-authenticate") };
    }, token);

  const { token } = await silently(page, { scopes: READ });
  assert.equal((await call(token)).status, 200);
  await tenant.change("/conditional-access", { context: "c1" });
  const refused = await call(token);
  assert.equal(refused.status, 401);
  const claims = Buffer.from(refused.challenge.match(/claims="([^"]+)"/)[1], "base64").toString();
  const silent = await silently(page, { scopes: READ, claims });
  assert.equal(silent.name, "InteractionRequiredAuthError");
  assert.match(silent.claims, /"c1"/);

  const account = await page.evaluate(() => pca.getAllAccounts()[0]);
  await redirect(page, { scopes: READ, claims: silent.claims, account });
  await submit(page, "button[name=proof]");
  await backOnPage(page);
  await ready(page);
  const met = await silently(page, { scopes: READ });
  assert.equal(met.fromCache, true, "the token that meets the challenge replaced the old one");
  assert.equal((await call(met.token)).status, 200);
});

test("signing out ends the session here and at Entra", async (t) => {
  const page = await freshPage(t);
  await signedInByRedirect(page);
  const left = page.waitForNavigation();
  await page.evaluate(() => void pca.logoutRedirect({ account: pca.getAllAccounts()[0] }));
  await left;
  await backOnPage(page);
  assert.equal(await ready(page), null);
  assert.equal(await page.evaluate(() => pca.getAllAccounts().length), 0);
  await redirect(page, { scopes: READ });
  await page.waitForSelector("button[name=account]");
});

test("nothing was sent anywhere else", async () => {
  assert.deepEqual(await tenant.deniedToPages(), []);
});
