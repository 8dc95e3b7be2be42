// A frame to sign in with a finger: [data-sign-pad] within [data-sign]; the drawing goes along in the field `image`.
import { all, find, on } from "./dom.js";

const pads = new WeakMap();

async function prepare(canvas) {
  const { default: SignaturePad } = await import("signature_pad");
  const box = canvas.getBoundingClientRect();
  const ratio = Math.min(Math.max(devicePixelRatio || 1, 1), 2);
  canvas.width = box.width * ratio;
  canvas.height = box.height * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  const pad = new SignaturePad(canvas, { penColor: "#0b2f2d" });
  pad.addEventListener("endStroke", () => keep(canvas, pad));
  pads.set(canvas, pad);
  const { value } = find("[name=image]", canvas.closest("form"));
  if (value) pad.fromDataURL(value, { ratio });
}

function keep(canvas, pad) {
  find("[name=image]", canvas.closest("form")).value = pad.isEmpty() ? "" : pad.toDataURL("image/png");
}

function look(inside) {
  for (const canvas of all("[data-sign-pad]", inside)) if (!pads.has(canvas)) (pads.set(canvas, null), prepare(canvas));
}

on("click", "[data-sign-clear]", (_event, button) => {
  const canvas = find("[data-sign-pad]", button.closest("form"));
  pads.get(canvas)?.clear();
  keep(canvas, pads.get(canvas));
});
if (find("[data-keep]")) import("signature_pad"); // at hand when the line is gone
document.addEventListener("kesher:filled", ({ target }) => all("[data-sign-pad]", target).forEach(prepare));
look(document);
document.addEventListener("htmx:afterSettle", () => look(document));
