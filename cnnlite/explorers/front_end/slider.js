// A label, a native range and a native number box that always show the same value.
function render({ model, el }) {
  const id = `cnnlite-slider-${Math.random().toString(36).slice(2)}`; // every slider is a module of its own: no counter
  const root = document.createElement("div");
  root.className = "cnnlite-slider";
  const label = document.createElement("label");
  label.htmlFor = id;
  const range = Object.assign(document.createElement("input"), { type: "range", id });
  const box = Object.assign(document.createElement("input"), { type: "number" });
  root.append(label, range, box);
  el.append(root);

  const show = () => {
    label.textContent = model.get("label");
    box.setAttribute("aria-label", `${model.get("label")}, as a number`);
    for (const input of [range, box]) {
      for (const name of ["min", "max", "step"]) input[name] = model.get(name);
      input.disabled = model.get("disabled");
      if (Number(input.value) !== model.get("value") || input.value === "") input.value = model.get("value");
    }
  };
  const send = (input) => {
    const value = input.valueAsNumber;
    if (Number.isNaN(value)) return show();
    const [low, high, step] = ["min", "max", "step"].map((name) => model.get(name));
    const legal = Math.min(Math.max(low + Math.round((value - low) / step) * step, low), high);
    model.set("value", Number(legal.toFixed(10)));
    model.save_changes();
    show();
  };
  range.addEventListener("input", () => send(range));
  box.addEventListener("change", () => send(box));
  box.addEventListener("keydown", (event) => event.key === "Enter" && send(box));
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
