// What `cargo xtask bench` measures of the whole article in one sitting, with a real sign-in against the simulated tenant:
// how often something is pressed and how much is sent to Microsoft Graph and Azure, from the open resource to the verified
// identity, the first time and again. Prints one line of JSON.

import { firstRun, openAccount, secondRun, writes } from "../support/article.js";
import { openChromium, openTenant } from "../support/tenant.js";

const tenant = await openTenant();
const browser = await openChromium(tenant);
try {
  const context = await browser.createBrowserContext();
  const page = await openAccount(context, tenant);
  const first = await firstRun(page, tenant);
  const sent = (await writes(tenant)).length;
  const second = await secondRun(page, tenant);
  const changed = (await writes(tenant)).length - sent;
  console.log(
    JSON.stringify({
      presses: first.presses.length,
      exchanges: first.exchanges.length,
      secondPresses: second.presses.length,
      secondExchanges: second.exchanges.length,
      changed,
    }),
  );
} finally {
  await browser.close();
  tenant.close();
}
