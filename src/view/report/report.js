"use strict";
// Narrows and sorts the table of tickets. Everything that it knows stands in the table.
(() => {
  const table = document.getElementById("ticket-table");
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  if (!table || !form || !shown) {
    return;
  }
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => ({ row, text: row.textContent.toLowerCase() }));

  function matches({ row, text }, wanted) {
    return wanted.words.every((word) => text.includes(word))
      && ["status", "priority", "assignee"].every((name) => wanted[name] === "" || wanted[name] === "=" + row.dataset[name])
      && (!wanted.open || "open" in row.dataset);
  }

  function narrow() {
    const wanted = {
      words: form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean),
      status: form.elements.status.value,
      priority: form.elements.priority.value,
      assignee: form.elements.assignee.value,
      open: form.elements.open.checked,
    };
    let count = 0;
    for (const one of rows) {
      const isShown = matches(one, wanted);
      one.row.hidden = !isShown;
      count += isShown ? 1 : 0;
    }
    shown.textContent = count === rows.length ? `${count} tickets` : `${count} of ${rows.length} tickets`;
  }

  const priorities = Array.from(form.elements.priority.options, (option) => option.value);
  const statuses = Array.from(form.elements.status.options, (option) => option.value);

  function key(row, column) {
    if (column === 2) {
      return statuses.indexOf("=" + row.dataset.status);
    }
    if (column === 3) {
      return priorities.indexOf("=" + row.dataset.priority);
    }
    const text = row.cells[column].textContent.trim();
    return column >= 7 ? (text === "" ? -1 : Number(text)) : text;
  }

  function compare(a, b) {
    return typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
  }

  function sort(heading, column) {
    const direction = heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
    for (const other of table.tHead.rows[0].cells) {
      other.removeAttribute("aria-sort");
    }
    heading.setAttribute("aria-sort", direction);
    const sign = direction === "ascending" ? 1 : -1;
    const keyed = rows.map((one) => ({ row: one.row, key: key(one.row, column) }));
    keyed.sort((a, b) => sign * compare(a.key, b.key));
    body.append(...keyed.map((one) => one.row));
  }

  Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(heading, column));
    heading.replaceChildren(button);
  });
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  form.hidden = false;
  narrow();
})();
