const msgraph = new azuread.ServicePrincipal("msgraph", { clientId: wellKnown.result.MicrosoftGraph, useExisting: true });
new azuread.AppRoleAssignment("users", {
  appRoleId: msgraph.appRoleIds["User.Read.All"],
  principalObjectId: identity.principalId,
  resourceObjectId: msgraph.objectId,
});
const spo = new azuread.ServicePrincipal("spo", { clientId: "00000003-0000-0ff1-ce00-000000000000" });
new azuread.AppRoleAssignment("sites", { appRoleId: spo.appRoleIds["Sites.Selected"], principalObjectId: identity.principalId, resourceObjectId: spo.objectId });
=====
graph: User.Read.All
sharepoint: Sites.Selected
