const { Client } = require("@microsoft/microsoft-graph-client");
const { TokenCredentialAuthenticationProvider } = require("@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials");
const { DefaultAzureCredential } = require("@azure/identity");
require("isomorphic-fetch");

const authProvider = new TokenCredentialAuthenticationProvider(new DefaultAzureCredential(), {
  scopes: ["https://graph.microsoft.com/.default"],
});
const client = Client.initWithMiddleware({ authProvider });

async function meetingRoom(mailbox, from, to) {
  const view = await client
    .api(`/users/${mailbox}/calendar/calendarView`)
    .query({ startDateTime: from, endDateTime: to })
    .select("subject,start,end")
    .top(50)
    .get();
  // client.api("/users/" + mailbox).delete() was tried once
  return view.value;
}

async function profile() {
  try {
    return await client.api("/me/presence").get();
  } catch (error) {
    console.error("client.api(\"/me/presence\") needs a user", error.statusCode);
    return null;
  }
}

async function photo(id) {
  return client.api("/users/" + id + "/photo/$value").responseType("blob").get();
}

async function people() {
  const page = await client.api("/users").select(["id", "displayName", "mail"]).top(999).get();
  return page.value.filter((user) => user.mail);
}

async function rooms() {
  const list = await client.api("/places/microsoft.graph.room").get();
  return list.value.map((room) => room.emailAddress);
}

module.exports = { meetingRoom, people, profile, photo, rooms };
