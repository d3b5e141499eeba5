msalRedirectBridge.broadcastResponseToMainFrame().catch((error) => {
  document.body.textContent = error.errorCode;
});
