//! What a route asks of whoever comes: the one table of who may see what.

use waymark_accounts::Scope;
use waymark_plan::ledger::parts::Role;

use crate::visitor::Visitor;

/// What a route needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Nothing: anybody on the network.
    Public,
    /// Somebody who has signed in, whatever they may do.
    Account,
    /// To read the plan, its ratings, and figures that may be published: any role in the plan.
    Plan,
    /// To read what officers work with: meetings, audits, drafts, figures however small.
    Work,
    /// To see rows about single children. No other role brings it along, and each look is noted.
    Cases,
    /// To hand in returns and published figures.
    Data,
    /// To keep people's names and addresses.
    People,
    /// To keep accounts and roles, and to read the logs of who came and what they looked at.
    Administration,
    /// A token of the programming interface with this scope, instead of a session.
    Token(Scope),
}

/// Officers: whoever works at the plan.
const OFFICERS: &[Role] = &[
    Role::Director,
    Role::Chair,
    Role::Analyst,
    Role::Lead,
    Role::Auditor,
    Role::Legal,
    Role::Finance,
];

impl Permission {
    /// The roles of which one is needed; none where roles do not decide.
    pub fn roles(self) -> Option<&'static [Role]> {
        match self {
            Permission::Public | Permission::Account | Permission::Token(_) => None,
            Permission::Plan => Some(&[
                Role::Administrator,
                Role::Director,
                Role::Chair,
                Role::Analyst,
                Role::Lead,
                Role::Auditor,
                Role::Legal,
                Role::Finance,
                Role::Councillor,
            ]),
            Permission::Work => Some(OFFICERS),
            Permission::Cases => Some(&[Role::CaseReader]),
            Permission::Data => Some(&[Role::Analyst]),
            Permission::People => Some(&[Role::Administrator, Role::Analyst]),
            Permission::Administration => Some(&[Role::Administrator]),
        }
    }

    /// Whether a visitor has it. Tokens are looked at where the interface is.
    pub fn is_held_by(self, visitor: &Visitor) -> bool {
        match self.roles() {
            None => match self {
                Permission::Account => visitor.who.is_some(),
                _ => true,
            },
            Some(roles) => visitor.has_any(roles),
        }
    }
}
