// A sign-in without a browser: the authorization code flow with PKCE, and the account page answered by its form.

import { createHash } from "node:crypto";

/** An access token of Microsoft Graph for a person. What it may do is whatever was consented for the registration. */
export async function tokenFor(fetch, { page }, client, person, scope = "User.Read") {
  const authority = "https://login.microsoftonline.com/halden.example";
  const verifier = "the verifier of a test that keeps nothing secret";
  const redirect = `${page}redirect.html`;
  const asked = new URLSearchParams({
    client_id: client,
    redirect_uri: redirect,
    response_type: "code",
    scope,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const accounts = await fetch(`${authority}/oauth2/v2.0/authorize?${asked}`).then((answer) => answer.text());
  const [, action] = accounts.match(/action="([^"]+)"/);
  const [, flow] = accounts.match(/name=flow value="([^"]+)"/);
  const chosen = await fetch(new URL(action, authority), {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ flow, account: person }),
  });
  const location = chosen.headers.get("location");
  if (!location) throw new Error(`no code for ${person}: ${await chosen.text()}`);
  const code = new URLSearchParams(new URL(location).hash.slice(1)).get("code");
  const answer = await fetch(`${authority}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { origin: new URL(page).origin },
    body: new URLSearchParams({
      client_id: client,
      redirect_uri: redirect,
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      scope,
    }),
  });
  const tokens = await answer.json();
  if (!answer.ok) throw new Error(tokens.error_description);
  return tokens.access_token;
}
