//! How the council's identity provider is set up, as a table of the settings' file says it.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use serde::Deserialize;
use waymark_plan::ledger::parts::Role;

/// The settings of an identity provider.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Its address, as it says it itself.
    pub issuer: String,
    /// The name that it knows this application by.
    pub client_id: String,
    /// What shows that it is this application. Better kept in a file of its own.
    #[serde(default)]
    pub client_secret: Option<Secret>,
    /// The file that holds the secret; its first line is read with each sign-in.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// What people call it: the button says `Sign in with …`.
    pub name: String,
    /// The claim that holds a person's app roles; one inside another is written with a dot.
    #[serde(default = "usual_role_claim")]
    pub role_claim: String,
    /// Which app role stands for which role here: to show where the two differ.
    #[serde(default)]
    pub roles: BTreeMap<String, Role>,
    /// The app role without which nobody gets in.
    #[serde(default)]
    pub required_role: Option<String>,
    /// Whether an e-mail address is relied on that the provider does not call verified. Only where
    /// nobody but the council can set it there, as in a directory of its own.
    #[serde(default)]
    pub trust_email: bool,
}

fn usual_role_claim() -> String {
    "roles".to_owned()
}

/// A secret, which is never shown.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What is wrong with the settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsFault {
    /// The issuer is not an address that can be relied on.
    #[error(
        "`issuer` is not an address that begins with https:// and is nothing but an address: write it as the provider’s own page of settings says it"
    )]
    Issuer,
    /// Something that is needed is empty.
    #[error("`{0}` is empty: write what the provider’s administrator says")]
    Empty(&'static str),
    /// The secret is given twice.
    #[error(
        "both `client_secret` and `client_secret_file` are given: take one of them out, better the first"
    )]
    TwoSecrets,
    /// The secret's file does not give a secret.
    #[error(
        "the file that `client_secret_file` names gives no secret ({0}): look at its place, and who may read it"
    )]
    SecretFile(String),
}

impl ProviderSettings {
    /// Looks whether the settings can be used, without asking the provider.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), SettingsFault> {
        if !is_sound_issuer(&self.issuer) {
            return Err(SettingsFault::Issuer);
        }
        for (key, value) in [
            ("client_id", &self.client_id),
            ("name", &self.name),
            ("role_claim", &self.role_claim),
        ] {
            if value.trim().is_empty() {
                return Err(SettingsFault::Empty(key));
            }
        }
        self.secret().map(|_| ())
    }

    /// The client's secret, where there is one.
    ///
    /// # Errors
    ///
    /// It is given twice, or its file cannot be read.
    pub fn secret(&self) -> Result<Option<String>, SettingsFault> {
        match (&self.client_secret, &self.client_secret_file) {
            (Some(_), Some(_)) => Err(SettingsFault::TwoSecrets),
            (Some(Secret(secret)), None) => Ok(Some(secret.clone())),
            (None, Some(file)) => {
                let text = std::fs::read_to_string(file)
                    .map_err(|error| SettingsFault::SecretFile(error.kind().to_string()))?;
                match text.lines().next().map(str::trim) {
                    Some(secret) if !secret.is_empty() => Ok(Some(secret.to_owned())),
                    _ => Err(SettingsFault::SecretFile(
                        "its first line is empty".to_owned(),
                    )),
                }
            }
            (None, None) => Ok(None),
        }
    }

    /// Whether app roles are looked at.
    pub fn uses_roles(&self) -> bool {
        self.required_role.is_some() || !self.roles.is_empty()
    }
}

/// Who signs in, and with what rights, rests on what the provider says: so it is asked over an
/// encrypted connection, or on this machine.
fn is_sound_issuer(issuer: &str) -> bool {
    if issuer.contains(char::is_whitespace) || issuer.contains(['?', '#', '@']) {
        return false;
    }
    if let Some(rest) = issuer.strip_prefix("https://") {
        return !rest.is_empty() && !rest.starts_with('/');
    }
    let Some(rest) = issuer.strip_prefix("http://") else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::oidc) fn sound() -> ProviderSettings {
        serde_json::from_str(
            r#"{
                "issuer": "https://login.loamshire.example/tenant/v2.0",
                "client_id": "waymark",
                "client_secret": "hush",
                "name": "Loamshire account",
                "roles": { "Waymark.Analyst": "analyst", "Waymark.Cases": "case-reader" }
            }"#,
        )
        .unwrap()
    }

    #[test]
    fn what_is_not_said_is_careful() {
        let settings = sound();
        assert_eq!(settings.role_claim, "roles");
        assert_eq!(settings.required_role, None);
        assert!(!settings.trust_email);
        assert_eq!(settings.roles["Waymark.Cases"], Role::CaseReader);
        assert_eq!(settings.check(), Ok(()));
    }

    #[test]
    fn an_issuer_is_asked_over_an_encrypted_connection_or_on_this_machine() {
        for (issuer, is_sound) in [
            ("https://login.loamshire.example", true),
            ("https://login.loamshire.example/tenant/v2.0", true),
            ("http://127.0.0.1:8080", true),
            ("http://[::1]:8080/realm", true),
            ("http://localhost:8080", true),
            ("http://login.loamshire.example", false),
            ("http://localhost.loamshire.example", false),
            ("http://127.0.0.1:8080@login.loamshire.example", false),
            ("https://login.loamshire.example?x=1", false),
            ("https://", false),
            ("login.loamshire.example", false),
            ("", false),
        ] {
            assert_eq!(is_sound_issuer(issuer), is_sound, "{issuer}");
        }
    }

    #[test]
    fn the_secret_is_one_and_is_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        std::fs::write(&file, "from the file\nnot this\n").unwrap();
        let with = |secret: Option<&str>, file: Option<PathBuf>| ProviderSettings {
            client_secret: secret.map(|secret| Secret(secret.to_owned())),
            client_secret_file: file,
            ..sound()
        };
        let given = with(Some("hush"), None);
        assert_eq!(given.secret(), Ok(Some("hush".to_owned())));
        assert!(!format!("{given:?}").contains("hush"));
        assert_eq!(
            with(None, Some(file.clone())).secret(),
            Ok(Some("from the file".to_owned()))
        );
        assert_eq!(with(None, None).secret(), Ok(None));
        assert_eq!(
            with(Some("hush"), Some(file.clone())).check(),
            Err(SettingsFault::TwoSecrets)
        );
        std::fs::write(&file, "\n").unwrap();
        for file in [file, folder.path().join("missing")] {
            let fault = with(None, Some(file)).check();
            assert!(
                matches!(fault, Err(SettingsFault::SecretFile(_))),
                "{fault:?}"
            );
        }
    }
}
