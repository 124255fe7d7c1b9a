// A table of number boxes; a box that holds no number goes back to its earlier value.
function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "cnnlite-matrix";
  root.setAttribute("role", "group");
  el.append(root);

  const send = (row, col, box) => {
    const value = model.get("value").map((line) => [...line]);
    if (Number.isFinite(box.valueAsNumber)) {
      value[row][col] = box.valueAsNumber;
      model.set("value", value);
      model.save_changes();
    } else {
      box.value = value[row][col];
    }
  };
  const build = () => {
    const value = model.get("value");
    root.replaceChildren();
    root.style.gridTemplateColumns = `repeat(${value[0].length}, auto)`;
    value.forEach((line, row) =>
      line.forEach((number, col) => {
        const box = Object.assign(document.createElement("input"), { type: "number", step: "any", value: number });
        box.addEventListener("change", () => send(row, col, box));
        box.addEventListener("keydown", (event) => event.key === "Enter" && send(row, col, box));
        root.append(box);
      }),
    );
  };
  const show = () => {
    const value = model.get("value");
    root.setAttribute("aria-label", model.get("label"));
    const rows = value.length, cols = value[0].length;
    if (root.children.length !== rows * cols || Number(root.dataset.cols) !== cols) build();
    root.dataset.cols = cols;
    [...root.children].forEach((box, place) => {
      const row = Math.floor(place / cols), col = place % cols;
      box.setAttribute("aria-label", `${model.get("label")}, row ${row}, column ${col}`);
      if (box.valueAsNumber !== value[row][col]) box.value = value[row][col];
    });
  };
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
