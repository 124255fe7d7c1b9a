// A layer over the picture in the same box: a click, a tap or an arrow key chooses a pixel.
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const FAR = 10; // pixels of a move with Shift

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "cnnlite-picker";
  root.tabIndex = 0;
  root.setAttribute("role", "application"); // so that screen readers leave the arrow keys to it
  root.dataset.lmSuppressShortcuts = "true";
  el.append(root);

  const show = () => {
    const [row, column] = model.get("value");
    root.setAttribute("aria-label", `${model.get("label")}: row ${row}, column ${column}. Arrow keys move it.`);
  };
  const choose = (place) => {
    const most = model.get("size").map((length) => length - 1);
    model.set("value", place.map((at, axis) => Math.max(0, Math.min(Math.floor(at), most[axis]))));
    model.save_changes();
    show();
  };
  root.addEventListener("click", (event) => {
    const { left, top, width, height } = root.closest(".cnnlite-picked").querySelector("img").getBoundingClientRect();
    const down = (event.clientY - top) / height, right = (event.clientX - left) / width;
    if (Math.min(down, right) < 0 || Math.max(down, right) >= 1) return; // beside the picture
    const [rows, columns] = model.get("size");
    choose([down * rows, right * columns]);
  });
  root.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(MOVES, event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault(); // the page does not scroll
    event.stopPropagation();
    const far = event.shiftKey ? FAR : 1;
    choose(model.get("value").map((at, axis) => at + far * MOVES[event.key][axis]));
  });
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
