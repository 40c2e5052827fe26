const faults = [];
const fault = (what, node) => faults.push(`${what}: ${node.outerHTML.slice(0, 80)}`);
for (const name of ["header", "main", "nav", "footer", "h1"]) {
  if (document.querySelectorAll(name).length !== 1) {
    faults.push(`one ${name}`);
  }
}
for (const svg of document.querySelectorAll("svg")) {
  if (svg.getAttribute("role") !== "img" || !svg.getAttribute("aria-label")) {
    fault("no name", svg);
  }
}
for (const th of document.querySelectorAll("th")) {
  if (!["col", "row"].includes(th.scope)) {
    fault("no scope", th);
  }
}
for (const control of document.querySelectorAll("input, select")) {
  if (control.labels.length !== 1) {
    fault("no label", control);
  }
}
for (const link of document.querySelectorAll("a[href^='#']")) {
  if (!document.querySelector(link.getAttribute("href"))) {
    fault("leads nowhere", link);
  }
}
const ids = Array.from(document.querySelectorAll("[id]"), (node) => node.id);
if (new Set(ids).size !== ids.length) {
  faults.push("an id twice");
}
const light = (colour) => {
  const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
};
const back = (node) => {
  for (let one = node; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    if (colour !== "rgba(0, 0, 0, 0)") {
      return colour;
    }
  }
  return "rgb(255, 255, 255)";
};
for (const node of document.querySelectorAll("body *")) {
  const ownText = Array.from(node.childNodes).some((child) => child.nodeType === 3 && child.data.trim());
  if (!ownText || ["SCRIPT", "STYLE", "OPTION", "PROGRESS", "METER"].includes(node.tagName)) {
    continue;
  }
  const style = getComputedStyle(node);
  const [a, b] = [light(node.closest("svg") ? style.fill : style.color), light(back(node))];
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (contrast < 4.5) {
    fault(`contrast ${contrast.toFixed(1)}`, node);
  }
}
return faults.join(" | ");
