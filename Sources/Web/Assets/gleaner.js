// Keys, and answers without loading the page anew. Everything here is a convenience: each form works by itself.
"use strict";

(() => {
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy("gleaner", { createHTML: (text) => text })
    : { createHTML: (text) => text };
  const said = document.getElementById("said");
  let going = false; // after a `g`
  let sending = Promise.resolve();

  const say = (text) => { if (said) said.textContent = text; };
  const isTyping = (target) => target.closest && target.closest("input, textarea, select, [contenteditable], dialog[open]");

  // Keys press what carries them: a button or a link with `data-key`, a place of the navigation with `data-go`.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    const key = event.key;
    if (going) {
      going = false;
      const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      if (place) { event.preventDefault(); place.click(); }
      return;
    }
    if (key === "g") { going = true; return; }
    if (key === "?") {
      const keys = document.getElementById("keys");
      if (keys) { event.preventDefault(); keys.showModal(); }
      return;
    }
    const button = document.querySelector(`[data-key~="${CSS.escape(key)}"]:not([disabled])`);
    if (button) { event.preventDefault(); button.click(); }
  });

  // A form with `data-part` sends itself and swaps the element of that id. Forms are sent one after the other.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const part = form.dataset.part;
    if (!part || event.defaultPrevented) return;
    event.preventDefault();
    const button = event.submitter;
    const body = new URLSearchParams(new FormData(form, button));
    const action = (button && button.getAttribute("formaction")) || form.getAttribute("action");
    const whole = document.getElementById(part);
    if (whole) whole.setAttribute("aria-busy", "true");
    sending = sending.then(() => send(action, body, part)).catch(() => say("The server cannot be reached."));
  });

  const send = async (action, body, part) => {
    const answer = await fetch(action, {
      method: "POST", body, redirect: "manual", credentials: "same-origin", headers: { "X-Gleaner-Part": part },
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) { location.reload(); return; }
    const page = new DOMParser().parseFromString(policy.createHTML(await answer.text()), "text/html");
    const fresh = page.getElementById(part);
    const old = document.getElementById(part);
    if (!answer.ok || !fresh || !old) {
      const main = page.querySelector("main p");
      say(main ? main.textContent : `The server says ${answer.status}.`);
      if (old) old.removeAttribute("aria-busy");
      return;
    }
    old.replaceWith(document.adoptNode(fresh));
    say(fresh.dataset.said || "");
    const focus = fresh.querySelector("[data-focus]") || fresh;
    if (focus.tabIndex < 0 && !focus.hasAttribute("tabindex")) focus.setAttribute("tabindex", "-1");
    focus.focus({ preventScroll: true });
  };
})();
