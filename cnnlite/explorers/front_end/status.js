// The paragraph stays, only its text changes: that is what screen readers announce.
function render({ model, el }) {
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
