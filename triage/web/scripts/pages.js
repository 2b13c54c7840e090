// Every page works without this: it folds the menu on small screens and stops a button from being pressed twice.
import { initAll } from "./govuk-frontend.min.js";
import { watch } from "./keys.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
watch(document.querySelector("[data-list]"));
