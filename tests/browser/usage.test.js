// A log that a user opens on the Activity tab, compared with the permissions of the identity.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openIdentity, openSample, start } from "./support/sample-page.js";

/** An export of GraphAPIAuditEvents with requests of one identity. */
function exported(id, rows) {
  const lines = rows.map(([time, method, path, status]) =>
    [time, method, `"https://graph.microsoft.com/v1.0${path}"`, status, "app", id].join(","));
  return ["Timestamp,RequestMethod,RequestUri,ResponseStatusCode,EntityType,AccountObjectId", ...lines, ""].join("\r\n");
}

/** The Activity tab of an identity with the card open, and the identity's object ID. */
async function openCard(page, name) {
  await openIdentity(page, name);
  const [id] = page.url().match(/[0-9a-f]{8}-[0-9a-f-]{27}/);
  await page.getByRole("link", { name: "Activity", exact: true }).last().click();
  await page.getByText("Compare permissions with a log").click();
  return id;
}

const open = (page, name, text) =>
  page.getByLabel("Log file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const rowsOf = (page, caption) =>
  page.getByRole("table", { name: caption }).locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.textContent)));

test("a log shows which permissions are used and which aren't seen", async (t) => {
  const { page, errors, requests } = await openSample(await start(t));
  const id = await openCard(page, "sql-halden-prod");
  const before = requests.length;
  const log = exported(id, [
    ["2026-10-01T02:00:00Z", "GET", "/users?$select=id,department", 200],
    ["2026-10-30T02:30:00Z", "GET", "/users/8a5a0a3c-0d65-4b57-9a33-6f1f7cf7a001/manager", 200],
    ["2026-10-12T02:30:00Z", "GET", "/auditLogs/signIns?$top=1", 403],
  ]);
  await open(page, "log.csv", log);
  await page.getByText("2 of 3 permissions not seen in this log.").waitFor();
  await page.getByText("Jobs that run monthly, quarterly, yearly").waitFor();
  const rows = await rowsOf(page, "Permissions compared with the log");
  assert.deepEqual(rows.map((row) => row.slice(0, 4)), [
    ["Application.Read.All", "Not seen in 29 days", "", ""],
    ["GroupMember.Read.All", "Not seen in 29 days", "", ""],
    ["User.Read.All", "Used", "2026-10-30 02:30 UTC", "GET /users (1), GET /users/{}/manager (1)"],
  ]);
  assert.deepEqual(await rowsOf(page, "Refused calls"), [["GET /auditlogs/signins", "AuditLog.Read.All", "1"]]);
  assert.deepEqual(requests.slice(before), [], "the log goes nowhere");
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!kept.includes("graph.microsoft.com/v1.0/users"), "the rows aren't kept");
  assert.deepEqual(errors, []);
});

test("a log of another identity, and a file that is no log, say so", async (t) => {
  const { page, errors } = await openSample(await start(t));
  await openCard(page, "sql-halden-prod");
  const other = "7d1f0c9e-3a01-4f0e-9a55-2b7d6e104c1f";
  await open(page, "log.csv", exported(other, [["2026-10-01T02:00:00Z", "GET", "/users", 200]]));
  await page.getByText("The log has no requests of this identity.").first().waitFor();
  const rows = await rowsOf(page, "Permissions compared with the log");
  assert.deepEqual(rows.map(([, result]) => result), ["Unknown", "Unknown", "Unknown"]);
  await open(page, "list.csv", "a,b\r\n1,2\r\n");
  await page.getByText("The file has no column Timestamp.").waitFor();
  assert.equal(await page.getByRole("table", { name: "Permissions compared with the log" }).count(), 0);
  assert.deepEqual(errors, []);
});
