// Small pictures to paint: each pixel is a button, black for 0 and white for 1; below it a button with its class.
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "cnnlite-paint";
  root.dataset.lmSuppressShortcuts = "true";
  el.append(root);

  const change = (n, edit) => {
    const value = model.get("value").map((picture) => [...picture]);
    edit(value[n]);
    model.set("value", value);
    model.save_changes();
  };
  const flip = (n, row, col) =>
    change(n, (picture) => {
      const line = picture[row + 1];
      picture[row + 1] = line.slice(0, col) + (line[col] === "1" ? "0" : "1") + line.slice(col + 1);
    });
  const relabel = (n) =>
    change(n, (picture) => {
      const classes = model.get("classes");
      picture[0] = classes[(classes.indexOf(picture[0]) + 1) % classes.length];
    });
  const button = (parent, press) => {
    const made = Object.assign(document.createElement("button"), { type: "button" });
    made.addEventListener("click", press);
    parent.append(made);
    return made;
  };
  const pictures = model.get("value").map(([, ...rows], n) => {
    const part = document.createElement("div");
    part.setAttribute("role", "group");
    part.setAttribute("aria-label", `picture ${n + 1}; arrow keys move, Enter paints`);
    const table = document.createElement("div");
    table.className = "pixels";
    part.append(table);
    root.append(part);
    const pixels = rows.map((line, row) => [...line].map((_, col) => button(table, () => flip(n, row, col))));
    pixels.flat().forEach((pixel, place) => (pixel.tabIndex = place ? -1 : 0)); // one stop of the Tab key
    table.addEventListener("keydown", (event) => {
      if (!Object.hasOwn(MOVES, event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault(); // the page does not scroll
      event.stopPropagation();
      const row = pixels.findIndex((line) => line.includes(event.target)), col = pixels[row].indexOf(event.target);
      const next = pixels[row + MOVES[event.key][0]]?.[col + MOVES[event.key][1]];
      if (!next) return;
      [event.target.tabIndex, next.tabIndex] = [-1, 0];
      next.focus();
    });
    return { pixels, label: button(part, () => relabel(n)) };
  });
  const show = () => {
    model.get("value").forEach(([label, ...rows], n) => {
      const part = pictures[n];
      part.label.textContent = `${n + 1}: ${label}`;
      part.label.setAttribute("aria-label", `picture ${n + 1} is a ${label}; press to change`);
      part.pixels.forEach((line, row) =>
        line.forEach((pixel, col) => {
          const on = rows[row][col] === "1";
          pixel.textContent = rows[row][col];
          pixel.setAttribute("aria-pressed", on);
          pixel.setAttribute("aria-label", `row ${row}, column ${col}: ${rows[row][col]}`);
        }),
      );
    });
  };
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
