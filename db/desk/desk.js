"use strict";
// Makes the desk pleasant; every page works without it.
(() => {
  // A form that was sent is not sent a second time by an impatient click.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !button.hasAttribute("data-once")) return;
    setTimeout(() => { button.disabled = true; button.textContent = "正在办理…"; }, 0);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  const fault = document.querySelector("[role=alert]");
  if (fault) { fault.tabIndex = -1; fault.focus(); }
  // One letter leads to a room; ? shows the letters.
  const typing = (element) =>
    element && (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.key === "?") {
      document.querySelectorAll(".menu a[data-key]").forEach((link) => {
        const key = link.dataset.key;
        if (!link.querySelector("kbd")) {
          const mark = document.createElement("kbd");
          mark.textContent = key;
          link.append(" ", mark);
        } else {
          link.querySelector("kbd").remove();
        }
      });
      return;
    }
    if (event.key === "/") {
      const find = document.getElementById("find");
      if (find) { event.preventDefault(); find.focus(); }
      return;
    }
    const link = document.querySelector(`.menu a[data-key="${CSS.escape(event.key)}"]`);
    if (link) link.click();
  });
  // Files dropped anywhere on a page of imports go into its field.
  const drop = document.querySelector("[data-drop] input[type=file]");
  if (drop) {
    const zone = drop.closest("[data-drop]");
    document.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
    document.addEventListener("dragleave", () => zone.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      drop.files = event.dataTransfer.files;
      zone.requestSubmit();
    });
  }
  // What is ticked is counted and added up.
  const all = document.querySelector("[data-tick-all]");
  if (all) {
    const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${all.dataset.tickAll}"]`)];
    all.hidden = false;
    all.addEventListener("click", () => {
      const isOn = boxes.some((box) => !box.checked);
      boxes.forEach((box) => { box.checked = isOn; });
    });
  }
})();
