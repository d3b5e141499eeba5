// The tabs of an identity's page, for Puppeteer's pages and for Playwright's.

import { eventually } from "./waiting.js";

/** Opens the tab that a section of the page is on, as a user does: by its link. */
export function showSection(page, name) {
  return eventually(() => page.evaluate(openTabOf, name).catch(() => false), `the section “${name}” is on the screen`);
}

function openTabOf(name) {
  const section = document.querySelector(`.tab-panel section[aria-label="${name}"]`);
  if (!section) return false;
  const panel = section.closest(".tab-panel");
  if (!panel.hidden) return true;
  const place = [...document.querySelectorAll(".tab-panel")].indexOf(panel);
  document.querySelectorAll(".tabs a")[place].click();
  return false;
}
