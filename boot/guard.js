// Runs before the boot script and reports why the page can't start. It has to work in browsers that can't parse the
// boot script, so it is written in ECMAScript 5, fetches nothing, and uses only what every browser has.
//
// The texts are part of the document (`xtask/src/page/shell.rs`): a reason is the ID of its text.
"use strict";
(function () {
  var reason = null;
  var detail = "";
  var isOver = false;

  function byId(id) {
    return document.getElementById(id);
  }

  function show() {
    var box = byId("start-failure");
    var text = byId("start-" + reason);
    if (isOver || !box || !text) return;
    byId("start-what").textContent = text.textContent;
    byId("start-next").textContent = text.nextElementSibling.textContent;
    byId("start-detail").textContent = detail;
    byId("start-reload").onclick = function () {
      location.reload();
    };
    byId("shell-state").hidden = true;
    byId("start-slow").hidden = true;
    box.hidden = false;
  }

  // Says that the page can't start. An error that says nothing more specific doesn't replace a known reason.
  function fail(why, what) {
    if (isOver || (reason && (why === "error" || why === reason))) return;
    reason = why;
    detail = what || "";
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", show);
    } else {
      show();
    }
  }

  // A boot script that a browser can't parse is too new for it; any other error is the script's own.
  window.addEventListener("error", function (event) {
    if (isOver || event.target !== window) return;
    if (/syntax ?error/i.test(event.message)) fail("browser", event.message);
    else fail("error", event.message);
  });

  // The policy is the release's own, so what it blocks is nothing of the release: the host sends another one, or the
  // browser doesn't know the hashes of imported scripts.
  document.addEventListener("securitypolicyviolation", function (event) {
    var isOwn = /^(script-src|connect-src)/.test(event.effectiveDirective) && event.disposition !== "report";
    if (isOwn) fail("policy", event.effectiveDirective + ": " + event.blockedURI);
  });

  function missingFeatures() {
    var scripts = window.HTMLScriptElement;
    var features = [
      ["fetch", window.fetch && window.AbortSignal && AbortSignal.timeout],
      ["import maps", scripts && scripts.supports && scripts.supports("importmap")],
      ["WebAssembly streaming", !window.WebAssembly || WebAssembly.instantiateStreaming],
      ["random numbers", window.crypto && crypto.getRandomValues],
      ["templates", window.HTMLTemplateElement && document.documentElement.replaceChildren]
    ];
    var missing = [];
    for (var at = 0; at < features.length; at++) {
      if (!features[at][1]) missing.push(features[at][0]);
    }
    return missing;
  }

  var missing = missingFeatures();
  if (missing.length > 0) {
    fail("browser", missing.join(", "));
  } else if (!window.WebAssembly) {
    fail("webassembly");
  }

  Object.defineProperty(window, "bestowStart", {
    value: Object.freeze({
      fail: fail,
      hasFailed: function () {
        return reason !== null;
      },
      isOver: function () {
        isOver = true;
      }
    })
  });
})();
