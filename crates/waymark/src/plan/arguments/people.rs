//! Words of beginning a ledger, and of the people and their roles.

use clap::{Args, Subcommand};
use waymark_codes::LaCode;
use waymark_plan::ledger::parts::Role;

use super::values;

/// Arguments of `waymark plan open`.
#[derive(Args)]
pub struct OpenArguments {
    /// The authority's full name.
    #[arg(long)]
    pub authority: String,
    /// The authority's DfE code; 999 for a made-up one.
    #[arg(long)]
    pub code: LaCode,
    /// Your name; whoever opens the ledger administers it. Left out, `--as` says who you are.
    #[arg(long, requires = "post")]
    pub name: Option<String>,
    /// Your post.
    #[arg(long, requires = "name")]
    pub post: Option<String>,
    /// Your e-mail address, for reminders.
    #[arg(long, requires = "name")]
    pub email: Option<String>,
    /// Your telephone number.
    #[arg(long, requires = "name")]
    pub phone: Option<String>,
    /// The ledger is for demonstration or training: only then may `--today` be given.
    #[arg(long)]
    pub demonstration: bool,
    /// A role that you have besides that of the administrator; may be repeated.
    #[arg(long = "role", value_name = "ROLE", value_parser = values::role(), default_value = "analyst")]
    pub roles: Vec<Role>,
}

/// What to do with people.
#[derive(Subcommand)]
pub enum PersonAction {
    /// Add a person, and print their id.
    Add {
        /// The name.
        #[arg(long)]
        name: String,
        /// The post, or the body that the person speaks for.
        #[arg(long)]
        post: String,
        /// The e-mail address, for reminders.
        #[arg(long)]
        email: Option<String>,
        /// The telephone number.
        #[arg(long)]
        phone: Option<String>,
    },
    /// Change what is known of a person; what you leave out stays.
    Change {
        /// The person: id, e-mail address or name.
        person: String,
        /// The name.
        #[arg(long)]
        name: Option<String>,
        /// The post.
        #[arg(long)]
        post: Option<String>,
        /// The e-mail address; an empty one takes it away.
        #[arg(long)]
        email: Option<String>,
        /// The telephone number; an empty one takes it away.
        #[arg(long)]
        phone: Option<String>,
    },
    /// Erase a person's name, post and addresses for good; the ledger keeps the bare id.
    Erase {
        /// The person: id, e-mail address or name.
        person: String,
    },
    /// List the people.
    List,
}

/// What to do with roles.
#[derive(Subcommand)]
pub enum RoleAction {
    /// Give a person a role.
    Grant {
        /// The person: id, e-mail address or name.
        person: String,
        /// The role.
        #[arg(value_parser = values::role())]
        role: Role,
    },
    /// Take a role from a person.
    Withdraw {
        /// The person: id, e-mail address or name.
        person: String,
        /// The role.
        #[arg(value_parser = values::role())]
        role: Role,
    },
    /// List who has which role.
    List,
}
