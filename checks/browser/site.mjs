// Opens the pages of the web application in a browser, on a desktop's and on a phone's screen, and holds
// them to WCAG 2.2 AA. The pages are those that the test of routes names with a small letter, so a new
// page is looked at without being listed again.
//
// node site.mjs --address URL --password WORDS --routes FILE [--out FOLDER] [--chrome PATH] [--only TEXT]

import { mkdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  NARROWEST,
  SCREENS,
  axeSource,
  browserAt,
  checkContrast,
  checkKeyboard,
  checkReflow,
  checkRules,
  finish,
  launch,
  photograph,
  result,
  shut,
  windowOf,
} from "./rules.mjs";

/** Who looks at pages with which need: the letters are those of the test of routes. */
const VIEWERS = {
  o: null,
  a: "analyst",
  p: "analyst",
  w: "analyst",
  c: "analyst",
  d: "analyst",
  n: "administrator",
  x: "administrator",
};

/** Who gives commands: between them they are offered nearly every form. */
const GIVERS = ["chair", "director", "lead", "auditor", "analyst", "administrator"];

function options() {
  const { values } = parseArgs({
    options: {
      address: { type: "string" },
      password: { type: "string" },
      analyst: { type: "string", default: "" },
      administrator: { type: "string", default: "" },
      chair: { type: "string", default: "" },
      director: { type: "string", default: "" },
      lead: { type: "string", default: "" },
      auditor: { type: "string", default: "" },
      routes: { type: "string" },
      out: { type: "string" },
      chrome: { type: "string" },
      only: { type: "string", default: "" },
    },
  });
  for (const name of ["address", "password", "routes", "analyst", "administrator", ...GIVERS]) {
    if (!values[name]) throw new Error(`--${name} is missing`);
  }
  return values;
}

/** The pages of the test of routes: what each needs, and an address. */
function pages(file, only) {
  const lines = readFileSync(file, "utf8").matchAll(/\("GET", "[^"]*", '(.)', "([^"]*)"\)/g);
  return [...lines]
    .map(([, needs, address]) => ({ needs, address }))
    .filter(({ needs }) => needs in VIEWERS)
    .filter(({ address }) => address.includes(only));
}

async function signIn(context, given, person) {
  const page = await context.newPage();
  await page.goto(`${given.address}/sign-in`);
  await page.fill("input[name=email]", given[person]);
  await page.fill("input[name=password]", given.password);
  await page.click("main form button[type=submit]");
  if (new URL(page.url()).pathname === "/sign-in") {
    throw new Error(`${person} cannot sign in: ${await page.title()}`);
  }
  await page.waitForLoadState();
  await shut(page);
}

function nameOf(address) {
  return address.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "home";
}

/** Whether an address answers with a page. A file is not opened: a window with a download that it began
 * and nobody takes does not close. */
async function isPage(context, given, address) {
  const answer = await context.request.get(given.address + address);
  const { "content-type": kind = "", "content-disposition": place = "" } = answer.headers();
  return kind.startsWith("text/html") && !place.startsWith("attachment");
}

async function look(context, given, address, screen, source) {
  const where = `${address} ${screen.width}x${screen.height}`;
  const page = await context.newPage();
  const outside = [];
  const complaints = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(given.address) && !request.url().startsWith("data:")) {
      outside.push(request.url().slice(0, 80));
    }
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text().slice(0, 200));
  });
  page.on("pageerror", (error) => complaints.push(String(error).slice(0, 200)));
  try {
    const answer = await page.goto(given.address + address, { waitUntil: "load" });
    const title = await page.title();
    result(where, `answers with a page of its own: ${title}`, answer.ok() ? [] : [`status ${answer.status()}`]);
    if (given.out) await photograph(page, `${nameOf(address)}-${screen.name}`, given.out);
    result(where, "asks for nothing from elsewhere, and the console is quiet", [
      ...outside.map((url) => `asked for ${url}`),
      ...complaints,
    ]);
    await page.evaluate(source);
    await checkRules(page, where, "as it opens");
    await checkReflow(page, where, screen.width);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details:not([open])")) one.open = true;
    });
    await checkRules(page, where, "with its folded parts open");
    await checkContrast(page, where);
    if (screen.name === "desktop") await checkKeyboard(page, where);
    if (screen.name === "phone") {
      await page.setViewportSize({ width: NARROWEST, height: screen.height });
      await checkReflow(page, where, NARROWEST);
    }
  } catch (error) {
    result(where, `could not be looked at: ${String(error.message ?? error).split("\n")[0]}`, [""]);
  } finally {
    await shut(page);
  }
}

/** Without JavaScript each page must have one main heading. */
async function withoutScript(context, given, address) {
  const page = await context.newPage();
  try {
    await page.goto(given.address + address);
    const headings = await page.locator("h1").count();
    result(`${address} without JavaScript`, "has its heading", headings === 1 ? [] : [`${headings} of them`]);
  } catch (error) {
    result(`${address} without JavaScript`, "could not be looked at", [String(error).split("\n")[0]]);
  } finally {
    await shut(page);
  }
}

/** The forms that pages lead to, one of each kind, with who is offered it. */
async function formsOf(browser, given, all) {
  const found = new Map();
  for (const viewer of GIVERS) {
    const context = await windowOf(browser, SCREENS[0]);
    await signIn(context, given, viewer);
    for (const { address } of all) {
      const answer = await context.request.get(given.address + address);
      if (!answer.ok() || !(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
      for (const [, href, kind] of (await answer.text()).matchAll(/href="(\/give\/([a-z-]+)[^"]*)"/g)) {
        const whole = href.replaceAll("&#38;", "&").replaceAll("&amp;", "&");
        if (!found.has(kind)) found.set(kind, { viewer, address: whole });
      }
    }
    await shut(context);
  }
  return [...found.values()].filter(({ address }) => address.includes(given.only));
}

/** A form that is sent as it stands, and comes back as something is missing: with its errors. */
async function lookSentBack(context, given, address, source) {
  const page = await context.newPage();
  try {
    const form = await page.goto(given.address + address);
    // A form that was taken before this one may have ended what this one is about.
    if (!form.ok()) return;
    const [back] = await Promise.all([
      page.waitForResponse((answer) => answer.request().method() === "POST"),
      page.locator("main form button[type=submit]").first().click(),
    ]);
    const status = back.status();
    await page.waitForLoadState();
    // What needs no answer is taken.
    if (status !== 422) return;
    const where = `${address} sent back`;
    const errors = await page.locator(".govuk-error-summary li").count();
    const title = await page.title();
    result(where, `says what is wrong, ${errors} times, and in its title`, [
      ...(errors === 0 ? ["no summary of errors"] : []),
      ...(title.startsWith("Error: ") ? [] : [`the title is ${title}`]),
    ]);
    await page.evaluate(source);
    await checkRules(page, where, "with its errors");
    if (given.out) await photograph(page, `${nameOf(address)}-sent-back`, given.out);
  } catch (error) {
    result(address, `could not be sent: ${String(error.message ?? error).split("\n")[0]}`, [""]);
  } finally {
    await shut(page);
  }
}

/** Every kind of form, on both screens, and sent back. */
async function lookAtForms(browser, given, all, source) {
  const forms = await formsOf(browser, given, all);
  result("forms", `${forms.length} kinds are offered`, forms.length < 20 && given.only === "" ? ["too few"] : []);
  for (const screen of SCREENS) {
    for (const viewer of GIVERS) {
      const context = await windowOf(browser, screen, { bypassCSP: true });
      await signIn(context, given, viewer);
      for (const form of forms.filter((one) => one.viewer === viewer)) {
        await look(context, given, form.address, screen, source);
      }
      await shut(context);
    }
  }
  for (const viewer of GIVERS) {
    const context = await windowOf(browser, SCREENS[0], { bypassCSP: true });
    await signIn(context, given, viewer);
    for (const form of forms.filter((one) => one.viewer === viewer)) {
      await lookSentBack(context, given, form.address, source);
    }
    await shut(context);
  }
}

async function main() {
  const given = options();
  if (given.out) mkdirSync(given.out, { recursive: true });
  const all = pages(given.routes, given.only);
  const source = axeSource();
  const browser = await launch(browserAt(given.chrome));
  try {
    for (const screen of SCREENS) {
      for (const viewer of [null, "analyst", "administrator"]) {
        // The checks bring axe into the page, which its policy rightly forbids to others.
        const context = await windowOf(browser, screen, { bypassCSP: true });
        if (viewer) await signIn(context, given, viewer);
        for (const { needs, address } of all) {
          if (VIEWERS[needs] !== viewer || !(await isPage(context, given, address))) continue;
          await look(context, given, address, screen, source);
        }
        await shut(context);
      }
    }
    await lookAtForms(browser, given, all, source);
    const context = await windowOf(browser, SCREENS[0], { javaScriptEnabled: false });
    await signIn(context, given, "analyst");
    for (const { needs, address } of all) {
      if (VIEWERS[needs] === "analyst" && (await isPage(context, given, address))) {
        await withoutScript(context, given, address);
      }
    }
    await shut(context);
  } finally {
    await shut(browser);
  }
}

try {
  await main();
} catch (error) {
  result("site", `the checks could not go on: ${String(error.message ?? error).split("\n")[0]}`, [""]);
}
finish("site");
// A window that did not close in time must not keep the program.
process.exit();
