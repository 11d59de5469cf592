//! What it takes to bring the ledger to a plan that somebody wrote: the commands, and what no
//! command can do. Nothing that the ledger has is taken away because a file leaves it out.

mod recommendations;

use jiff::civil::Date;

use super::command::Command;
use super::parts::*;
use super::people::{Directory, FORMER_OFFICER};
use super::project;
use super::state::State;
use crate::ids::{BidId, ConsultationId, DecisionId, InspectionId, PersonId};
use crate::model::{Circulation, Framework, Funding, Officer, Plan};

/// The way from a ledger to a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// The commands, in the order in which they are to be given.
    pub commands: Vec<Command>,
    /// What the plan says that cannot be: each ends the import.
    pub cannot: Vec<String>,
    /// What the ledger has and the plan leaves out: it stays as it is.
    pub left_alone: Vec<String>,
}

/// A person whom a plan names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The post, where the plan says it.
    pub post: Option<String>,
    /// The e-mail address, where the plan says it.
    pub email: Option<String>,
    /// The telephone number, where the plan says it.
    pub phone: Option<String>,
}

/// Everybody whom a plan names, each once: contacts first, as more is known of them.
pub fn named(plan: &Plan) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    let mut add = |person: Named| {
        if !found.iter().any(|known| known.name == person.name) {
            found.push(person);
        }
    };
    for contact in &plan.contacts {
        add(Named {
            name: contact.name.clone(),
            post: Some(contact.post.clone()),
            email: Some(contact.email.clone()),
            phone: contact.phone.clone(),
        });
    }
    let bare = |name: &String, post: Option<String>| Named {
        name: name.clone(),
        post,
        email: None,
        phone: None,
    };
    if let Some(chair) = &plan.committee.chair {
        add(bare(chair, Some(format!("Chair, {}", plan.committee.name))));
    }
    if let Circulation::Members(members) = &plan.report.circulation {
        // What stands for somebody who was erased is no name.
        for member in members
            .iter()
            .filter(|name| !name.starts_with(FORMER_OFFICER))
        {
            add(bare(member, None));
        }
    }
    let officers = plan.recommendations.iter().flat_map(|recommendation| {
        let leads = recommendation.actions.iter().map(|action| &action.lead);
        leads.chain([&recommendation.lead])
    });
    for officer in officers {
        if let Some(name) = &officer.name {
            add(bare(name, Some(officer.post.clone())));
        }
    }
    found
}

/// The commands that bring the ledger to a plan. `people` must know everybody in [`named`];
/// `reason` is why what stands is corrected, such as `Imported from plan.toml`.
pub fn steps(state: &State, plan: &Plan, people: &Directory, reason: &str, today: Date) -> Steps {
    let mut way = Way {
        state,
        people,
        reason,
        today,
        steps: Steps::default(),
    };
    way.around(plan);
    way.addresses(plan);
    way.aims(plan);
    for recommendation in &plan.recommendations {
        way.recommendation(recommendation, plan);
    }
    way.left_out(plan);
    way.bids(plan);
    way.voices(plan);
    way.version(plan);
    way.steps
}

struct Way<'a> {
    state: &'a State,
    people: &'a Directory,
    reason: &'a str,
    today: Date,
    steps: Steps,
}

impl Way<'_> {
    fn give(&mut self, command: Command) {
        self.steps.commands.push(command);
    }

    fn cannot(&mut self, what: impl Into<String>) {
        self.steps.cannot.push(what.into());
    }

    fn left_alone(&mut self, what: impl Into<String>) {
        self.steps.left_alone.push(what.into());
    }

    /// The reason of a correction, where something stands.
    fn correction<T>(&self, stands: Option<&T>) -> Option<String> {
        stands.map(|_| self.reason.to_owned())
    }

    /// The person of a name. Where two have it, a file cannot say which is meant.
    fn person(&mut self, name: &str) -> Option<PersonId> {
        let of_name: Vec<PersonId> = self
            .people
            .iter()
            .filter(|(_, person)| person.name.as_deref() == Some(name))
            .map(|(id, _)| id.clone())
            .collect();
        if of_name.len() > 1 {
            let ids: Vec<&str> = of_name.iter().map(PersonId::as_str).collect();
            self.cannot(format!(
                "{} people are called {name} ({}), and a file cannot say which is meant; tell their names apart with `waymark plan person change`",
                of_name.len(),
                ids.join(", ")
            ));
        }
        of_name.into_iter().next()
    }

    /// The lead that an officer of the file means: the one that stands, where the file would say
    /// the same of them, even if they were erased or share their name; else the one of that name.
    fn lead(&mut self, officer: &Officer, stands: Option<&Lead>) -> Lead {
        if let Some(stands) = stands
            && project::officer(stands, Some(self.people)) == *officer
        {
            return stands.clone();
        }
        Lead {
            post: officer.post.clone(),
            person: officer.name.as_ref().and_then(|name| self.person(name)),
        }
    }

    /// The inspection that the plan answers: the one that the frame names, else a new one.
    fn inspection_id(&self, plan: &Plan) -> InspectionId {
        if let Some(frame) = &self.state.frame {
            return frame.inspection.clone();
        }
        let inspection = &plan.inspection;
        let framework = match &inspection.framework {
            Framework::Sif => "sif",
            Framework::Ilacs => "ilacs",
            Framework::FocusedVisit => "focused-visit",
            Framework::Other(_) => "inspection",
        };
        let mut id = parsed(&format!("{framework}-{}", inspection.ended.year()));
        let mut more = 2;
        while self.state.inspections.contains_key(&id) {
            id = parsed(&format!("{framework}-{}-{more}", inspection.ended.year()));
            more += 1;
        }
        id
    }

    fn around(&mut self, plan: &Plan) {
        match &self.state.opening {
            None => self.give(Command::OpenLedger(Opening {
                authority: plan.authority.clone(),
                demonstration: false,
            })),
            Some(opening) if opening.authority != plan.authority => self.cannot(format!(
                "the plan is {}'s ({}), and the ledger keeps that of {} ({})",
                plan.authority.name,
                plan.authority.code,
                opening.authority.name,
                opening.authority.code
            )),
            Some(_) => {}
        }
        let id = self.inspection_id(plan);
        let stands = self.state.inspections.get(&id);
        if stands != Some(&plan.inspection) {
            let correction = self.correction(stands);
            self.give(Command::RecordInspection(InspectionRecord {
                id: id.clone(),
                inspection: plan.inspection.clone(),
                correction,
            }));
        }
        let known = self
            .state
            .schemes
            .iter()
            .find(|scheme| scheme.version == plan.scheme.version);
        match known {
            None => {
                let reason = self.correction(self.state.schemes.first());
                self.give(Command::AdoptScheme(SchemeAdoption {
                    scheme: plan.scheme.clone(),
                    reason,
                }));
            }
            Some(known) if *known != plan.scheme => self.cannot(format!(
                "the words of scheme {} are others than those that were adopted; give the new words another version",
                known.version
            )),
            Some(_) if self.state.scheme() != known => self.cannot(format!(
                "scheme {} was replaced by a later one; give its words another version to adopt them again",
                plan.scheme.version
            )),
            Some(_) => {}
        }
        let frame = self.frame(plan, id);
        if self.state.frame.as_ref() != Some(&frame) {
            self.give(Command::SetFrame(frame));
        }
    }

    fn frame(&mut self, plan: &Plan, inspection: InspectionId) -> Frame {
        // Who stands, and what a file would say of them: people who were erased, or whose address
        // is not known, are not to be lost because a file cannot name them.
        let stands = self.state.frame.as_ref();
        let (circulation, chair, contacts) = match stands {
            Some(frame) => (
                (project::report_words(frame, self.people).circulation == plan.report.circulation)
                    .then(|| frame.circulation.clone()),
                (project::chair(frame, self.people) == plan.committee.chair)
                    .then(|| frame.committee_chair.clone()),
                (project::contacts(frame, self.people) == plan.contacts)
                    .then(|| frame.contacts.clone()),
            ),
            None => (None, None, None),
        };
        let circulation = circulation.unwrap_or_else(|| match &plan.report.circulation {
            Circulation::None => Vec::new(),
            Circulation::Members(members) => members
                .iter()
                .filter_map(|name| self.person(name))
                .collect(),
        });
        let committee_chair = chair.unwrap_or_else(|| {
            let name = plan.committee.chair.as_ref();
            name.and_then(|name| self.person(name))
        });
        let contacts = contacts.unwrap_or_else(|| {
            let names = plan.contacts.iter().map(|contact| &contact.name);
            names.filter_map(|name| self.person(name)).collect()
        });
        Frame {
            inspection,
            title: plan.title.clone(),
            years: plan.years,
            committee: plan.committee.name.clone(),
            committee_chair,
            directors: plan.directors.clone(),
            monitoring: plan.report.monitoring.clone(),
            circulation,
            equality: plan.report.equality.clone(),
            risk: plan.report.risk.clone(),
            appendices: plan.report.appendices.clone(),
            background_papers: plan.background_papers.clone(),
            contacts,
        }
    }

    /// What a file says of a contact's post and addresses: those are kept beside the ledger.
    fn addresses(&mut self, plan: &Plan) {
        for contact in &plan.contacts {
            let known = self
                .people
                .iter()
                .find(|(_, person)| person.name.as_ref() == Some(&contact.name));
            let differs = known.is_some_and(|(_, person)| {
                person.post.as_ref() != Some(&contact.post)
                    || person.email.as_ref() != Some(&contact.email)
                    || person.phone != contact.phone
            });
            if differs {
                self.left_alone(format!(
                    "post, e-mail address or telephone of {} are others in the file; `waymark plan person change` changes them",
                    contact.name
                ));
            }
        }
    }

    fn aims(&mut self, plan: &Plan) {
        for aim in &plan.aims {
            let stands = self.state.aims.get(&aim.id);
            if stands != Some(&aim.title) {
                let correction = self.correction(stands);
                self.give(Command::RecordAim(AimRecord {
                    id: aim.id.clone(),
                    title: aim.title.clone(),
                    correction,
                }));
            }
        }
    }

    /// What the ledger has and the plan does not.
    fn left_out(&mut self, plan: &Plan) {
        for id in self.state.aims.keys() {
            if !plan.aims.iter().any(|aim| aim.id == *id) {
                self.left_alone(format!("aim {id} is not in the file"));
            }
        }
        for (id, _) in self.state.in_plan() {
            if !plan.recommendations.iter().any(|other| other.id == *id) {
                self.left_alone(format!(
                    "recommendation {id} is not in the file; `waymark plan recommendation withdraw` takes it out of the plan"
                ));
            }
        }
        let state = self.state;
        // A bid that nobody has decided on yet stands in no file.
        for (id, bid) in state
            .bids
            .iter()
            .filter(|(_, bid)| !bid.decisions.is_empty())
        {
            let given = plan.funding.iter().find(|funding| {
                funding.title == bid.record.title && funding.year == bid.record.year
            });
            match given {
                None => self.left_alone(format!("bid {id} is not in the file")),
                Some(funding) => {
                    for title in bid.posts.keys() {
                        if !funding.posts.iter().any(|posts| posts.title == *title) {
                            self.left_alone(format!(
                                "{title}, paid for by {id}, are not in the file"
                            ));
                        }
                    }
                }
            }
        }
        for (id, known) in &state.consultations {
            let is_given = plan
                .consultations
                .iter()
                .any(|one| one.with == known.with && one.on == known.on);
            if !is_given {
                self.left_alone(format!("consultation {id} is not in the file"));
            }
        }
        for (id, known) in &state.body_decisions {
            let is_given = plan
                .previous_decisions
                .iter()
                .any(|one| one.body == known.body && one.on == known.on);
            if !is_given {
                self.left_alone(format!("decision {id} is not in the file"));
            }
        }
    }

    fn bids(&mut self, plan: &Plan) {
        let mut taken: Vec<BidId> = self.state.bids.keys().cloned().collect();
        for funding in &plan.funding {
            let stands = self.state.bids.iter().find(|(_, bid)| {
                bid.record.title == funding.title && bid.record.year == funding.year
            });
            let id = match stands {
                Some((id, _)) => id.clone(),
                None => free(&mut taken, &slug(&funding.title), |id| id.as_str()),
            };
            self.bid(funding, id, stands.map(|(_, bid)| bid));
        }
    }

    fn bid(&mut self, funding: &Funding, id: BidId, stands: Option<&super::state::BidState>) {
        let record = BidRecord {
            id: id.clone(),
            title: funding.title.clone(),
            amount: funding.amount,
            year: funding.year,
            paid_for: funding.paid_for.clone(),
            correction: self.correction(stands),
        };
        let is_same = stands.is_some_and(|bid| {
            bid.record.amount == record.amount && bid.record.paid_for == record.paid_for
        });
        if !is_same {
            self.give(Command::RecordBid(record));
        }
        let decision = BidDecision {
            bid: id.clone(),
            decision: funding.decision.clone(),
            by: funding.decided_by.clone(),
            on: funding.on,
        };
        let decided = stands.and_then(|bid| bid.decisions.last());
        if decided != Some(&decision) {
            self.give(Command::DecideBid(decision));
        }
        for posts in &funding.posts {
            let counted = stands
                .and_then(|bid| bid.posts.get(&posts.title))
                .and_then(|series| series.last());
            if counted.is_none_or(|(_, counted)| counted != posts) {
                self.give(Command::CountPosts(PostsCount {
                    bid: id.clone(),
                    on: self.today,
                    posts: posts.clone(),
                }));
            }
        }
    }

    fn voices(&mut self, plan: &Plan) {
        let mut taken: Vec<ConsultationId> = self.state.consultations.keys().cloned().collect();
        for consultation in &plan.consultations {
            let stands =
                self.state.consultations.iter().find(|(_, known)| {
                    known.with == consultation.with && known.on == consultation.on
                });
            if stands.is_some_and(|(_, known)| known == consultation) {
                continue;
            }
            let id = match stands {
                Some((id, _)) => id.clone(),
                None => {
                    let wish = format!("{}-{}", slug(&consultation.with), consultation.on.year());
                    free(&mut taken, &wish, |id| id.as_str())
                }
            };
            let correction = self.correction(stands.as_ref());
            self.give(Command::RecordConsultation(ConsultationRecord {
                id,
                consultation: consultation.clone(),
                correction,
            }));
        }
        let mut taken: Vec<DecisionId> = self.state.body_decisions.keys().cloned().collect();
        for decision in &plan.previous_decisions {
            let stands = self
                .state
                .body_decisions
                .iter()
                .find(|(_, known)| known.body == decision.body && known.on == decision.on);
            if stands.is_some_and(|(_, known)| known == decision) {
                continue;
            }
            let id = match stands {
                Some((id, _)) => id.clone(),
                None => {
                    let wish = format!("{}-{}", slug(&decision.body), decision.on);
                    free(&mut taken, &wish, |id| id.as_str())
                }
            };
            let correction = self.correction(stands.as_ref());
            self.give(Command::RecordBodyDecision(BodyDecision {
                id,
                decision: decision.clone(),
                correction,
            }));
        }
    }

    fn version(&mut self, plan: &Plan) {
        let known = self
            .state
            .versions
            .iter()
            .find(|known| known.approval.version == plan.version);
        match (known, &plan.approved) {
            (None, Some(approved)) => self.give(Command::ApproveVersion(VersionApproval {
                version: plan.version.clone(),
                by: approved.by.clone(),
                on: approved.on,
                summary: None,
            })),
            (Some(known), Some(approved))
                if known.approval.by != approved.by || known.approval.on != approved.on =>
            {
                self.cannot(format!(
                    "version {} was approved by {} on {}; a version is approved once",
                    plan.version, known.approval.by, known.approval.on
                ));
            }
            (None, None) if plan.version != project::DRAFT => self.left_alone(format!(
                "version {} is not recorded: a version is, when a body has approved it (`approved_by`, `approved_on`)",
                plan.version
            )),
            _ => {}
        }
    }
}

/// An id from a text that is well formed by its making.
fn parsed<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse()
        .expect("made of letters, digits and hyphens, and begins with a letter")
}

/// A short id from words: letters and digits, with hyphens between.
fn slug(words: &str) -> String {
    let mut out = String::new();
    for word in words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(4)
    {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&word.to_lowercase());
    }
    if out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out
    } else {
        format!("n-{out}").trim_end_matches('-').to_owned()
    }
}

/// The id of these words, or with a number behind where it is taken; taken from now on.
fn free<T: std::str::FromStr + Clone>(
    taken: &mut Vec<T>,
    wish: &str,
    text: impl Fn(&T) -> &str,
) -> T
where
    T::Err: std::fmt::Debug,
{
    let mut id = wish.to_owned();
    let mut more = 2;
    while taken.iter().any(|known| text(known) == id) {
        id = format!("{wish}-{more}");
        more += 1;
    }
    let id: T = parsed(&id);
    taken.push(id.clone());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_made_from_words() {
        assert_eq!(
            slug("Growth bid for Children and Families"),
            "growth-bid-for-children"
        );
        assert_eq!(slug("2017 budget"), "n-2017-budget");
        assert_eq!(slug("\u{a3}\u{a3}"), "n");
        let mut taken: Vec<BidId> = Vec::new();
        let ids: Vec<BidId> = (0..3)
            .map(|_| free(&mut taken, "bid", |id| id.as_str()))
            .collect();
        let texts: Vec<&str> = ids.iter().map(BidId::as_str).collect();
        assert_eq!(texts, ["bid", "bid-2", "bid-3"]);
    }
}
