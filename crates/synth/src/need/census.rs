//! The CIN census as XML, in the layout of its year.

use super::{Case, Needs, Protection, course, first_census};
use crate::days::{Calendar, Day, age, day, index_of, last_of, push_iso};
use crate::dice::{Dice, Topic};
use crate::output::{Output, Sink};
use crate::people::{Person, push_number, push_upn};
use crate::settings::Settings;

/// One census: the year that it is named by, and its days.
struct Census {
    year: i32,
    first: Day,
    last: Day,
}

/// Writes every census: one for each year to 31 March, and the in-year one.
pub(crate) fn write(settings: &Settings, calendar: &Calendar, needs: &Needs, sink: &mut Sink<'_>) {
    let last = last_of(index_of(settings.last_month));
    for year in first_census(settings)..=settings.years() + 1 {
        let census = Census {
            year,
            first: day(year - 1, 4, 1),
            last: day(year, 3, 31).min(last),
        };
        if census.first <= census.last {
            write_one(settings, calendar, needs, &census, sink);
        }
    }
}

fn write_one(
    settings: &Settings,
    calendar: &Calendar,
    needs: &Needs,
    census: &Census,
    sink: &mut Sink<'_>,
) {
    let in_year = census.last < day(census.year, 3, 31);
    let suffix = if in_year { "-in-year" } else { "" };
    let mut output = Output::new(format!("cin/cin-{}{suffix}.xml", census.year));
    push_message_header(&mut output.text, census);
    for group in needs.cases.chunk_by(|one, next| one.person == next.person) {
        let mut child = Writer {
            text: &mut output.text,
            census,
            calendar,
            seed: settings.seed,
            person: &needs.people[group[0].person],
            opened: false,
        };
        for case in group {
            child.push_case(case);
        }
        child.close();
        output.flush_if_full(sink);
    }
    output.text.push_str("</Children></Message>\n");
    output.flush(sink);
}

fn push_message_header(text: &mut String, census: &Census) {
    text.push_str(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message><Header><CollectionDetails>",
    );
    element(text, "Collection", "CIN");
    element(text, "Year", &census.year.to_string());
    date(text, "ReferenceDate", census.last);
    text.push_str("</CollectionDetails><Source>");
    element(text, "SourceLevel", "L");
    element(text, "LEA", "999");
    element(text, "SoftwareCode", "Loamshire");
    element(text, "Release", "1");
    element(text, "SerialNo", "001");
    text.push_str("<DateTime>");
    push_iso(text, census.last + 40);
    text.push_str("T09:00:00</DateTime></Source></Header>\n<Children>\n");
}

fn element(text: &mut String, name: &str, value: &str) {
    open(text, name);
    text.push_str(value);
    close(text, name);
}

fn open(text: &mut String, name: &str) {
    text.push('<');
    text.push_str(name);
    text.push('>');
}

fn close(text: &mut String, name: &str) {
    text.push_str("</");
    text.push_str(name);
    text.push('>');
}

fn date(text: &mut String, name: &str, day: Day) {
    open(text, name);
    push_iso(text, day);
    close(text, name);
}

/// One child's element while it is written.
struct Writer<'a> {
    text: &'a mut String,
    census: &'a Census,
    calendar: &'a Calendar,
    seed: u64,
    person: &'a Person,
    opened: bool,
}

impl Writer<'_> {
    fn close(&mut self) {
        if self.opened {
            self.text.push_str("</Child>\n");
        }
    }

    /// Writes a case that was open on a day of the census year. Referrals without further
    /// action belong to the year of the referral only.
    fn push_case(&mut self, case: &Case) {
        let (first, last) = (self.census.first, self.census.last);
        let concerns = case.referred <= last
            && case.closed >= first
            && (!case.no_action || case.referred >= first);
        if !concerns {
            return;
        }
        if !self.opened {
            self.opened = true;
            self.push_child();
        }
        let text = &mut *self.text;
        open(text, "CINdetails");
        date(text, "CINreferralDate", case.referred);
        element(text, "ReferralSource", case.source);
        element(text, "PrimaryNeedCode", case.need);
        if case.closed <= last {
            date(text, "CINclosureDate", case.closed);
            element(text, "ReasonForClosure", case.why_closed);
        }
        self.push_assessment(case);
        // The dates of child in need plans were first collected for 2017/18.
        if let Some(from) = case.plan_from
            && self.census.year >= 2018
            && from <= last
            && from <= case.closed
        {
            open(self.text, "CINPlanDates");
            date(self.text, "CINPlanStartDate", from);
            if case.closed <= last {
                date(self.text, "CINPlanEndDate", case.closed);
            }
            close(self.text, "CINPlanDates");
        }
        if let Some(protection) = &case.protection {
            self.push_enquiry(protection);
        }
        let no_action = if case.no_action { "true" } else { "false" };
        element(self.text, "ReferralNFA", no_action);
        if let Some(protection) = &case.protection {
            self.push_protection_plan(protection);
        }
        close(self.text, "CINdetails");
    }

    fn push_child(&mut self) {
        let (person, last) = (self.person, self.census.last);
        let text = &mut *self.text;
        text.push_str("<Child><ChildIdentifiers>");
        open(text, "LAchildID");
        push_number(text, person.id);
        close(text, "LAchildID");
        let born = person.born <= last;
        if born && age(person.born, last) >= 5 {
            open(text, "UPN");
            push_upn(text, person.id);
            close(text, "UPN");
        } else {
            element(text, "UPNunknown", "UN1");
        }
        if born {
            date(text, "PersonBirthDate", person.born);
        } else {
            date(text, "ExpectedPersonBirthDate", person.born);
        }
        element(
            text,
            "GenderCurrent",
            if born { person.sex.code() } else { "0" },
        );
        text.push_str("</ChildIdentifiers><ChildCharacteristics>");
        element(text, "Ethnicity", person.ethnicity);
        if person.disabled {
            let kind = ["LD", "AUT", "BEH", "MOB", "COMM", "DDA"];
            let kind = kind[person.id as usize % kind.len()];
            open(text, "Disabilities");
            element(text, "Disability", kind);
            close(text, "Disabilities");
        }
        text.push_str("</ChildCharacteristics>");
    }

    /// An assessment is in the census of the year it was authorised in, or is still under way
    /// at its end.
    fn push_assessment(&mut self, case: &Case) {
        let Some(assessment) = case.assessment else {
            return;
        };
        let (first, last) = (self.census.first, self.census.last);
        if assessment.start > last || assessment.authorised < first {
            return;
        }
        let mut dice = Dice::new(self.seed, Topic::Case, case.stream);
        let text = &mut *self.text;
        open(text, "Assessments");
        date(text, "AssessmentActualStartDate", assessment.start);
        let days = assessment.authorised - assessment.start;
        let review = assessment.start + days / 3;
        if dice.chance(0.6) && review <= last {
            date(text, "AssessmentInternalReviewDate", review);
        }
        if assessment.authorised <= last {
            date(text, "AssessmentAuthorisationDate", assessment.authorised);
            open(text, "FactorsIdentifiedAtAssessment");
            for factor in course::factors(case, &mut dice) {
                element(text, "AssessmentFactors", factor);
            }
            close(text, "FactorsIdentifiedAtAssessment");
        }
        close(text, "Assessments");
    }

    fn push_enquiry(&mut self, protection: &Protection) {
        let (first, last) = (self.census.first, self.census.last);
        if protection.enquiry > last || protection.enquiry < first {
            return;
        }
        let from = (0..10)
            .map(|back| protection.enquiry - back)
            .find(|&day| self.calendar.is_working(day))
            .unwrap_or(protection.enquiry);
        let text = &mut *self.text;
        open(text, "Section47");
        date(text, "S47ActualStartDate", protection.enquiry);
        date(text, "InitialCPCtarget", self.calendar.shift(from, 15));
        if protection.conference <= last {
            date(text, "DateOfInitialCPC", protection.conference);
        }
        element(text, "ICPCnotRequired", "false");
        close(text, "Section47");
    }

    fn push_protection_plan(&mut self, protection: &Protection) {
        let (first, last) = (self.census.first, self.census.last);
        if protection.conference > last || protection.end < first {
            return;
        }
        let text = &mut *self.text;
        open(text, "ChildProtectionPlans");
        date(text, "CPPstartDate", protection.conference);
        if protection.end <= last {
            date(text, "CPPendDate", protection.end);
        }
        element(text, "InitialCategoryOfAbuse", protection.category);
        element(text, "LatestCategoryOfAbuse", protection.category);
        element(
            text,
            "NumberOfPreviousCPP",
            &protection.earlier_plans.to_string(),
        );
        let until = protection.end.min(last);
        let first_review = protection.conference + 84;
        if first_review <= until {
            open(text, "Reviews");
            for review in (first_review..=until).step_by(168) {
                date(text, "CPPreviewDate", review);
            }
            close(text, "Reviews");
        }
        close(text, "ChildProtectionPlans");
    }
}
