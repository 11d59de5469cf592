// What somebody does at a browser, for the checks that walk through the application: they sign in,
// follow links, answer forms and look. Each page that they come to is held to the rules. What a page
// should say is in the steps; here is how they get there.

import { createHash } from "node:crypto";
import path from "node:path";
import { SCREENS, axeSource, checkReflow, checkRules, photograph, result, shut, windowOf } from "./rules.mjs";

const [DESKTOP, PHONE] = SCREENS;
/** The walks: a screen, and whether the browser runs scripts. */
export const WALKS = {
  desktop: { screen: DESKTOP, scripts: true },
  plain: { screen: DESKTOP, scripts: false },
  phone: { screen: PHONE, scripts: true },
};
/** How long something may take to be seen, in milliseconds. */
const PATIENCE = 10_000;
/** How long a published report may take to be frozen, and files to be read. */
export const LONG = 60_000;
/** More stops than a page of ours has, so that a search by Tab ends. */
const MOST_STOPS = 400;

/** The accounts that the program named when it started: an address, a name, the roles. */
export function accountsIn(told) {
  const lines = told.matchAll(/^ {2}(\S+@\S+) +(.+?), ([a-z -]+)$/gm);
  return [...lines].map(([, email, name, roles]) => ({ email, name, roles: roles.split(" and ") }));
}

function slug(words) {
  return words.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/** One walk through the application, by several people one after the other. */
export class Walk {
  constructor(browser, kind, given) {
    Object.assign(this, given, WALKS[kind], { browser, kind });
    this.source = axeSource();
    this.step = "";
    this.seen = new Set();
    this.pictures = 0;
  }

  /** Takes a step. What keeps it from its end is a failure, and the walk goes on with the next. */
  async take(step, walked) {
    this.step = step;
    try {
      await walked();
    } catch (error) {
      // The first line says what did not come about, the one of the log for what it was waited.
      const lines = String(error.message ?? error).split("\n");
      const waited = lines.find((line) => line.includes("waiting for"))?.trim() ?? "";
      const at = this.last ? `${new URL(this.last.page.url()).pathname}: ` : "";
      result(`${this.kind}, ${step}`, "could be walked to its end", [`${at}${lines[0]} ${waited}`]);
      if (this.last) await this.last.picture("where it ended").catch(() => {});
    } finally {
      await this.leave();
    }
  }

  /** Says whether something is as it should be. */
  expect(what, problems) {
    result(`${this.kind}, ${this.step}`, what, problems);
  }

  /** Somebody at a browser of their own, who is not signed in. */
  async visitor() {
    await this.leave();
    // The page's own policy stays in force, so that whatever it forbids is complained about.
    const context = await windowOf(this.browser, this.screen, { javaScriptEnabled: this.scripts });
    context.setDefaultTimeout(PATIENCE);
    this.last = new Visitor(this, context, await context.newPage());
    await this.last.page.goto(this.address);
    return this.last;
  }

  /** Somebody who has signed in. */
  async as(name) {
    const somebody = await this.visitor();
    const account = this.accounts.find((one) => one.name === name);
    if (!account) throw new Error(`${name} has no account`);
    await somebody.follow("Sign in", { within: somebody.page });
    await somebody.look("to sign in");
    await somebody.write("E-mail address", account.email);
    await somebody.write("Password", account.password ?? this.password);
    await somebody.press("Sign in");
    await somebody.look("signed in", { once: true });
    return somebody;
  }

  /** Who has a role: the one with the fewest others. */
  having(role) {
    const all = this.accounts.filter((one) => one.roles.includes(role));
    const [found] = all.sort((one, other) => one.roles.length - other.roles.length);
    if (!found) throw new Error(`nobody with an account is ${role}`);
    return found.name;
  }

  async leave() {
    if (this.last) await shut(this.last.context);
    this.last = undefined;
  }
}

/** Somebody at a browser. */
export class Visitor {
  constructor(walk, context, page) {
    Object.assign(this, { walk, context, page, faults: [], complaints: [] });
    page.on("response", (answer) => {
      if (answer.status() >= 400) {
        this.faults.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
      }
    });
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(walk.address)) {
        this.complaints.push(`asked for ${request.url().slice(0, 80)}`);
      }
    });
    page.on("console", (message) => {
      // That an answer is a refusal is counted by its status.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
        this.complaints.push(message.text().slice(0, 200));
      }
    });
    page.on("pageerror", (error) => this.complaints.push(String(error).slice(0, 200)));
  }

  get main() {
    return this.page.locator("main, [role=main]").first();
  }

  /** What a picture is called: the walk, its number in it, the step, what it shows. */
  named(what) {
    const { kind, step } = this.walk;
    this.walk.pictures += 1;
    return `${kind}-${String(this.walk.pictures).padStart(3, "0")}-${slug(step)}-${slug(what)}`;
  }

  async picture(what) {
    if (this.walk.out) await photograph(this.page, this.named(what), this.walk.out);
  }

  /** A picture of what the window shows, of a document that is long. */
  async glimpse(what) {
    const { out } = this.walk;
    if (out) await this.page.screenshot({ path: path.join(out, `${this.named(what)}.png`) });
  }

  /**
   * Looks at the page as it is: how it was answered, what the console says, and, where it was not
   * looked at in this state before, the rules. `refused` says that it should be a form that came
   * back; `once` that one look at the page is enough, whatever changes on it; `sandboxed` that it is a
   * document that may run no script, so that axe cannot either (`check.mjs` holds those to the rules).
   */
  async look(what, { refused = false, once = false, sandboxed = false } = {}) {
    const { walk, page } = this;
    await page.waitForLoadState("load");
    const where = `${walk.kind}, ${walk.step}, ${what}`;
    if (sandboxed) await this.glimpse(what);
    else await this.picture(what);
    const faults = this.faults.splice(0);
    const at = refused ? faults.findIndex((fault) => fault.startsWith("422 ")) : -1;
    if (at >= 0) faults.splice(at, 1);
    else if (refused) faults.push("it was not answered with 422");
    const headings = await page.locator("h1").count();
    if (headings !== 1) faults.push(`${headings} main headings`);
    const title = await page.title();
    if (title.startsWith("Error: ") !== refused) faults.push(`its title is “${title}”`);
    result(where, "a page of its own, and the console is quiet", [...faults, ...this.complaints.splice(0)]);
    if (!walk.scripts) return;
    const words = once ? what : await page.locator("body").innerText();
    const state = createHash("sha256").update(`${title}\n${words}`).digest("hex");
    if (walk.seen.has(state)) return;
    walk.seen.add(state);
    if (!sandboxed) {
      await page.evaluate(walk.source);
      await checkRules(page, where, "as it is");
    }
    if (walk.screen === PHONE) await checkReflow(page, where, walk.screen.width);
  }

  /** Sees something, in its time. */
  async sees(what, place, { patience = PATIENCE } = {}) {
    const seen = place.first().waitFor({ state: "visible", timeout: patience });
    const problem = await seen.then(() => [], () => [`not seen at ${new URL(this.page.url()).pathname}`]);
    this.walk.expect(`${what} is seen`, problem);
  }

  /** Sees words on the page. */
  async reads(words, { within = this.main } = {}) {
    await this.sees(`“${words}”`, within.getByText(words));
  }

  /** Does not see something on a page that is there. */
  async misses(what, place) {
    const all = await place.all();
    const shown = await Promise.all(all.map((one) => one.isVisible()));
    const count = shown.filter(Boolean).length;
    this.walk.expect(`${what} is not there`, count === 0 ? [] : [`${count} of them`]);
  }

  /** Follows a link by its words, or by how they begin. */
  async follow(name, { within = this.main } = {}) {
    const exact = typeof name === "string";
    await within.getByRole("link", { name, exact }).first().click();
  }

  /** Follows a link of the menu, which a phone folds away. */
  async menu(name) {
    const toggle = this.page.getByRole("button", { name: "Menu" });
    if (await toggle.isVisible()) await toggle.click();
    await this.follow(name, { within: this.page.getByRole("navigation", { name: "Menu" }) });
    await this.look(name);
  }

  async press(name, { within = this.main, patience = PATIENCE } = {}) {
    await within.getByRole("button", { name, exact: true }).first().click({ timeout: patience });
  }

  async write(label, words, { within = this.main } = {}) {
    await within.getByLabel(label, { exact: true }).fill(words);
  }

  /** Writes a day, or a month, of which each part has a field. */
  async day(label, parts) {
    const group = this.main.getByRole("group", { name: label });
    const names = parts.length === 2 ? ["Month", "Year"] : ["Day", "Month", "Year"];
    for (const [at, part] of parts.entries()) {
      await group.getByLabel(names[at], { exact: true }).fill(String(part));
    }
  }

  /** Ticks a box, or chooses one of several, within its group. */
  async tick(group, name) {
    const place = group ? this.main.getByRole("group", { name: group, exact: true }) : this.main;
    await place.getByLabel(name).check();
  }

  /** Sees that a form came back: what is wrong is said at the top, leads to its field, and is said there. */
  async isSentBack(words, label) {
    // Where a script sends the form, no page is loaded that could be waited for.
    await this.main.locator(".govuk-error-summary").waitFor();
    await this.look(`sent back for ${label}`, { refused: true });
    const summary = this.main.locator(".govuk-error-summary");
    await this.reads(words, { within: summary });
    const field = this.main.getByLabel(label, { exact: true }).first();
    const [id, described] = await field.evaluate((one) => [
      one.id,
      (one.getAttribute("aria-describedby") ?? "")
        .split(" ")
        .map((name) => document.getElementById(name)?.textContent ?? "")
        .join(" "),
    ]);
    const link = summary.getByRole("link").filter({ hasText: words });
    const href = (await link.count()) > 0 ? await link.first().getAttribute("href") : "nowhere";
    const isSaid = typeof words === "string" ? described.includes(words) : words.test(described);
    const said = (await summary.innerText()).split("\n").pop();
    this.walk.expect(`what is wrong leads to “${label}”, and is said there`, [
      ...(href === `#${id}` ? [] : [`it leads to ${href}: ${said}`]),
      ...(isSaid ? [] : [`“${label}” is not described by it`]),
    ]);
  }

  /** Waits until a text that was typed is checked: what stands beside it is of the earlier one until then. */
  async isChecked(beside) {
    await this.main.locator("[aria-busy]").waitFor({ state: "detached" });
    await this.sees("that it was checked", beside.getByText("Checked."));
  }

  /** Sees what the last form came to. */
  async isTold(words) {
    const notice = this.main.getByRole("alert");
    await this.reads(words, { within: notice });
  }

  /** Goes by Tab to what has these words, without a mouse. */
  async tabTo(words) {
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      await this.page.keyboard.press("Tab");
      const focused = this.page.locator(":focus");
      if ((await focused.count()) === 0) continue;
      const said = await focused.evaluate((one) =>
        [one.getAttribute("aria-label"), one.labels?.[0]?.textContent, one.textContent]
          .filter(Boolean)
          .map((text) => text.replace(/\s+/g, " ").trim()),
      );
      if (said.some((text) => text.startsWith(words))) return;
    }
    throw new Error(`Tab does not come to “${words}”`);
  }

  /** A file that a link leads to, as the browser would fetch it. */
  async file(link) {
    const address = await link.first().getAttribute("href");
    const answer = await this.context.request.get(new URL(address, this.page.url()).href);
    const [status, bytes] = [answer.status(), await answer.body()];
    const isPdf = status === 200 && bytes.subarray(0, 4).toString("latin1") === "%PDF";
    return { status, bytes, isPdf, kind: answer.headers()["content-type"] ?? "" };
  }
}
