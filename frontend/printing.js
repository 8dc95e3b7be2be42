// A button with data-print puts the page on paper.
import { on } from "./dom.js";

on("click", "[data-print]", () => window.print());
