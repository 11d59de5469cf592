//! Reading: a tree a child becomes rows of the raw tables.

use jiff::civil::{Date, date};
use waymark_codes::CollectionYear;

use super::tables;
use crate::date as dates;
use crate::finding::{FindingCode, Place};
use crate::import::{How, ReturnKind};
use crate::reading::{Notes, Reading, ReturnKey};
use crate::source::SourceFile;
use crate::xml::{self, Element, Layout, Record, Records, RowWriter};

static LAYOUT: Layout = Layout {
    containers: &["Children"],
    records: &["Header", "Child"],
    table: "cin_children",
};

/// Reads a census.
pub(crate) fn read(file: &SourceFile, index: i32, reading: &mut Reading<'_>) {
    let text = xml::decode(file, index, &mut reading.notes);
    let key = reading.return_of(ReturnKind::Cin, &file.name);
    let mut writers = Writers::new(index);
    let mut header = Header::default();
    let mut records = Records::new(&text, index, &LAYOUT);
    let mut latest = None;
    while let Some(record) = records.next(reading) {
        if record.element.name == "Header" {
            header = Header::of(&record.element);
            writers.of_year(header.year());
            writers.header(&record.element, &mut reading.notes);
        } else if record
            .element
            .child("ChildIdentifiers")
            .and_then(child_id)
            .is_none()
        {
            set_aside(&record, index, reading);
        } else {
            latest = latest.max(latest_date(&record.element));
            writers.child(&record.element, &mut reading.notes);
        }
    }
    cover(key, index, &header, latest, reading);
    if writers.children.len() == 0 {
        let findings = &mut reading.notes.findings;
        findings.add(FindingCode::EmptyFile, Place::file(index), None, || {
            "a census without a child that could be read; export it again".into()
        });
    }
    writers.keep(reading, key);
}

fn child_id<'e>(identifiers: &'e Element<'_>) -> Option<&'e str> {
    identifiers.value("LAchildID")
}

fn set_aside(record: &Record<'_>, file: i32, reading: &mut Reading<'_>) {
    let place = Place::row(file, record.element.line)
        .table(tables::CHILDREN.name)
        .column("LAchildID");
    reading
        .notes
        .findings
        .add(FindingCode::MissingId, place, None, || {
            "a child without LAchildID, to which nothing can be tied; the whole child was set aside"
                .into()
        });
    reading.set_row_aside(place, "no LAchildID", record.source);
}

/// What the file's header says of the whole.
#[derive(Debug, Default)]
struct Header {
    year: Option<i16>,
    reference_date: Option<Date>,
}

impl Header {
    fn of(element: &Element<'_>) -> Self {
        let Some(details) = element.child("CollectionDetails") else {
            return Self::default();
        };
        Self {
            year: details.value("Year").and_then(|year| year.parse().ok()),
            reference_date: details
                .value("ReferenceDate")
                .and_then(dates::parse)
                .map(dates::to_date),
        }
    }

    /// The calendar year in which the census year ends.
    fn year(&self) -> Option<i16> {
        self.reference_date
            .map(|day| CollectionYear::of(day).ends())
            .or(self.year)
    }

    /// First and last day of the census year.
    fn covers(&self) -> Option<(Date, Date)> {
        let to = match (self.reference_date, self.year) {
            (Some(day), _) => day,
            (None, Some(year @ 1990..=2100)) => date(year, 3, 31),
            _ => return None,
        };
        Some((CollectionYear::of(to).first_day(), to))
    }
}

/// Says what the census covers: by its header, or else the financial year of its latest date.
fn cover(
    key: ReturnKey,
    file: i32,
    header: &Header,
    latest: Option<i32>,
    reading: &mut Reading<'_>,
) {
    if let Some((from, to)) = header.covers() {
        reading.cover(key, from, to, How::Header);
        return;
    }
    let Some(latest) = latest else { return };
    let year = CollectionYear::of(dates::to_date(latest));
    reading.cover(key, year.first_day(), year.last_day(), How::Inferred);
    let findings = &mut reading.notes.findings;
    findings.add(FindingCode::CoverageInferred, Place::file(file), None, || {
        format!(
            "no ReferenceDate in the header; taken to cover {year}, the year of the latest date in \
             it: say --covers where that is wrong"
        )
    });
}

/// The latest day on which something happened to the child.
fn latest_date(child: &Element<'_>) -> Option<i32> {
    const EVENTS: [&str; 9] = [
        "CINreferralDate",
        "CINclosureDate",
        "AssessmentActualStartDate",
        "AssessmentAuthorisationDate",
        "S47ActualStartDate",
        "DateOfInitialCPC",
        "CPPstartDate",
        "CPPendDate",
        "CPPreviewDate",
    ];
    let here = EVENTS
        .contains(&child.name)
        .then(|| dates::parse(child.text.trim()))
        .flatten();
    child
        .children
        .iter()
        .map(latest_date)
        .fold(here, Option::max)
}

/// A writer for each raw table.
struct Writers {
    header: RowWriter,
    children: RowWriter,
    disabilities: RowWriter,
    details: RowWriter,
    assessments: RowWriter,
    factors: RowWriter,
    plan_dates: RowWriter,
    section_47: RowWriter,
    cp_plans: RowWriter,
    cp_reviews: RowWriter,
}

impl Writers {
    fn new(file: i32) -> Self {
        let writer = |spec| RowWriter::new(spec, file, &[]);
        Self {
            header: writer(&tables::HEADER),
            children: writer(&tables::CHILDREN),
            disabilities: writer(&tables::DISABILITIES),
            details: writer(&tables::DETAILS),
            assessments: writer(&tables::ASSESSMENTS),
            factors: writer(&tables::FACTORS),
            plan_dates: writer(&tables::PLAN_DATES),
            section_47: writer(&tables::SECTION_47),
            cp_plans: writer(&tables::CP_PLANS),
            cp_reviews: writer(&tables::CP_REVIEWS),
        }
    }

    fn of_year(&mut self, year: Option<i16>) {
        self.children.of_year(year);
    }

    fn keep(self, reading: &mut Reading<'_>, key: ReturnKey) {
        for writer in [
            self.header,
            self.children,
            self.disabilities,
            self.details,
            self.assessments,
            self.factors,
            self.plan_dates,
            self.section_47,
            self.cp_plans,
            self.cp_reviews,
        ] {
            writer.keep(reading, Some(key));
        }
    }

    fn header(&mut self, header: &Element<'_>, notes: &mut Notes) {
        // `Source` may be there more than once; the first is the authority's own.
        let groups: Vec<&Element<'_>> = ["CollectionDetails", "Source"]
            .iter()
            .filter_map(|name| header.child(name))
            .collect();
        self.header.push(header.line, &[], &groups, &[], notes);
    }

    fn child(&mut self, child: &Element<'_>, notes: &mut Notes) {
        let identifiers = child.child("ChildIdentifiers");
        let characteristics = child.child("ChildCharacteristics");
        let id = identifiers.and_then(child_id);
        let groups: Vec<&Element<'_>> = identifiers.into_iter().chain(characteristics).collect();
        self.children
            .push(child.line, &[], &groups, &["Disabilities"], notes);
        for disabilities in groups.iter().flat_map(|group| group.all("Disabilities")) {
            for disability in disabilities.all("Disability") {
                let cells = [("LAchildID", id), ("Disability", text_of(disability))];
                self.disabilities
                    .push(disability.line, &cells, &[], &[], notes);
            }
        }
        for (number, details) in (1..).zip(child.all("CINdetails")) {
            self.referral(details, id, &number_text(number), notes);
        }
    }

    fn referral(
        &mut self,
        details: &Element<'_>,
        id: Option<&str>,
        number: &str,
        notes: &mut Notes,
    ) {
        const GROUPS: [&str; 4] = [
            "Assessments",
            "CINPlanDates",
            "Section47",
            "ChildProtectionPlans",
        ];
        let key = [("LAchildID", id), ("referral", Some(number))];
        self.details
            .push(details.line, &key, &[details], &GROUPS, notes);
        // A referral date that is no date was told of with the referral itself.
        let referral_date = details
            .value("CINreferralDate")
            .filter(|text| dates::parse(text).is_some());
        let key = [key[0], key[1], ("CINreferralDate", referral_date)];

        for (number, assessment) in (1..).zip(details.all("Assessments")) {
            let number = number_text(number);
            let key = [
                key[0],
                key[1],
                key[2],
                ("assessment", Some(number.as_str())),
            ];
            let factors = "FactorsIdentifiedAtAssessment";
            self.assessments
                .push(assessment.line, &key, &[assessment], &[factors], notes);
            let started = assessment
                .value("AssessmentActualStartDate")
                .filter(|text| dates::parse(text).is_some());
            for factor in assessment
                .all(factors)
                .flat_map(|factors| factors.all("AssessmentFactors"))
            {
                let more = [
                    ("AssessmentActualStartDate", started),
                    ("AssessmentFactors", text_of(factor)),
                ];
                let cells = [&key[..], &more[..]].concat();
                self.factors.push(factor.line, &cells, &[], &[], notes);
            }
        }
        for (number, plan) in (1..).zip(details.all("CINPlanDates")) {
            let number = number_text(number);
            let key = [key[0], key[1], key[2], ("plan", Some(number.as_str()))];
            self.plan_dates.push(plan.line, &key, &[plan], &[], notes);
        }
        for (number, enquiry) in (1..).zip(details.all("Section47")) {
            let number = number_text(number);
            let key = [key[0], key[1], key[2], ("enquiry", Some(number.as_str()))];
            self.section_47
                .push(enquiry.line, &key, &[enquiry], &[], notes);
        }
        for (number, plan) in (1..).zip(details.all("ChildProtectionPlans")) {
            let number = number_text(number);
            let key = [key[0], key[1], key[2], ("plan", Some(number.as_str()))];
            self.cp_plans
                .push(plan.line, &key, &[plan], &["Reviews"], notes);
            let started = plan
                .value("CPPstartDate")
                .filter(|text| dates::parse(text).is_some());
            for review in plan
                .all("Reviews")
                .flat_map(|reviews| reviews.all("CPPreviewDate"))
            {
                let more = [
                    ("CPPstartDate", started),
                    ("CPPreviewDate", text_of(review)),
                ];
                let cells = [&key[..], &more[..]].concat();
                self.cp_reviews.push(review.line, &cells, &[], &[], notes);
            }
        }
    }
}

fn text_of<'e>(element: &'e Element<'_>) -> Option<&'e str> {
    Some(element.text.trim())
}

fn number_text(number: usize) -> String {
    number.to_string()
}
