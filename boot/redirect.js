// Where Entra sends the person back to. Hands the answer to the page that asked, through msal-browser's own bridge.
"use strict";
msalRedirectBridge.broadcastResponseToMainFrame().catch((error) => {
  document.getElementById("state").textContent = `Sign-in did not finish (${error.errorCode ?? error.name}).`;
});
