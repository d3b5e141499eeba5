// Where Entra sends the user back to. Hands the answer to the page that asked, through msal-browser's own bridge.
"use strict";
(() => {
  // Filled in by `cargo xtask`: where the bridge is. It is no module and names itself globally.
  const files = "xtask: files";

  import(files.bridge)
    .then(() => msalRedirectBridge.broadcastResponseToMainFrame())
    .catch((error) => {
      document.getElementById("state").textContent = `Sign-in did not finish (${error.errorCode ?? error.name}).`;
    });
})();
