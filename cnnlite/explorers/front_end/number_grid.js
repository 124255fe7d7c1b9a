// Linked grids of numbers. Everything on display was computed in Python and sent once: nothing here computes a number.

const STEP_MS = 900; // of play
const SMALLEST = 18; // pixels of a cell on a narrow page; where not even that fits, a grid scrolls inside its box
const CELL = [matchMedia("(pointer: coarse)").matches ? 32 : 24, 38]; // pixels: the least in one row, and the most
const PER_LETTER = [7, 9]; // the same for each letter of a long number, up to LONGEST of them
const LONGEST = 12;
const FONT = [0.42, 1.2]; // the largest letter, and the room of a whole number, both in cells
const DEPTH = 9; // pixels by which a channel looks out behind the one before

function make(tag, className, parent, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent?.append(element);
  return element;
}

const isGrid = (item) => typeof item !== "string"; // a sign between two grids is a string
const BREAK = "\n"; // the sign that begins a new row

// The numbers of a page come as one string, their colors as two digits of base 36 each; both are taken apart once.
const taken = new WeakMap();
function read(page) {
  if (!taken.has(page)) {
    const color = page.color.match(/../g).map((digits) => parseInt(digits, 36));
    const text = page.text.replaceAll("-", "−").split(" ");
    taken.set(page, { color, text, longest: text.reduce((most, written) => Math.max(most, written.length), 1) });
  }
  return taken.get(page);
}

// What is framed in a state of a grid, as rectangles (row, column, rows, columns).
function framed([, window, marked = []]) {
  return [...(window ? [window] : []), ...marked.map(([row, col]) => [row, col, 1, 1])];
}

// A sentence with its products written out, channel by channel: a framed cell times a cell of the kernel, and so on.
function sentenceOf({ factors, items }, frame) {
  if (!factors) return frame.text;
  const [pixels, weights] = factors.map((place) => read(items[place].pages[frame.at[place][0]]).text);
  const [, rows, cols] = items[factors[0]].shape;
  const cells = framed(frame.at[factors[0]]).flatMap(([row, col, high, wide]) =>
    Array.from({ length: high * wide }, (_, n) => (row + Math.floor(n / wide)) * cols + col + (n % wide)),
  );
  const bracket = (text) => (text.startsWith("−") ? `(${text})` : text);
  const product = (channel) => (cell, n) =>
    `${bracket(pixels[channel * rows * cols + cell])}·${bracket(weights[channel * cells.length + n])}`;
  let channel = 0;
  return frame.text.replaceAll("\t", () => cells.map(product(channel++)).join(" + "));
}

function makeCell(parent, item, place, attributes = {}) {
  const cell = make("div", "cell", parent, attributes);
  cell.classList.toggle("padding", item.padding.includes(place));
  cell.classList.toggle("unused", item.unused.includes(place));
  return cell;
}

// One grid: its label, its channels in depth, the numbers of the one in front, and the frames around cells.
function makeGrid(item, own, parent) {
  const [channels, rows, cols] = item.shape;
  const box = make("div", channels > 1 ? "item deep" : "item", parent);
  const label = make("div", "label", box, { id: `cnnlite-${Math.random().toString(36).slice(2)}` });
  const planes = make("div", "planes", box);
  planes.style.setProperty("--depth", channels - 1);
  const plane = (className, place, attributes) => {
    const element = make("div", `plane ${className}`, planes, attributes);
    element.style.setProperty("--place", place);
    element.style.gridTemplateColumns = `repeat(${cols}, var(--cell))${item.names.length ? " auto" : ""}`;
    return element;
  };
  const behind = [];
  for (let place = channels - 1; place > 0; place--) {
    const back = plane("behind", place, { "aria-hidden": "true" });
    behind.push({ place, cells: Array.from({ length: rows * cols }, (_, n) => makeCell(back, item, n)) });
  }
  const front = plane("front", 0, { role: own ? "grid" : "table", "aria-labelledby": label.id });
  const cells = [];
  for (let row = 0; row < rows; row++) {
    const line = make("div", "line", front, { role: "row" });
    for (let col = 0; col < cols; col++) {
      const cell = makeCell(line, item, row * cols + col, { role: own ? "gridcell" : "cell" });
      cell.style.gridArea = `${row + 1} / ${col + 1}`;
      if (own) cell.dataset.place = row * cols + col;
      cells.push(cell);
    }
    if (item.names.length) {
      const name = make("div", "name", line, { role: "rowheader" });
      name.style.gridArea = `${row + 1} / ${cols + 1}`;
      name.textContent = item.names[row];
    }
  }
  return { own, box, label, front, cells, behind, size: rows * cols, cols, channels, frames: [] };
}

function paintCell(cell, page, place, colors, blank, written) {
  const color = blank ? 0 : page.color[place]; // 0 is no color
  cell.classList.toggle("blank", color === 0);
  if (!cell.classList.contains("padding")) [cell.style.backgroundColor, cell.style.color] = colors[color];
  const text = blank || !written ? "" : page.text[place];
  if (cell.textContent !== text) cell.textContent = text;
}

// All channels of a grid; cells from `known` on are blank, but for the one that the hand is on.
function paintCells(grid, page, colors, inFront, known, hand) {
  const blank = (flat) => flat >= known && flat !== hand;
  for (const { place, cells } of grid.behind) {
    const start = ((inFront + place) % grid.channels) * grid.size;
    cells.forEach((cell, n) => paintCell(cell, page, start + n, colors, blank(start + n), false));
  }
  const start = inFront * grid.size;
  grid.cells.forEach((cell, n) => paintCell(cell, page, start + n, colors, blank(start + n), true));
}

// What makes the cells of the picked grid a choice of one; Tab stops at the chosen one.
function markChoice(grid, index, inFront, known, depth) {
  grid.cells.forEach((cell, n) => {
    const flat = inFront * grid.size + n;
    const place = `row ${Math.floor(n / grid.cols)}, column ${n % grid.cols}`;
    const text = cell.textContent || (flat >= known ? "not reached yet" : "empty");
    cell.tabIndex = flat === index ? 0 : -1;
    cell.setAttribute("aria-selected", flat === index);
    cell.setAttribute("aria-label", `${grid.channels > 1 ? `${depth} ${inFront}, ` : ""}${place}: ${text}`);
  });
}

function paintFrames(grid, states) {
  grid.frames.forEach((frame) => frame.remove());
  grid.frames = states.flatMap(([className, state]) =>
    framed(state).map(([row, col, rows, cols]) => {
      const frame = make("div", `frame ${className}`, grid.front, { "aria-hidden": "true" });
      frame.style.gridArea = `${row + 1} / ${col + 1} / span ${rows} / span ${cols}`;
      return frame;
    }),
  );
}

// The bar below the grids. All controls are made, so that there is one way to paint them; `show` hides the others.
function makeControls(bar, model, act) {
  const show = model.get("show"), stepping = show.includes("position");
  const button = (text, action, shown) => {
    const made = make("button", "", bar, { type: "button" });
    made.textContent = text;
    made.hidden = !shown;
    made.addEventListener("click", action);
    return made;
  };
  const labelled = (text, tag, attributes, shown) => {
    const label = make("label", "", bar);
    make("span", "", label).textContent = text;
    label.hidden = !shown;
    return make(tag, "", label, attributes);
  };
  const optionInput = ({ name, values }, n) => {
    const box = values.length === 2 && values[0] === "";
    const shown = show.includes(name);
    const input = box
      ? labelled(values[1], "input", { type: "checkbox" }, shown)
      : labelled(name, "select", {}, shown);
    if (!box) input.append(...values.map((value, place) => new Option(value, place)));
    input.addEventListener("change", () => act.choose(n, Number(box ? input.checked : input.value)));
    return input;
  };
  const range = { type: "range", min: 0, step: 1, "aria-label": "position" };
  const position = labelled("position", "input", range, stepping);
  position.addEventListener("input", () => act.go(position.valueAsNumber));
  const count = make("span", "count", bar);
  count.hidden = !stepping;
  const back = button("Back", () => act.go(model.get("index") - 1), stepping);
  const forward = button("Forward", () => act.go(model.get("index") + 1), stepping);
  const play = button("Play", act.play, show.includes("play"));
  const pin = button("Pin", act.pin, show.includes("pin"));
  const options = model.get("options").map(optionInput);
  const channel = labelled("", "select", {}, true);
  channel.addEventListener("change", () => act.bring(Number(channel.value)));
  button("Reset", act.reset, show.length > 0);
  return { position, moves: [position, back, forward, play], count, play, pin, options, channel };
}

function render({ model, el }) {
  const root = make("div", "cnnlite-numbers", el, { role: "group" });
  root.style.setProperty("--step", `${DEPTH}px`);
  const stage = make("div", "stage", root);
  const bar = make("div", "bar", root); // above the sentences, whose number of lines changes
  const sentence = make("p", "sentence", root, { role: "status" });
  const kept = make("p", "kept", root);
  let scene = null, form = "", longest = 1;
  let grids = []; // in the places of the items, null for a sign
  let lines = []; // of those places, row by row
  let hovered = null, channel = 0, timer = null;
  let room = 0; // pixels, for which the cells were chosen

  const sceneOfSetting = () => {
    const options = model.get("options"), setting = model.get("setting");
    return model.get("scenes")[options.reduce((place, { values }, n) => place * values.length + setting[n], 0)];
  };
  const last = () => scene.frames.length - 1;
  const axis = () => scene.depth ?? model.get("depth"); // what is drawn in depth
  const picked = () => grids[scene.pick];

  // All grids in one row where that leaves cells to point at and to read, else each as wide as there is room.
  const chooseCell = () => {
    const shapes = scene.items.filter(isGrid).map((item) => item.shape);
    const depth = (channels) => (channels - 1) * DEPTH;
    const drawn = grids.filter(Boolean);
    const names = drawn.map(({ front }) => front.querySelector(".name")?.offsetWidth ?? 0);
    room = root.clientWidth;
    const cellOf = (line) => {
      const own = line.filter((place) => grids[place]).map((place) => drawn.indexOf(grids[place]));
      const gaps = own.reduce((sum, n) => sum + depth(shapes[n][0]) + names[n], line.length * 20);
      return (room - gaps) / own.reduce((sum, n) => sum + shapes[n][2], 0);
    };
    const row = Math.min(...lines.map(cellOf));
    const free = (channels, n, beside) => room - 44 - depth(channels) - beside * names[n];
    const left = (beside) => shapes.map(([channels, , cols], n) => free(channels, n, beside) / cols);
    // The names of the rows may be scrolled to where they leave the cells too small.
    const alone = [1, 0].map((beside) => Math.min(...left(beside))).find((pixels) => pixels >= SMALLEST);
    const [least, most] = CELL.map((pixels, n) => Math.max(pixels, PER_LETTER[n] * Math.min(longest, LONGEST)));
    const use = (cell) => root.style.setProperty("--cell", `${Math.min(most, cell)}px`);
    const broken = ({ children: [first], lastChild }) => lastChild.offsetTop >= first.offsetTop + first.offsetHeight;
    for (let cell = Math.min(most, row); cell >= least; cell -= 2) {
      use(cell);
      if (![...stage.children].some(broken)) return; // long labels may break a row
    }
    use(alone ? Math.min(alone, Math.max(CELL[1], least)) : least);
  };

  // What scrolls must be reached by keyboard; the picked grid is by its cells.
  const fit = () => {
    chooseCell();
    for (const grid of grids) {
      if (grid && !grid.own && grid.box.scrollWidth > grid.box.clientWidth) grid.box.tabIndex = 0;
      else grid?.box.removeAttribute("tabindex");
    }
  };

  const build = () => {
    stage.replaceChildren();
    let row = make("div", "grids", stage);
    let group = null; // a sign stays beside the grid that follows it
    lines = [[]];
    grids = scene.items.map((item, place) => {
      if (item === BREAK) {
        row = make("div", "grids", stage);
        lines.push([]);
        return null;
      }
      lines.at(-1).push(place);
      group ??= make("div", "group", row);
      if (!isGrid(item)) {
        make("div", "sign", group).textContent = item;
        return null;
      }
      const grid = makeGrid(item, place === scene.pick, group);
      group = null;
      return grid;
    });
    const drawn = scene.items.filter(isGrid);
    const most = Math.max(...drawn.map((item) => item.shape[0]));
    controls.channel.parentNode.hidden = most === 1;
    controls.channel.previousSibling.textContent = `${axis()} in front`;
    const names = model.get("planes") ?? [];
    controls.channel.replaceChildren(...Array.from({ length: most }, (_, n) => new Option(names[n] ?? n, n)));
    channel = Math.min(Math.max(...drawn.map((item) => item.channel)), most - 1);
  };

  // Cells are made anew only where another scene needs others.
  const take = (next) => {
    scene = next;
    const drawn = scene.items.filter(isGrid);
    const needs = ({ shape, names, padding, unused }) => [shape, names, padding, unused];
    const own = scene.items.map((item) => (isGrid(item) ? needs(item) : item));
    const wanted = JSON.stringify([scene.pick, scene.depth, own]);
    if (wanted !== form) build();
    form = wanted;
    longest = Math.max(model.get("letters") ?? 1, ...drawn.flatMap((item) => item.pages.map((page) => read(page).longest)));
    root.style.setProperty("--letter", Math.min(FONT[0], FONT[1] / longest));
    controls.position.max = last();
  };

  const paint = () => {
    const { frames, colors, items } = scene;
    const index = Math.min(model.get("index"), last()), shown = hovered ?? index;
    const pinned = model.get("pinned") > last() ? null : model.get("pinned");
    const own = picked();
    if (own?.channels > 1) channel = Math.floor(shown / own.size); // the hand brings its channel to the front
    grids.forEach((grid, place) => {
      if (!grid) return;
      const state = frames[shown].at[place], known = frames[index].at[place][3] ?? Infinity;
      const inFront = Math.min(channel, grid.channels - 1);
      const name = model.get("planes")?.[inFront] ?? `${axis()} ${inFront} of ${grid.channels}`;
      const front = grid.channels > 1 ? `, ${name} in front` : "";
      grid.label.textContent = items[place].label + front;
      paintCells(grid, read(items[place].pages[state[0]]), colors, inFront, known, grid.own ? shown : null);
      if (grid.own) markChoice(grid, index, inFront, known, axis());
      paintFrames(grid, [["now", state], ...(pinned === null ? [] : [["pinned", frames[pinned].at[place]]])]);
    });
    sentence.textContent = sentenceOf(scene, frames[shown]);
    kept.textContent = pinned === null ? "" : `Pinned: ${sentenceOf(scene, frames[pinned])}`;
    const count = `${index + 1} of ${frames.length}`;
    controls.moves.forEach((control) => (control.disabled = last() === 0)); // nowhere to go
    controls.position.value = index;
    controls.position.setAttribute("aria-valuetext", count);
    controls.count.textContent = count;
    controls.pin.textContent = pinned === null ? "Pin" : "Unpin";
    controls.play.textContent = timer === null ? "Play" : "Pause";
    controls.channel.value = channel;
    controls.options.forEach((input, n) => {
      const value = model.get("setting")[n];
      if (input.type === "checkbox") input.checked = value === 1;
      else input.value = value;
    });
  };

  // Whatever changes the model ends the preview: its place may not exist any more.
  const refresh = () => {
    root.setAttribute("aria-label", model.get("label"));
    hovered = null;
    const focused = document.activeElement?.closest?.(".cell") && stage.contains(document.activeElement);
    const next = sceneOfSetting(), other = next !== scene;
    if (other) take(next);
    paint();
    if (other) fit(); // with the labels that are painted now
    if (focused && !stage.contains(document.activeElement)) picked()?.cells.find((cell) => cell.tabIndex === 0).focus();
  };

  // Every move of a hand ends here; the model tells all views of it, but only of what has changed.
  const send = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    model.save_changes();
    refresh();
  };
  const move = (index) => send({ index: Math.max(0, Math.min(index, last())) });
  const stop = () => {
    clearInterval(timer);
    timer = null;
  };
  const step = () => {
    if (!root.isConnected) return stop();
    if (model.get("index") + 1 >= last()) stop();
    move(model.get("index") + 1);
  };
  const act = {
    go(index) {
      stop();
      move(index);
    },
    play() {
      const playing = timer !== null;
      stop();
      if (!playing) timer = setInterval(step, STEP_MS);
      move(!playing && model.get("index") >= last() ? 0 : model.get("index"));
    },
    pin() {
      send({ pinned: model.get("pinned") === null ? model.get("index") : null });
    },
    choose(n, value) {
      stop();
      model.set("setting", model.get("setting").map((old, place) => (place === n ? value : old)));
      refresh(); // the other scene may have fewer frames
      const pinned = model.get("pinned");
      send({ index: Math.min(model.get("index"), last()), pinned: pinned > last() ? null : pinned });
    },
    bring(place) {
      channel = place;
      const { channels, size } = picked() ?? {};
      if (channels > 1) act.go(place * size + (model.get("index") % size));
      else paint();
    },
    reset() {
      stop();
      send({ setting: [...model.get("start").setting], index: model.get("start").index, pinned: null });
    },
  };
  const controls = makeControls(bar, model, act);

  // The frame of the cell that the hand is on, in the channel that is in front.
  const placeOf = (event) => {
    const cell = event.target.closest?.(".cell[data-place]");
    return cell && channelStart() + Number(cell.dataset.place);
  };
  const channelStart = () => (picked().channels > 1 ? channel * picked().size : 0);
  const preview = (place) => {
    if (place === hovered) return;
    hovered = place;
    paint();
  };
  // Not pointerover: browsers send that, too, when a cell's text changes under a mouse at rest while keys are pressed.
  stage.addEventListener("pointermove", (event) => event.pointerType === "mouse" && preview(placeOf(event)));
  stage.addEventListener("pointerleave", () => preview(null));
  const choose = (index) => {
    act.go(index);
    const cell = picked().cells[model.get("index") % picked().size];
    cell.focus({ preventScroll: true }); // which would bring it to the middle
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  stage.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (place !== null) choose(place);
  });
  stage.addEventListener("keydown", (event) => {
    if (placeOf(event) === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const { size, cols } = picked(), index = model.get("index"), within = index % size;
    const moves = {
      ArrowLeft: index - 1, ArrowRight: index + 1,
      ArrowUp: within < cols ? index : index - cols, ArrowDown: within + cols >= size ? index : index + cols,
      PageUp: index < size ? index : index - size, PageDown: index + size > last() ? index : index + size,
      Home: 0, End: last(),
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    choose(moves[event.key]);
  });
  // JupyterLab takes arrows and letters from whatever has the focus, unless the element itself is marked.
  root.addEventListener("focusin", (event) => (event.target.dataset.lmSuppressShortcuts = "true"));
  root.dataset.lmSuppressShortcuts = "true";

  model.on("change", refresh);
  refresh();
  const sizes = new ResizeObserver(() => root.clientWidth === room || fit());
  sizes.observe(root);
  return () => {
    stop();
    sizes.disconnect();
    model.off("change", refresh);
  };
}

export default { render };
