// Brings the widgets of a page to life. Each place `[data-live=k]` gets widget k of the JSON `cnnlite-states`: its
// module, which an earlier script put into `cnnliteModules`, and a model with the traits it had in Python.
(() => {
  "use strict";

  // What a module may ask of a model in Jupyter; there is no kernel, so nothing is sent.
  class Model {
    #state;
    #calls = []; // pairs of an event and what it calls

    constructor(state) {
      this.#state = state;
    }
    get(name) {
      return this.#state[name];
    }
    set(name, value) {
      const values = typeof name === "string" ? { [name]: value } : name;
      const changed = Object.keys(values).filter((key) => !same(this.#state[key], values[key]));
      Object.assign(this.#state, values);
      for (const key of changed) this.#tell(`change:${key}`, this, values[key], {});
      if (changed.length) this.#tell("change", this, {});
    }
    save_changes() {}
    on(events, call) {
      for (const event of events.split(/\s+/)) this.#calls.push([event, call]);
    }
    off(events, call) {
      const names = events?.split(/\s+/);
      this.#calls = this.#calls.filter(
        ([event, other]) => (names && !names.includes(event)) || (call && call !== other),
      );
    }
    #tell(event, ...details) {
      for (const [name, call] of [...this.#calls]) if (name === event) call.call(this, ...details);
    }
  }

  function same(one, other) {
    return one === other || JSON.stringify(one) === JSON.stringify(other);
  }

  // A widget that fails leaves the page as it was: pictures and words.
  async function enliven(place, module, model) {
    const fallback = [...place.childNodes];
    const el = document.createElement("div");
    place.replaceChildren(el);
    try {
      await module.render({ model, el });
    } catch (error) {
      place.replaceChildren(...fallback);
      console.error(error);
    }
  }

  // Widgets read the theme where JupyterLab writes it.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => (document.body.dataset.jpThemeLight = String(!dark.matches));
  dark.addEventListener("change", theme);
  theme();

  const states = JSON.parse(document.getElementById("cnnlite-states").textContent);
  const models = states.map(({ state }) => new Model(state));
  for (const place of document.querySelectorAll("[data-live]")) {
    const k = Number(place.dataset.live);
    enliven(place, window.cnnliteModules?.[states[k].module], models[k]);
  }

  // A box that scrolls sideways can be reached by keyboard; one that has no need to is no stop on the way.
  const boxes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll("pre, .page-scroll")) boxes.observe(box);
})();
