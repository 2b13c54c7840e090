// Single keys for the list of questions (WCAG 2.1.4): they act only while the list has the focus and nobody types, can
// be switched off, and press what stands on the page anyway.
const KEPT = "triage-keys";
let choice = "on"; // for a browser that keeps nothing

function off() {
  try {
    choice = localStorage.getItem(KEPT) ?? choice;
  } catch {}
  return choice === "off";
}

function keep(wanted) {
  choice = wanted;
  try {
    localStorage.setItem(KEPT, wanted);
  } catch {}
}

export function watch(list) {
  if (!list) return;
  const dialog = document.querySelector("[data-keys]");
  list.addEventListener("keydown", (event) => press(event, list, dialog));
  list.addEventListener("focusin", (event) => reach(event.target.closest("[data-item]"), list));
  if (!dialog) return;
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  offerSwitch(list);
  say(document.querySelector(".govuk-notification-banner__content"));
}

function press(event, list, dialog) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.repeat && !event.key.startsWith("Arrow")) return; // a key held down acts once
  const item = event.target.closest("[data-item]");
  if (event.target.matches("select")) return inSelect(event, item);
  if (off() || event.target.matches("input, textarea")) return;
  const found = event.key.startsWith("Arrow") ? beside(event.key, item, list) : wanted(event.key, item, list, dialog);
  if (!found) return;
  event.preventDefault();
  found();
}

// The team's list keeps its own keys, but for Enter, which moves the question, and Escape, which goes back to it.
function inSelect(event, item) {
  if (!item || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "Enter") event.target.form.requestSubmit();
  else item.focus();
}

function beside(key, item, list) {
  const items = [...list.querySelectorAll("[data-item]")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  const next = items[items.indexOf(item) + step];
  return step && next ? () => next.focus() : undefined;
}

function wanted(key, item, list, dialog) {
  if (!dialog) return undefined;
  if (key === "?") return () => dialog.showModal();
  if (!/^[a-z]$/i.test(key)) return undefined;
  const named = `[data-key="${key.toLowerCase()}"]`;
  const here = item?.querySelector(named);
  if (here) return () => (here.matches("select") ? here.focus() : here.click());
  const there = list.querySelector(named);
  if (!there || !"aru".includes(key.toLowerCase())) return undefined;
  const place = there.closest("[data-item]");
  return () => (place ? place.focus() : there.click());
}

// One stop for Tab in the list: where the focus was last. Its words come into sight in a text that scrolls by itself.
function reach(item, list) {
  if (!item) return;
  for (const each of list.querySelectorAll("[data-item]")) each.tabIndex = each === item ? 0 : -1;
  const text = document.querySelector(".request");
  const words = document.querySelector(`.${item.id.replace("question", "words")}`);
  if (!words || text.scrollHeight <= text.clientHeight + 1) return;
  text.scrollTop += words.getBoundingClientRect().top - text.getBoundingClientRect().top - 120;
}

function offerSwitch(list) {
  const hint = list.querySelector("[data-script]");
  const button = hint.querySelector("[data-switch]");
  const show = () => (button.textContent = off() ? "Switch the keys on" : "Switch the keys off");
  button.addEventListener("click", () => {
    keep(off() ? "on" : "off");
    show();
  });
  show();
  hint.hidden = false;
}

// What was done is read out although the focus is on the question, not on the banner.
function say(banner) {
  const status = document.querySelector("[data-said]");
  if (banner && status) setTimeout(() => (status.textContent = banner.textContent.trim()), 300);
}
