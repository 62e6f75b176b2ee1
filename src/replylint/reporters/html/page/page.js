"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* Light or dark: as the system has it, until somebody chooses. */
  const light = document.getElementById("light");
  const kept = (value) => {
    try {
      if (value) localStorage.setItem("replylint-light", value);
      return localStorage.getItem("replylint-light");
    } catch {
      return null;
    }
  };
  const dark = () =>
    root.dataset.light ? root.dataset.light === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const before = kept();
  if (before === "dark" || before === "light") root.dataset.light = before;
  light.hidden = false;
  light.addEventListener("click", () => {
    root.dataset.light = dark() ? "light" : "dark";
    kept(root.dataset.light);
  });

  /* A note and the words that it is about show each other. */
  const lit = (event, on) => {
    const it = event.target.closest?.("[data-n]");
    const sheet = it?.closest(".sheet");
    if (!sheet) return;
    const labels = it.dataset.n.split(" ");
    for (const other of all("[data-n]", sheet)) {
      if (other.dataset.n.split(" ").some((label) => labels.includes(label))) other.classList.toggle("lit", on);
    }
  };
  document.addEventListener("mouseover", (event) => lit(event, true));
  document.addEventListener("mouseout", (event) => lit(event, false));

  const form = document.querySelector(".filter");
  if (!form) return;
  form.hidden = false;

  /* The filter: what is chosen is in the address, so that it can be sent to somebody. */
  const letters = all(".letter").map((node) => ({
    node,
    has: node.dataset.has.split(" "),
    shelf: node.dataset.shelf,
    details: node.querySelector("details"),
    words: null,
  }));
  const fields = [...form.elements].filter((field) => field.name && field.name !== "keys");
  const status = form.querySelector("output");
  const none = document.getElementById("none");
  const value = (name) => form.elements[name]?.value ?? "";
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const words = (letter) => (letter.words ??= plain(letter.node.textContent));
  let shown = letters;

  const filter = () => {
    const query = plain(value("q")).split(/\s+/).filter(Boolean);
    const [rule, severity, standing, shelf] = ["rule", "severity", "standing", "shelf"].map(value);
    const fits = new RegExp(`^${rule || "\\d+"}${severity || "."}${standing || "."}$`);
    const anything = !rule && !severity && !standing;
    shown = letters.filter(
      (letter) =>
        (!shelf || letter.shelf === shelf) &&
        (anything || letter.has.some((one) => fits.test(one))) &&
        query.every((word) => words(letter).includes(word)),
    );
    const kept = new Set(shown);
    for (const letter of letters) letter.node.hidden = !kept.has(letter);
    none.hidden = shown.length > 0;
    const count = (number) => number.toLocaleString("en");
    status.textContent =
      shown.length === letters.length
        ? `${count(letters.length)} ${letters.length === 1 ? "reply" : "replies"}`
        : `${count(shown.length)} of ${count(letters.length)} replies`;
    const chosen = new URLSearchParams(fields.filter((f) => f.value).map((f) => [f.name, f.value])).toString();
    try {
      history.replaceState(null, "", chosen ? `#${chosen}` : location.pathname + location.search);
    } catch {
      /* Some browsers do not let a file change its address. */
    }
  };

  const choose = (chosen) => {
    for (const field of fields) {
      field.value = chosen[field.name] ?? "";
      if (field.value !== (chosen[field.name] ?? "")) field.value = "";
    }
    filter();
  };

  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (event.target.name === "keys") return;
    clearTimeout(waiting);
    waiting = setTimeout(filter, event.target.name === "q" ? 120 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    choose({});
  });
  form.addEventListener("click", (event) => {
    const open = event.target.dataset?.open;
    if (open === undefined) return;
    for (const { details } of shown) if (details) details.open = Boolean(open);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-rule], a[data-shelf]");
    if (!link) return;
    event.preventDefault();
    choose({ rule: link.dataset.rule, shelf: link.dataset.shelf });
    const heading = document.getElementById("letters");
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  });

  const given = new URLSearchParams(location.hash.slice(1));
  if (fields.some((field) => given.has(field.name))) choose(Object.fromEntries(given));

  /* Keys. Whoever needs single letters for something else switches them off. */
  const writing = (node) => node.matches?.("input:not([type=checkbox]), select, textarea");
  const focused = ({ details, node }) => {
    if (details) return details.querySelector("summary");
    node.tabIndex = -1;
    return node;
  };
  const step = (by) => {
    const here = document.activeElement?.closest?.(".letter");
    const at = here ? shown.findIndex((letter) => letter.node === here) : by > 0 ? -1 : shown.length;
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (!next) return;
    focused(next).focus({ preventScroll: true });
    next.node.scrollIntoView({ block: "start" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.name === "q") {
      event.target.value = "";
      filter();
      return;
    }
    if (!form.elements.keys.checked || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const details = document.activeElement?.closest?.(".letter")?.querySelector("details");
    if (event.key === "/") {
      event.preventDefault();
      form.elements.q.focus();
      form.elements.q.select();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "o" && details) details.open = !details.open;
  });
})();
