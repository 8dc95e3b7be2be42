// Sentences for the scripts, written into the page by the server in the user's language.
const island = document.getElementById("texts");
const texts = island ? JSON.parse(island.textContent) : {};

export function text(name, values = {}) {
  return Object.entries(values).reduce((line, [key, value]) => line.replace(`{${key}}`, value), texts[name] ?? name);
}
