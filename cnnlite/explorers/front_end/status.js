// The sentence of an explorer. The paragraph stays, only its text changes: that is what screen readers announce.

// JupyterLab takes arrows and letters from whatever has the focus, unless the element itself is marked. The controls
// of ipywidgets cannot be marked from Python, so whatever gets the focus inside an explorer is marked here.
function keepKeys(event) {
  if (event.target.closest?.(".cnnlite-explorer")) event.target.dataset.lmSuppressShortcuts = "true";
}

function render({ model, el }) {
  document.addEventListener("focusin", keepKeys); // the same function is added only once
  const root = document.createElement("p");
  root.className = "cnnlite-status";
  root.setAttribute("role", "status");
  el.append(root);
  const show = () => (root.textContent = model.get("text"));
  model.on("change:text", show);
  show();
  return () => model.off("change:text", show);
}

export default { render };
