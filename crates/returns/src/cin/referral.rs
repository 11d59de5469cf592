//! The children and referrals of all censuses of an import, put together.

use std::collections::{BTreeMap, HashMap};

use crate::reading::{RawBatch, RawTables, Reading};
use crate::ssd_rows::RawColumn;

/// When something started, and which of those that started that day it is, from 1.
pub(super) type Start = (Option<i32>, usize);

/// A child, as the latest census with the child states it.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    pub sex: Option<&'static str>,
    pub ethnicity: Option<String>,
    pub born: Option<i32>,
    pub expected: Option<i32>,
    pub died: Option<i32>,
    pub upn_unknown: Option<String>,
    pub disabilities: Vec<String>,
}

/// A referral with all that followed it.
#[derive(Debug, Clone, Default)]
pub(super) struct Referral {
    pub source: Option<String>,
    pub need: Option<String>,
    pub closed: Option<i32>,
    pub closure_reason: Option<String>,
    pub conference: Option<i32>,
    pub no_further_action: Option<bool>,
    pub assessments: BTreeMap<Start, Assessment>,
    pub plans: BTreeMap<Start, Option<i32>>,
    pub enquiries: BTreeMap<Start, Enquiry>,
    pub protection_plans: BTreeMap<Start, ProtectionPlan>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Assessment {
    pub authorised: Option<i32>,
    pub factors: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Enquiry {
    pub conference_target: Option<i32>,
    pub conference: Option<i32>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct ProtectionPlan {
    pub ended: Option<i32>,
    pub initial_category: Option<String>,
    pub latest_category: Option<String>,
    pub reviews: Vec<i32>,
}

impl Referral {
    /// The referral as a later census states it, with what only the earlier one holds.
    fn overtaken_by(&mut self, later: Self) {
        let mut merged = later;
        let earlier = std::mem::take(self);
        keep_missing(&mut merged.assessments, earlier.assessments);
        keep_missing(&mut merged.plans, earlier.plans);
        keep_missing(&mut merged.enquiries, earlier.enquiries);
        keep_missing(&mut merged.protection_plans, earlier.protection_plans);
        *self = merged;
    }
}

fn keep_missing<T>(later: &mut BTreeMap<Start, T>, earlier: BTreeMap<Start, T>) {
    for (start, value) in earlier {
        later.entry(start).or_insert(value);
    }
}

/// Every child and referral of the import.
#[derive(Debug, Default)]
pub(super) struct Censuses {
    pub people: BTreeMap<String, Person>,
    /// By child, then by day of referral and which of that day's it is.
    pub referrals: BTreeMap<(String, Start), Referral>,
}

impl Censuses {
    /// Puts the censuses together, the one that reaches furthest last.
    pub fn of(raw: &RawTables, reading: &Reading<'_>) -> Self {
        let mut files: Vec<Files<'_>> = raw
            .table("cin_children")
            .iter()
            .map(|children| Files::with(children, raw))
            .collect();
        // A stable sort: of two that reach as far, the later file stands.
        files.sort_by_key(|file| {
            file.children
                .return_key
                .and_then(|key| reading.returns[key.0].coverage)
                .map(|coverage| (coverage.to, coverage.from))
        });
        let mut all = Self::default();
        for file in &files {
            all.add(file);
        }
        all
    }

    fn add(&mut self, file: &Files<'_>) {
        for (child, person) in file.people() {
            let stands = self.people.entry(child).or_default();
            let earlier = std::mem::replace(stands, person);
            stands.sex = stands.sex.or(earlier.sex);
            stands.ethnicity = stands.ethnicity.take().or(earlier.ethnicity);
            stands.born = stands.born.or(earlier.born);
            stands.expected = stands.expected.or(earlier.expected);
            stands.died = stands.died.or(earlier.died);
        }
        for (key, referral) in file.referrals() {
            self.referrals
                .entry(key)
                .or_default()
                .overtaken_by(referral);
        }
    }
}

/// The raw tables of one file.
struct Files<'r> {
    children: &'r RawBatch,
    disabilities: Option<&'r RawBatch>,
    details: Option<&'r RawBatch>,
    assessments: Option<&'r RawBatch>,
    factors: Option<&'r RawBatch>,
    plan_dates: Option<&'r RawBatch>,
    section_47: Option<&'r RawBatch>,
    cp_plans: Option<&'r RawBatch>,
    cp_reviews: Option<&'r RawBatch>,
}

impl<'r> Files<'r> {
    fn with(children: &'r RawBatch, raw: &'r RawTables) -> Self {
        // A census is one file, so its return tells its tables from those of the others.
        let of = |table: &str| {
            raw.table(table)
                .iter()
                .find(|batch| batch.return_key == children.return_key)
        };
        Self {
            children,
            disabilities: of("cin_disabilities"),
            details: of("cin_details"),
            assessments: of("cin_assessments"),
            factors: of("cin_assessment_factors"),
            plan_dates: of("cin_plan_dates"),
            section_47: of("cin_section47"),
            cp_plans: of("cin_cp_plans"),
            cp_reviews: of("cin_cp_reviews"),
        }
    }

    fn people(&self) -> BTreeMap<String, Person> {
        let batch = &self.children.batch;
        let column = |name| RawColumn::of(batch, name);
        let (id, gender, sex) = (column("lachildid"), column("gendercurrent"), column("sex"));
        let (ethnicity, unknown) = (column("ethnicity"), column("upnunknown"));
        let (born, expected) = (column("personbirthdate"), column("expectedpersonbirthdate"));
        let died = column("persondeathdate");
        let mut people: BTreeMap<String, Person> = BTreeMap::new();
        for row in 0..batch.num_rows() {
            let Some(child) = id.owned(row) else { continue };
            let person = Person {
                sex: sex_of(sex.text(row).or_else(|| gender.text(row))),
                ethnicity: ethnicity.owned(row),
                born: born.date(row),
                expected: expected.date(row),
                died: died.date(row),
                upn_unknown: unknown.owned(row),
                disabilities: Vec::new(),
            };
            people.insert(child, person);
        }
        if let Some(batch) = self.disabilities.map(|table| &table.batch) {
            let (id, code) = (
                RawColumn::of(batch, "lachildid"),
                RawColumn::of(batch, "disability"),
            );
            for row in 0..batch.num_rows() {
                let (Some(child), Some(code)) = (id.text(row), code.text(row)) else {
                    continue;
                };
                if let Some(person) = people.get_mut(child)
                    && !person.disabilities.iter().any(|known| known == code)
                {
                    person.disabilities.push(code.to_owned());
                }
            }
        }
        people
    }

    fn referrals(&self) -> Vec<((String, Start), Referral)> {
        let Some(details) = self.details.map(|table| &table.batch) else {
            return Vec::new();
        };
        let column = |name| RawColumn::of(details, name);
        let (id, number, day) = (
            column("lachildid"),
            column("referral"),
            column("cinreferraldate"),
        );
        let (source, need) = (column("referralsource"), column("primaryneedcode"));
        let (closed, reason) = (column("cinclosuredate"), column("reasonforclosure"));
        let (conference, nfa) = (column("dateofinitialcpc"), column("referralnfa"));
        let mut of_day: HashMap<(&str, Option<i32>), usize> = HashMap::new();
        let mut index = HashMap::new();
        let mut found = Vec::with_capacity(details.num_rows());
        for row in 0..details.num_rows() {
            let (Some(child), Some(number)) = (id.text(row), number.integer(row)) else {
                continue;
            };
            let day = day.date(row);
            let nth = of_day.entry((child, day)).or_default();
            *nth += 1;
            index.insert((child, number), found.len());
            let referral = Referral {
                source: source.owned(row),
                need: need.owned(row),
                closed: closed.date(row),
                closure_reason: reason.owned(row),
                conference: conference.date(row),
                no_further_action: nfa.yes_no(row),
                ..Referral::default()
            };
            found.push(((child.to_owned(), (day, *nth)), referral));
        }
        self.add_assessments(&index, &mut found);
        self.add_plans(&index, &mut found);
        self.add_protection(&index, &mut found);
        found
    }

    fn add_assessments(&self, index: &Index<'_>, found: &mut Found) {
        let mut starts = HashMap::new();
        each_part(
            self.assessments,
            "assessment",
            index,
            |referral, part, batch, row| {
                let assessments = &mut found[referral].1.assessments;
                let day = RawColumn::of(batch, "assessmentactualstartdate").date(row);
                let start = next_of_day(assessments, day);
                starts.insert((referral, part), start);
                let authorised = RawColumn::of(batch, "assessmentauthorisationdate").date(row);
                let assessment = Assessment {
                    authorised,
                    factors: Vec::new(),
                };
                assessments.insert(start, assessment);
            },
        );
        each_part(
            self.factors,
            "assessment",
            index,
            |referral, part, batch, row| {
                let assessment = starts
                    .get(&(referral, part))
                    .and_then(|start| found[referral].1.assessments.get_mut(start));
                let factor = RawColumn::of(batch, "assessmentfactors").owned(row);
                if let (Some(assessment), Some(factor)) = (assessment, factor)
                    && !assessment.factors.contains(&factor)
                {
                    assessment.factors.push(factor);
                }
            },
        );
    }

    fn add_plans(&self, index: &Index<'_>, found: &mut Found) {
        each_part(self.plan_dates, "plan", index, |referral, _, batch, row| {
            let plans = &mut found[referral].1.plans;
            let start = next_of_day(plans, RawColumn::of(batch, "cinplanstartdate").date(row));
            plans.insert(start, RawColumn::of(batch, "cinplanenddate").date(row));
        });
    }

    fn add_protection(&self, index: &Index<'_>, found: &mut Found) {
        each_part(
            self.section_47,
            "enquiry",
            index,
            |referral, _, batch, row| {
                let enquiries = &mut found[referral].1.enquiries;
                let day = RawColumn::of(batch, "s47actualstartdate").date(row);
                let start = next_of_day(enquiries, day);
                let enquiry = Enquiry {
                    conference_target: RawColumn::of(batch, "initialcpctarget").date(row),
                    conference: RawColumn::of(batch, "dateofinitialcpc").date(row),
                };
                enquiries.insert(start, enquiry);
            },
        );
        let mut starts = HashMap::new();
        each_part(
            self.cp_plans,
            "plan",
            index,
            |referral, part, batch, row| {
                let plans = &mut found[referral].1.protection_plans;
                let start = next_of_day(plans, RawColumn::of(batch, "cppstartdate").date(row));
                starts.insert((referral, part), start);
                let plan = ProtectionPlan {
                    ended: RawColumn::of(batch, "cppenddate").date(row),
                    initial_category: RawColumn::of(batch, "initialcategoryofabuse").owned(row),
                    latest_category: RawColumn::of(batch, "latestcategoryofabuse").owned(row),
                    reviews: Vec::new(),
                };
                plans.insert(start, plan);
            },
        );
        each_part(
            self.cp_reviews,
            "plan",
            index,
            |referral, part, batch, row| {
                let plan = starts
                    .get(&(referral, part))
                    .and_then(|start| found[referral].1.protection_plans.get_mut(start));
                let day = RawColumn::of(batch, "cppreviewdate").date(row);
                if let (Some(plan), Some(day)) = (plan, day) {
                    plan.reviews.push(day);
                }
            },
        );
    }
}

/// Where the referral of a child and a number is among those found.
type Index<'b> = HashMap<(&'b str, i64), usize>;
type Found = [((String, Start), Referral)];

/// Calls for each row whose referral is known: the referral, the number of the part in it (an
/// assessment, a plan), and the row.
fn each_part(
    table: Option<&RawBatch>,
    part: &str,
    index: &Index<'_>,
    mut each: impl FnMut(usize, i64, &arrow::array::RecordBatch, usize),
) {
    let Some(batch) = table.map(|table| &table.batch) else {
        return;
    };
    let id = RawColumn::of(batch, "lachildid");
    let number = RawColumn::of(batch, "referral");
    let part = RawColumn::of(batch, part);
    for row in 0..batch.num_rows() {
        let key = (id.text(row), number.integer(row), part.integer(row));
        if let (Some(id), Some(number), Some(part)) = key
            && let Some(referral) = index.get(&(id, number))
        {
            each(*referral, part, batch, row);
        }
    }
}

/// The key of one more that starts on a day.
fn next_of_day<T>(known: &BTreeMap<Start, T>, day: Option<i32>) -> Start {
    let nth = known.range((day, 0)..=(day, usize::MAX)).count() + 1;
    (day, nth)
}

/// SSD's letter for the census's sex (from 2025) or gender (before).
fn sex_of(code: Option<&str>) -> Option<&'static str> {
    match code? {
        "1" | "M" => Some("M"),
        "2" | "F" => Some("F"),
        "0" | "9" | "U" => Some("U"),
        _ => None,
    }
}
