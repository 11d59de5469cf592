// Makes pages better where a browser runs scripts. Every page works without it.
//
// What it does is asked for in the markup:
//   form[method=post]      is sent once, however often its button is pressed
//   form[data-guard]       asks before answers that were not sent are left behind
//   form[data-upload]      shows how far its files have come, in its <progress> and its [role=status]
//   [data-check-url]       has its text held to the evidence while it is typed; what is found is put
//                          into the element that data-check-into names, and data-check-status names
//                          the line that says how it stands
//   [data-filter-table]    filters the rows of the table that it names
//   [data-refresh-url]     is asked for {"seq": n}, and tells when n is beyond data-refresh-seq
//   [data-print]           prints
// Whatever is of use with a script only is `hidden` in the markup and shown here.

/** How long nothing is typed before a text is checked, in milliseconds. */
const PAUSE = 600;
/** How often a page that others change too is looked at, in milliseconds. */
const LOOK = 5000;
/** How long a form counts as sent, in milliseconds: a download leaves its page as it was. */
const SENT = 5000;

// The other module is asked for under the same version as this one, as browsers keep both for good.
const components = import(`./govuk.js${new URL(import.meta.url).search}`);

/** Forms with answers that were not sent. */
let unsent = new Set();
/** The page that is shown, whatever the place within it. */
let shown = location.pathname + location.search;

/** A line that is read out when its words change. */
function statusLine() {
  const line = document.createElement("p");
  line.className = "wm-status";
  line.setAttribute("role", "status");
  return line;
}

function show(element) {
  const place = element.closest("[hidden]");
  if (place) place.hidden = false;
}

/** Says of a form's buttons whether pressing them does anything. They keep the focus meanwhile. */
function setSent(form, isSent) {
  if (isSent) form.dataset.sent = "yes";
  else delete form.dataset.sent;
  for (const button of form.querySelectorAll("button[type=submit]")) {
    if (isSent) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    unsent.delete(form);
    setSent(form, true);
    setTimeout(() => setSent(form, false), SENT);
  });
  // A page that one comes back to may be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) setSent(form, false);
  });
}

function askBeforeLeaving() {
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-guard]")) unsent.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsent.size > 0) event.preventDefault();
  });
}

/** What came back with an error is typed already, and was not kept. */
function guardAnswers() {
  if (!document.querySelector(".govuk-error-summary")) return;
  for (const form of document.querySelectorAll("form[data-guard]")) unsent.add(form);
}

function checkAsTyped() {
  for (const text of document.querySelectorAll("[data-check-url]")) {
    const into = document.getElementById(text.dataset.checkInto);
    if (!into) continue;
    let line = document.getElementById(text.dataset.checkStatus);
    if (!line) {
      line = statusLine();
      into.before(line);
    }
    let pause;
    let asked;
    const check = async () => {
      const mine = new AbortController();
      asked = mine;
      line.textContent = "Checking…";
      const body = new URLSearchParams({
        csrf: text.form.elements.namedItem("csrf").value,
        narrative: text.value,
      });
      try {
        const answer = await fetch(text.dataset.checkUrl, { method: "POST", body, signal: mine.signal });
        // An answer from elsewhere is the page to sign in at, and no finding.
        if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
        into.innerHTML = await answer.text();
        line.textContent = "Checked.";
      } catch (error) {
        if (error.name === "AbortError") return;
        line.textContent = "Could not be checked just now.";
      }
      if (asked === mine) into.removeAttribute("aria-busy");
    };
    text.addEventListener("input", () => {
      clearTimeout(pause);
      asked?.abort();
      // What stands there is of an earlier text.
      into.setAttribute("aria-busy", "true");
      pause = setTimeout(check, PAUSE);
    });
  }
}

function filterTables() {
  for (const input of document.querySelectorAll("[data-filter-table]")) {
    const table = document.getElementById(input.dataset.filterTable);
    if (!table) continue;
    show(input);
    const line = statusLine();
    input.after(line);
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const filter = () => {
      const wanted = input.value.trim().toLowerCase();
      for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      const left = rows.filter((row) => !row.hidden).length;
      line.textContent = wanted ? `${left} of ${rows.length} rows` : "";
    };
    input.addEventListener("input", filter);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    // A browser may have kept the words of an earlier visit.
    filter();
  }
}

/** Tells when others have changed what a page shows. It never takes away what somebody types. */
function noticeChanges() {
  for (const place of document.querySelectorAll("[data-refresh-url]")) {
    const seen = Number(place.dataset.refreshSeq);
    const tell = () => {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = location.pathname + location.search;
      link.textContent = "Show it";
      place.replaceChildren("Something has changed since this page was opened. ", link);
      place.hidden = false;
    };
    const look = async () => {
      if (!place.isConnected) return;
      try {
        if (!document.hidden) {
          const answer = await fetch(place.dataset.refreshUrl, { headers: { accept: "application/json" } });
          const { seq } = await answer.json();
          if (seq > seen) {
            tell();
            return;
          }
        }
      } catch {
        // The next look may find the way again.
      }
      setTimeout(look, LOOK);
    };
    setTimeout(look, LOOK);
  }
}

/** Puts the page that an answer holds in this page's place, as the browser would have. */
function turnTo(answer, address) {
  const page = new DOMParser().parseFromString(answer, "text/html");
  document.title = page.title;
  document.body.replaceChildren(...page.body.childNodes);
  if (address && address !== location.href) history.pushState(null, "", address);
  shown = location.pathname + location.search;
  unsent = new Set();
  window.scrollTo(0, 0);
  enhance();
}

function showUploads() {
  for (const form of document.querySelectorAll("form[data-upload]")) {
    const bar = form.querySelector("progress");
    const line = form.querySelector("[role=status]");
    if (!bar || !line) continue;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.dataset.sent) return;
      const request = new XMLHttpRequest();
      const stop = (words) => {
        setSent(form, false);
        bar.hidden = true;
        line.textContent = words;
      };
      request.upload.addEventListener("progress", (step) => {
        if (!step.lengthComputable) return;
        bar.max = step.total;
        bar.value = step.loaded;
        // Said at every tenth, so that those who listen are not talked over.
        const tenths = Math.floor((step.loaded / step.total) * 10);
        const words = tenths < 10 ? `${tenths * 10}% sent` : "Sent. The files are being read…";
        if (line.textContent !== words) line.textContent = words;
      });
      request.addEventListener("load", () => {
        const kind = request.getResponseHeader("content-type") ?? "";
        if (kind.startsWith("text/html")) turnTo(request.responseText, request.responseURL);
        else stop("The answer could not be read. Reload the page to see what was kept.");
      });
      request.addEventListener("error", () => {
        stop("The files could not be sent. Check the connection and send them again.");
      });
      bar.removeAttribute("value");
      bar.hidden = false;
      line.textContent = "Sending…";
      unsent.delete(form);
      request.open("POST", form.action);
      request.send(new FormData(form, event.submitter));
      setSent(form, true);
    });
  }
}

function printButtons() {
  for (const button of document.querySelectorAll("[data-print]")) {
    show(button);
    button.addEventListener("click", () => window.print());
  }
}

/** What is done anew for each page. */
function enhance() {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  components.then(({ initAll }) => initAll());
  guardAnswers();
  checkAsTyped();
  filterTables();
  noticeChanges();
  showUploads();
  printButtons();
}

sendOnce();
askBeforeLeaving();
// A page that took another's place has no document of its own to go back to.
window.addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) location.reload();
});
enhance();
