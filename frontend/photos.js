// A photo from the camera is made smaller, so that it goes through a weak line, and sent at once.
import { on } from "./dom.js";
import { isRunning, keepBeside } from "./queue.js";

const LONGEST = 2048;

async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = Object.assign(document.createElement("canvas"), { width: picture.width * scale, height: picture.height * scale });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  return new File([made], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
}

on("change", "[data-photo]", async (_event, input) => {
  const [file] = input.files;
  if (!file) return;
  const { form, name } = input;
  input.value = "";
  send(form, name, await smaller(file).catch(() => file));
});

/** Beside another one that is still on its way, or when its form is gone, it is kept and sent by itself. */
function send(form, name, photo) {
  if (isRunning(form) || !form.isConnected) return keepBeside(form, name, photo);
  const input = form.elements[name];
  const files = new DataTransfer();
  files.items.add(photo);
  input.files = files.files;
  form.requestSubmit(); // htmx takes the file out at once
  input.value = "";
}
