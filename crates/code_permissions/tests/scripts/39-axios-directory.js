"use strict";
const axios = require("axios");
const fs = require("node:fs");
const { ManagedIdentityCredential } = require("@azure/identity");

const LINK = "delta.txt";

async function connect() {
  const { token } = await new ManagedIdentityCredential().getToken("https://graph.microsoft.com/.default");
  return axios.create({
    baseURL: "https://graph.microsoft.com/v1.0",
    headers: { Authorization: `Bearer ${token}` },
    timeout: 30000,
  });
}

async function changes(graph) {
  let url = fs.existsSync(LINK) ? fs.readFileSync(LINK, "utf8") : "/users/delta?$select=id,accountEnabled";
  const found = [];
  for (;;) {
    const { data } = await graph.get(url);
    found.push(...data.value);
    if (data["@odata.nextLink"]) { url = data["@odata.nextLink"]; continue; }
    fs.writeFileSync(LINK, data["@odata.deltaLink"]);
    return found;
  }
}

async function main() {
  const graph = await connect();
  const watched = ["11111111-2222-3333-4444-555555555555"];
  for (const user of await changes(graph)) {
    const { data } = await graph.post(`/users/${user.id}/checkMemberGroups`, { groupIds: watched });
    if (data.value.length && user.accountEnabled === false) {
      await graph.delete(`/groups/${data.value[0]}/members/${user.id}/$ref`);
    }
  }
}

main().catch((error) => {
  console.error(error.response?.data ?? error); // e.g. GET /users/delta 403
  process.exit(1);
});
