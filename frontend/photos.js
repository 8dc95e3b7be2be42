// A photo from the camera is made smaller, so that it goes through a weak line, and sent at once.
import { on } from "./dom.js";

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
  const files = new DataTransfer();
  files.items.add(await smaller(file).catch(() => file));
  input.files = files.files;
  input.form.requestSubmit();
  setTimeout(() => (input.value = ""), 500);
});
