// The first half of the month: who has no account gets one, figures are handed in, a lead reports, a
// case is audited, and the meeting is held. What each page should say follows from what was done, and
// not from what the pages happened to say.

import { readFileSync } from "node:fs";
import path from "node:path";
import { LONG } from "./walk.mjs";

/** Who has a part in the story, and no account at first. */
const LEAD = "Marian Whitlock";
const MODERATOR = "Tobias Underhay";
const NEW_PASSWORD = "kettle orchard viaduct";

const MEASURE = "Single assessments completed in the month";
/** How many assessments were finished a month earlier than the census had said. */
const MOVED = 3;
/** A code that no list of ethnicities has. */
const UNKNOWN = "ZZZZ";

const MEETING = "Improvement meeting, November 2017";
const PROGRESS = "Plans for children in need are checked from this week. I ask for 31 January as the new day.";
const WHY_LATER = "The last post of the second team is filled in February.";
const WHY_AGREED = "Plans for children in need have been checked since November only.";
const WHY_R14_GREEN = "Two thirds of the plans were good, and the checks have begun.";
const WHY_R12_GREEN = "The first meeting with the police is on 28 November.";
const WHY_LOWER = "What was decided in supervision is not followed up.";
const DECISION = "The police are asked for a standing item on return interviews.";

/**
 * The in-year census with a few assessments that were finished a month earlier, and one code that is
 * unknown; and how many assessments of September it has and had.
 */
export function changedCensus(demo) {
  const file = path.join(demo, "loamshire/cin/cin-2018-in-year.xml");
  const stood = readFileSync(file, "utf8");
  const begun = "<AssessmentActualStartDate>2017-0[67]-\\d\\d";
  const done = "<AssessmentAuthorisationDate>";
  let left = MOVED;
  const september = new RegExp(`(${begun}.{0,200}?${done})2017-09-\\d\\d`, "g");
  const moved = stood.replace(september, (all, before) => (left-- > 0 ? `${before}2017-08-31` : all));
  const changed = moved.replace("<Ethnicity>WBRI<", `<Ethnicity>${UNKNOWN}<`);
  const count = (text) => text.split(`${done}2017-09`).length - 1;
  if (left > 0 || changed === moved) throw new Error(`${file} is not as it was`);
  return { before: count(stood), now: count(changed), bytes: Buffer.from(changed) };
}

/** The administrator invites who has no account; each sets a password by the link. */
export async function invite(walk) {
  const invited = [];
  const administrator = await walk.as(walk.having("administrator"));
  for (const name of [LEAD, MODERATOR]) {
    if (walk.accounts.some((one) => one.name === name)) continue;
    await administrator.menu("Admin");
    await administrator.follow("People");
    await administrator.look("people");
    await administrator.follow(name);
    await administrator.look(name);
    await administrator.press("Invite");
    await administrator.look("invited");
    await administrator.reads("Hand this link on");
    const link = await administrator.main.locator(".wm-secret").innerText();
    const email = await administrator.main.getByText(/^\S+@loamshire\.example$/).innerText();
    invited.push({ name, email, link: link.trim(), roles: [], password: NEW_PASSWORD });
  }
  for (const account of invited) {
    const somebody = await walk.visitor();
    await somebody.page.goto(account.link);
    await somebody.look("follows the link");
    if (account === invited[0]) {
      await somebody.write("Password", "too short");
      await somebody.press("Set it and go on");
      await somebody.isSentBack(/12 characters or more/, "Password");
    }
    await somebody.write("Password", account.password);
    await somebody.press("Set it and go on");
    await somebody.look("has set a password", { once: true });
    walk.accounts.push(account);
  }
}

/** The analyst hands in a return that corrects a figure, sees what it changes, and accepts it. */
export async function handIn(walk) {
  const { before, now, bytes } = changedCensus(walk.demo);
  const analyst = await walk.as(walk.having("analyst"));
  await analyst.menu("Data");
  const known = await analyst.main.getByRole("link", { name: /^Snapshot / }).count();
  await analyst.press("Hand in files");
  await analyst.look("the form");
  await analyst.press("Read the files");
  await analyst.isSentBack("Choose one or more files.", "Files");

  await analyst.main.getByLabel("Files", { exact: true }).setInputFiles([
    { name: "cin-2018-in-year.xml", mimeType: "text/xml", buffer: bytes },
  ]);
  await analyst.press("Read the files", { patience: LONG });
  await analyst.page.waitForURL(/\/data\/proposals\//, { timeout: LONG });
  await analyst.look("proposed");
  const worked = analyst.main.getByRole("link", { name: "Show it when it is ready" });
  if ((await worked.count()) > 0) {
    await worked.click({ timeout: LONG });
    await analyst.look("what it would change");
  }
  const taken = analyst.page.getByText("Handed in", { exact: true });
  const files = analyst.main.getByRole("row").filter({ has: taken });
  await analyst.reads("cin-2018-in-year.xml", { within: files });
  await analyst.misses("a second file that was handed in", files.nth(1));
  await analyst.reads("cin-2018-in-year.xml takes the place of cin/cin-2018-in-year.xml.");
  const changes = analyst.main.getByRole("region", { name: "Figures that change" });
  const figure = changes.getByRole("row").filter({ hasText: MEASURE });
  await analyst.reads(`September 2017: ${before} becomes ${now}.`, { within: figure });
  const kinds = analyst.main.getByRole("row").filter({ hasText: "Unknown code" });
  const finding = kinds.filter({ hasText: `found “${UNKNOWN}”` });
  await analyst.reads("cin-2018-in-year.xml", { within: finding });
  const all = analyst.main.getByRole("link", { name: "Download all findings (CSV)" });
  const csv = await analyst.file(all);
  const names = csv.bytes.includes(UNKNOWN);
  walk.expect("the findings as a file name the code", names ? [] : [`status ${csv.status}`]);

  await analyst.press("Accept: use this data");
  await analyst.look("accepted");
  await analyst.isTold(/The snapshot \w+ is in use\./);
  const table = analyst.main.getByRole("region", { name: "Snapshots, the latest first" });
  const rows = table.getByRole("row").filter({ hasNot: analyst.page.getByRole("columnheader") });
  const count = await rows.count();
  walk.expect("there is one snapshot more", count === known + 1 ? [] : [`${known} before, ${count} now`]);
  await analyst.reads("In use", { within: rows.first() });
  await analyst.misses("a second snapshot in use", table.getByText("In use").nth(1));

  await analyst.menu("Measures");
  await analyst.follow(MEASURE);
  await analyst.look("the measure");
  await analyst.reads(`Cases: ${now} assessments`);
}

/** Who shows Loamshire to others signs in as the lead whom it names, to show what a lead has to do. */
async function demoLead(walk) {
  const named = await walk.as(walk.having("lead"));
  await named.menu("My work");
  await named.misses("an empty list of work", named.main.getByText("Nothing is waiting for you."));
}

/** Somebody rates green what is proposed otherwise: they are asked why, and say it. */
async function ratesGreen(somebody, link, why) {
  await somebody.follow(link);
  await somebody.look("to rate");
  await somebody.tick("Rating", "Green");
  await somebody.press("Record");
  await somebody.isSentBack(/differs from what is proposed/, "Why");
  await somebody.write("Why", why);
  await somebody.press("Record");
  await somebody.look("rated");
}

/** The lead reports progress, agrees a new day, and rates against what is proposed. */
export async function lead(walk) {
  if (walk.kind === "desktop") await demoLead(walk);
  const lead = await walk.as(LEAD);
  await lead.menu("My work");
  const late = lead.main.getByRole("region", { name: /^Late/ });
  await lead.reads("Due 3 November 2017, 10 days late", { within: late });
  await lead.follow("Report progress (R14.2)", { within: late });
  await lead.look("to report progress");
  await lead.press("Record");
  await lead.isSentBack(/what has happened/, "What has happened");
  await lead.write("What has happened", PROGRESS);
  await lead.press("Record");
  await lead.look("reported");
  await lead.isTold(PROGRESS);
  await lead.follow("Check every new plan at the first review, and send back those that are not clear");
  await lead.look("the action");
  const reported = lead.main.getByRole("article").filter({ hasText: "Action R14.2" });
  await reported.getByText("Reports on R14.2").click();
  await lead.reads(PROGRESS, { within: reported });

  await lead.menu("My work");
  await lead.follow(/^2\. Complete assessments/);
  await lead.look("recommendation 2");
  await lead.follow("Agree a new day (R2.2)");
  await lead.look("a new day");
  await lead.day("New day", [28, 2, 2018]);
  await lead.press("Record");
  await lead.isSentBack(/why/, "Why");
  const year = await lead.main.getByRole("group", { name: "New day" }).getByLabel("Year").inputValue();
  walk.expect("the day that was typed is kept", year === "2018" ? [] : [`the year is “${year}”`]);
  await lead.write("Why", WHY_LATER);
  await lead.press("Record");
  await lead.look("re-dated");
  const redated = lead.main.getByRole("article").filter({ hasText: "Action R2.2" });
  await lead.reads("First agreed for 29 September 2017, now for 28 February 2018.", { within: redated });
  await lead.reads(WHY_LATER, { within: redated });

  await lead.menu("My work");
  await lead.follow(/^14\. Write plans/);
  await lead.look("recommendation 14");
  await ratesGreen(lead, "Rate it", WHY_R14_GREEN);
  const rating = lead.main.getByRole("region", { name: "Rating", exact: true });
  await lead.reads("Green", { within: rating.locator("p").first() });
  await lead.reads(WHY_R14_GREEN, { within: rating });
}

/** How often moderators agreed with auditors: graded, left as it was, made better, made worse. */
async function agreement(visitor) {
  const row = visitor.main.getByRole("row").filter({ hasText: "All auditors" });
  const numbers = await row.getByRole("cell").allInnerTexts();
  return numbers.slice(0, 4).map((number) => Number(number.replace(",", "")));
}

/** An auditor plans a round and grades a case; another moderates it, one grade up or down. */
export async function audit(walk) {
  const auditor = await walk.as(walk.having("auditor"));
  await auditor.menu("Audits");
  await auditor.follow("Plan a round");
  await auditor.look("to plan a round");
  await auditor.write("Cases to be audited", "2");
  await auditor.press("Record");
  await auditor.look("planned");
  await auditor.isTold("October 2017");
  await auditor.follow(/^October 2017/);
  await auditor.look("the round");
  await auditor.press("Grade a case");
  await auditor.look("to grade");
  await auditor.write("Reference of the case", "4711230815");
  await auditor.tick("Management oversight", "Good");
  await auditor.press("Record");
  await auditor.isSentBack(/such as QA-0421/, "Reference of the case");
  const summary = auditor.main.locator(".govuk-error-summary");
  await auditor.misses("the number in what is said of it", summary.getByText("4711230815"));
  await auditor.write("Reference of the case", "QA-0901");
  await auditor.write("Team whose case it is (optional)", "Child Protection");
  await auditor.tick("Planning", "Outstanding");
  await auditor.press("Record");
  await auditor.look("graded");
  const row = auditor.main.getByRole("row").filter({ hasText: "QA-0901" });
  await auditor.reads("Good", { within: row });
  await auditor.reads("Outstanding", { within: row });
  const moderates = row.getByRole("link", { name: /^Moderate/ });
  await auditor.misses("a way to moderate one's own grade", moderates);

  const moderator = await walk.as(MODERATOR);
  await moderator.menu("Audits");
  const before = await agreement(moderator);
  await moderator.follow(/^October 2017/);
  await moderator.look("the round");
  await moderator.follow(/^Moderate ?: QA-0901, Management oversight/);
  await moderator.look("to moderate");
  await moderator.tick("Grade that stands from now on", "Requires improvement");
  await moderator.press("Record");
  await moderator.isSentBack(/why the grade changes/, "Why");
  await moderator.write("Why", WHY_LOWER);
  await moderator.press("Record");
  await moderator.look("moderated");
  await moderator.reads(`Was good; changed by ${MODERATOR}: ${WHY_LOWER}`);
  await moderator.follow(/^Moderate ?: QA-0901, Planning/);
  await moderator.look("to moderate another");
  await moderator.press("Record");
  await moderator.look("moderated another");
  await moderator.reads(`Left as it was by ${MODERATOR}`);
  const themes = moderator.main.getByRole("region", { name: "Themes of the round" });
  const oversight = themes.getByRole("row").filter({ hasText: "Management oversight" });
  await moderator.reads("0 of 1", { within: oversight });
  await moderator.reads("1 of 1", { within: oversight });
  await moderator.menu("Audits");
  const now = await agreement(moderator);
  // One grade was left as it was, one made worse.
  const wanted = [before[0] + 2, before[1] + 1, before[2], before[3] + 1];
  const agrees = wanted.every((number, at) => number === now[at]);
  walk.expect("the agreement counts both", agrees ? [] : [`${before} before, ${now} now`]);
}

/** The chair holds the meeting: a new day, two ratings against what is proposed, a decision. */
export async function meet(walk) {
  const chair = await walk.as(walk.having("chair"));
  await chair.menu("Meetings");
  await chair.follow(MEETING);
  await chair.look("called");
  const opens = chair.main.getByRole("button", { name: "Open the meeting" });
  await chair.misses("a way to open a meeting that is to come", opens);
  await chair.follow("Change day, chair or members");
  await chair.look("to change the meeting");
  await chair.day("Day", [13, 11, 2017]);
  await chair.write("Why it changes", "It is held on the day of the committee’s meeting.");
  await chair.press("Record");
  await chair.look("today");
  const late = chair.main.getByRole("region", { name: "Late" });
  await chair.reads("R14.2 Check every new plan at the first review", { within: late });
  await chair.press("Open the meeting");
  await chair.look("to open");
  await chair.tick("Who sent apologies (optional)", /^Ruth Amblecote/);
  await chair.press("Open it");
  await chair.look("opened");
  const apologies = chair.main.getByRole("definition").filter({ hasText: /^Ruth Amblecote$/ });
  await chair.sees("who sent apologies", apologies);

  await chair.follow("Agree a new day (R14.2)");
  await chair.look("a new day");
  await chair.day("New day", [31, 1, 2018]);
  await chair.write("Post or body that agreed", "Improvement meeting");
  await chair.write("Why", WHY_AGREED);
  await chair.press("Record");
  await chair.look("a new day agreed");
  await chair.reads(`to 31 January 2018. ${WHY_AGREED}`);
  await chair.misses("R14.2 among what is late", late.getByText("R14.2"));

  await chair.follow("Agree this rating (R14)");
  await chair.look("to agree");
  await chair.reads(WHY_R14_GREEN);
  await chair.press("Agree it");
  await chair.look("agreed");
  await ratesGreen(chair, "Rate it (R12)", WHY_R12_GREEN);
  const ratings = chair.main.getByRole("region", { name: "Ratings agreed" });
  await chair.reads(WHY_R14_GREEN, { within: ratings.getByRole("row").filter({ hasText: "R14:" }) });
  await chair.reads(WHY_R12_GREEN, { within: ratings.getByRole("row").filter({ hasText: "R12:" }) });

  await chair.follow("Record a decision");
  await chair.look("to decide");
  await chair.press("Record");
  await chair.isSentBack(/what was decided/, "What was decided");
  await chair.write("What was decided", DECISION);
  await chair.main.getByLabel("Recommendation that it is about (optional)").selectOption("R12");
  await chair.tick("", "It stays on the agenda until it is reported as carried out");
  await chair.press("Record");
  await chair.look("decided");
  const decided = chair.main.getByRole("article").filter({ hasText: `M2017-11.D1: ${DECISION} Open` });
  await chair.sees("the decision, open", decided);

  await chair.follow("Close the meeting");
  await chair.look("to close");
  await chair.day("Day of the next meeting", [18, 12, 2017]);
  await chair.press("Close it");
  await chair.look("closed");
  const agenda = chair.main.getByRole("heading", { name: "Agenda" });
  await chair.misses("an agenda of a meeting that has ended", agenda);
  const minutes = await chair.file(chair.main.getByRole("link", { name: "Minutes as a PDF" }));
  walk.expect("the minutes are a PDF", minutes.isPdf ? [] : [`status ${minutes.status}, ${minutes.kind}`]);

  await chair.follow(/^R14: /);
  await chair.look("recommendation 14");
  const rating = chair.main.getByRole("region", { name: "Rating", exact: true });
  await chair.reads("Green", { within: rating.locator("p").first() });
  await chair.reads(`agreed at ${MEETING}`, { within: rating });
  await chair.reads(WHY_R14_GREEN, { within: rating });
  const proposal = chair.main.getByRole("region", { name: "What Waymark proposes" });
  await chair.reads("Amber", { within: proposal });
  await chair.misses("a proposal of green", proposal.getByText("Green"));
  const action = chair.main.getByRole("article").filter({ hasText: "Action R14.2" });
  await chair.reads("First agreed for 3 November 2017, now for 31 January 2018.", { within: action });

  await chair.menu("Overview");
  for (const recommendation of [/^14 Write plans/, /^12 Offer every child/]) {
    const link = chair.page.getByRole("link", { name: recommendation });
    const row = chair.main.getByRole("row").filter({ has: link });
    await chair.reads("Green", { within: row.getByRole("cell").first() });
    await chair.sees("that the rating differs", row.getByText("The rating differs from the proposal"));
  }
  const changed = chair.main.getByRole("region", { name: /^Changed since/ });
  const heading = await changed.getByRole("heading").innerText();
  const told = heading.includes("13 November") || (await changed.getByText("R14.2").count()) > 0;
  const lacks = told ? [] : [`no R14.2 below “${heading}”`];
  walk.expect("what changed is told from the meeting on that is named", lacks);
}
