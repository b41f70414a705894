/* Behaviours are found by data-behaviour="name other-name" and survive a partial update of the page. */

/** Run `start` once for each element that has the behaviour, now and after every swap. */
export function behaviour(name, start) {
  const selector = `[data-behaviour~="${name}"]`;
  const started = new WeakSet();
  const find = (root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      if (started.has(element)) continue;
      started.add(element);
      start(element);
    }
  };
  find(document);
  document.addEventListener("htmx:load", (event) => find(event.target));
}

/** Say something to those who listen to the page; `key` is a data attribute of #live, so that the words are the server's. */
export function announce(key) {
  const live = document.getElementById("live");
  if (!live) return;
  const text = live.dataset[key] ?? key;
  live.textContent = "";
  window.setTimeout(() => { live.textContent = text; }, 60);
}
