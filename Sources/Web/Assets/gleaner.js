// Keys, and answers without loading the page anew. Everything here is a convenience: each form works by itself.
"use strict";

(() => {
  const policy = window.trustedTypes
    ? trustedTypes.createPolicy("gleaner", { createHTML: (text) => text })
    : { createHTML: (text) => text };
  const said = document.getElementById("said");
  let going = false; // after a `g`
  let sending = Promise.resolve();
  const early = []; // keys pressed before the answer to the last one was there

  let fading = 0;
  const say = (text) => {
    if (!said) return;
    said.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(() => { said.textContent = ""; }, 6000);
  };
  const isTyping = (target) => target.closest && target.closest("input, textarea, select, [contenteditable], dialog[open]");

  // Keys press what carries them: a button or a link with `data-key`, a place of the navigation with `data-go`.
  // While an answer is on its way they wait, so that none is taken for the card before.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (event.repeat || !press(event.key)) return;
    event.preventDefault();
  });

  // Gives whether the key means something here.
  const press = (key) => {
    if (document.querySelector('[aria-busy="true"]')) {
      if (key.length > 1 && key !== "ArrowRight") return false;
      if (early.length < 20) early.push(key);
      return true;
    }
    if (going) {
      going = false;
      const place = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      if (place) place.click();
      return Boolean(place);
    }
    if (key === "g") { going = true; return true; }
    if (key === "?") {
      const keys = document.getElementById("keys");
      if (keys) keys.showModal();
      return Boolean(keys);
    }
    const button = document.querySelector(`[data-key~="${CSS.escape(key)}"]:not([disabled])`);
    if (button) button.click();
    return Boolean(button);
  };

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
    sending = sending.then(() => send(action, body, part)).catch(() => {
      early.length = 0;
      document.getElementById(part)?.removeAttribute("aria-busy");
      say("The server cannot be reached.");
    });
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
      early.length = 0;
      return;
    }
    old.replaceWith(document.adoptNode(fresh));
    say(fresh.dataset.said || "");
    const focus = fresh.querySelector("[data-focus]") || fresh;
    if (focus.tabIndex < 0 && !focus.hasAttribute("tabindex")) focus.setAttribute("tabindex", "-1");
    focus.focus({ preventScroll: true });
    if (fresh.getBoundingClientRect().top < 0) fresh.scrollIntoView({ block: "start" });
    while (early.length && !document.querySelector('[aria-busy="true"]')) press(early.shift());
  };
})();
