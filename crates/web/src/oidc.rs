//! Signing in through the council's identity provider: OpenID Connect with the authorisation code,
//! PKCE, state and nonce.
//!
//! The provider says who somebody is; what they may do stays with the ledger. So its app roles are
//! compared with the ledger's roles and shown to an administrator ([`roles`]), and never grant or
//! withdraw one. One of them can be required ([`ProviderSettings::required_role`]): who lacks it
//! does not get in, whatever the ledger says. Who the person is among the people of the ledger is
//! found by the page that the provider leads back to.
//!
//! What the provider publishes about itself is fetched when somebody first signs in, once a day
//! after that, and where an ID token is signed with a key that is not known yet. No redirect is
//! followed, and no error repeats a token, a code or a secret.

pub mod roles;
mod settings;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod,
    CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessToken, AdditionalClaims, AuthType, AuthorizationCode, ClaimsVerificationError, Client,
    ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IdTokenClaims, IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse, SubjectIdentifier,
    TokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::random::hex;
use roles::Noted;
pub use settings::{ProviderSettings, Secret, SettingsFault};

/// The address that the provider leads back to.
pub const BACK: &str = "/sign-in/back";

/// How long the provider is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long what the provider publishes about itself is taken to hold.
const HOLDS: SignedDuration = SignedDuration::from_hours(24);
/// How long at least between two looks for new keys.
const BETWEEN_LOOKS: SignedDuration = SignedDuration::from_mins(1);
/// How long somebody may take at the provider.
const AT_THE_PROVIDER: SignedDuration = SignedDuration::from_mins(10);

/// Why nobody was signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// The settings do not hold.
    #[error(transparent)]
    Settings(#[from] SettingsFault),
    /// The provider cannot be used at the moment.
    #[error("the identity provider cannot be used: {0}")]
    Unreachable(String),
    /// Nobody here waits for this answer, or no longer.
    #[error("no sign-in waits for this answer")]
    NotAwaited,
    /// The provider answers that it did not sign the person in.
    #[error("the identity provider did not sign the person in: {0}")]
    Declined(String),
    /// The provider does not give a token for the code.
    #[error("the identity provider does not take the code: {0}")]
    Refused(String),
    /// What the provider says cannot be relied on.
    #[error("what the identity provider sent cannot be relied on: {0}")]
    Unsound(String),
    /// The person lacks the app role that is required.
    #[error("the person has not the app role that is required")]
    NoRole,
}

/// A sign-in that was begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub address: String,
    /// What the session keeps meanwhile.
    pub awaited: Value,
}

/// What a session keeps while somebody is at the provider.
#[derive(Serialize, Deserialize)]
struct Awaited {
    state: String,
    nonce: String,
    verifier: String,
    since: Timestamp,
}

/// What the provider's answer carries in its address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    code: String,
    state: String,
    error: String,
    iss: String,
}

/// Who the provider says that somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// The provider.
    pub issuer: String,
    /// The person's name there, which is never given to another.
    pub subject: String,
    /// The person's e-mail address, only where it may be relied on.
    pub email: Option<String>,
    /// The person's app roles.
    pub app_roles: BTreeSet<String>,
}

/// The council's identity provider.
pub struct Provider {
    settings: ProviderSettings,
    known: tokio::sync::Mutex<Option<Known>>,
    noted: Noted,
}

/// What the provider publishes about itself, as it was found.
#[derive(Clone)]
struct Known {
    metadata: Arc<CoreProviderMetadata>,
    http: reqwest::Client,
    found: Timestamp,
    looked_again: Option<Timestamp>,
}

/// The claims that OpenID Connect does not name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Others {
    #[serde(flatten)]
    all: HashMap<String, Value>,
}

impl AdditionalClaims for Others {}

type Fields = IdTokenFields<
    Others,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type Claims = IdTokenClaims<Others, CoreGenderClaim>;
type Registered = Client<
    Others,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// The provider of these settings. Nothing is fetched yet.
    pub fn new(settings: ProviderSettings) -> Self {
        Self {
            settings,
            known: tokio::sync::Mutex::default(),
            noted: Noted::default(),
        }
    }

    /// The settings.
    pub fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Begins a sign-in: where the browser goes, and what the session keeps meanwhile.
    ///
    /// # Errors
    ///
    /// The settings do not hold, or the provider cannot be reached.
    pub async fn begin(&self, public_address: &str, now: Timestamp) -> Result<Begun, OidcError> {
        let known = self.known(now).await?;
        let client = self.client(&known, public_address)?;
        let awaited = Awaited {
            state: hex(16),
            nonce: hex(16),
            verifier: hex(32),
            since: now,
        };
        let verifier = PkceCodeVerifier::new(awaited.verifier.clone());
        let (state, nonce) = (awaited.state.clone(), awaited.nonce.clone());
        let (address, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(Begun {
            address: address.to_string(),
            awaited: serde_json::to_value(awaited).map_err(|error| {
                OidcError::Unreachable(format!("the sign-in cannot be kept: {error}"))
            })?,
        })
    }

    /// Ends a sign-in: who the person is that the provider leads back. What the session kept is to
    /// be taken out of it first, so that an answer counts once.
    ///
    /// # Errors
    ///
    /// The answer is not the one that was waited for, or what it leads to cannot be relied on.
    pub async fn finish(
        &self,
        public_address: &str,
        awaited: Option<Value>,
        answer: &Answer,
        now: Timestamp,
    ) -> Result<Identified, OidcError> {
        let awaited = awaited
            .and_then(|kept| serde_json::from_value::<Awaited>(kept).ok())
            .filter(|awaited| is_same(&awaited.state, &answer.state))
            .filter(|awaited| now.duration_since(awaited.since) < AT_THE_PROVIDER)
            .ok_or(OidcError::NotAwaited)?;
        if !answer.iss.is_empty() && answer.iss != self.settings.issuer {
            return Err(OidcError::Unsound("another provider answers".to_owned()));
        }
        if !answer.error.is_empty() || answer.code.is_empty() {
            return Err(OidcError::Declined(word(&answer.error)));
        }
        let known = self.known(now).await?;
        let client = self.client(&known, public_address)?;
        let tokens = exchanged(&client, &known.http, answer, awaited.verifier).await?;
        let nonce = Nonce::new(awaited.nonce);
        let claims = match verified(&client, &tokens, &nonce, now) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let known = self.known_anew(now).await?;
                verified(&self.client(&known, public_address)?, &tokens, &nonce, now)
            }
            other => other,
        };
        let claims = claims.map_err(|error| OidcError::Unsound(error.to_string()))?;
        self.identified(&client, &known.http, &claims, &tokens)
            .await
    }

    /// Who the claims speak of. What an ID token leaves out is asked for.
    async fn identified(
        &self,
        client: &Registered,
        http: &reqwest::Client,
        claims: &Claims,
        tokens: &Tokens,
    ) -> Result<Identified, OidcError> {
        let settings = &self.settings;
        let mut others = claims.additional_claims().all.clone();
        let mut email = claims.email().map(|email| email.to_string());
        let mut is_verified = claims.email_verified().unwrap_or_default();
        let mut user_name = claims.preferred_username().map(|name| name.to_string());
        let lacks_role = settings.uses_roles() && !others.contains_key(&settings.role_claim);
        if client.user_info_url().is_some() && (email.is_none() || lacks_role) {
            let subject = claims.subject().clone();
            let said = told(client, http, tokens.access_token().clone(), subject).await?;
            if email.is_none() {
                email = said.email().map(|email| email.to_string());
                is_verified = said.email_verified().unwrap_or_default();
            }
            user_name =
                user_name.or_else(|| said.preferred_username().map(|name| name.to_string()));
            for (name, value) in &said.additional_claims().all {
                others.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        let email = if settings.trust_email {
            // Some providers have the address there alone.
            email.or(user_name.filter(|name| waymark_plan::is_mail_address(name)))
        } else {
            email.filter(|_| is_verified)
        };
        let app_roles = roles::of_claim(&others, &settings.role_claim);
        let required = settings.required_role.as_ref();
        if required.is_some_and(|role| !app_roles.contains(role)) {
            return Err(OidcError::NoRole);
        }
        Ok(Identified {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            email,
            app_roles,
        })
    }

    fn client(&self, known: &Known, public_address: &str) -> Result<Registered, OidcError> {
        let secret = self.settings.secret()?;
        let back = RedirectUrl::new(format!("{public_address}{BACK}")).map_err(|_| {
            OidcError::Unreachable("the application’s own address is not one".to_owned())
        })?;
        let metadata = (*known.metadata).clone();
        let takes_basic = metadata
            .token_endpoint_auth_methods_supported()
            .is_none_or(|methods| methods.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let client = Client::from_provider_metadata(
            metadata,
            ClientId::new(self.settings.client_id.clone()),
            secret.map(ClientSecret::new),
        )
        .set_redirect_uri(back);
        Ok(if takes_basic {
            client
        } else {
            client.set_auth_type(AuthType::RequestBody)
        })
    }

    /// What the provider publishes about itself, fetched where it is not known or too old.
    async fn known(&self, now: Timestamp) -> Result<Known, OidcError> {
        let mut known = self.known.lock().await;
        if let Some(known) = &*known
            && now.duration_since(known.found) < HOLDS
        {
            return Ok(known.clone());
        }
        let found = self.look(now).await?;
        *known = Some(found.clone());
        Ok(found)
    }

    /// The same, fetched anew, for keys that are not known; at most once a minute, as anybody can
    /// bring the provider to answer.
    async fn known_anew(&self, now: Timestamp) -> Result<Known, OidcError> {
        let mut known = self.known.lock().await;
        if let Some(known) = &*known
            && let Some(looked) = known.looked_again
            && now.duration_since(looked) < BETWEEN_LOOKS
        {
            return Ok(known.clone());
        }
        let mut found = self.look(now).await?;
        found.looked_again = Some(now);
        *known = Some(found.clone());
        Ok(found)
    }

    async fn look(&self, now: Timestamp) -> Result<Known, OidcError> {
        self.settings.check()?;
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|_| OidcError::Settings(SettingsFault::Issuer))?;
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .map_err(|error| OidcError::Unreachable(plain(&error)))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &http)
            .await
            .map_err(|error| OidcError::Unreachable(plain(&error)))?;
        Ok(Known {
            metadata: Arc::new(metadata),
            http,
            found: now,
            looked_again: None,
        })
    }
}

async fn exchanged(
    client: &Registered,
    http: &reqwest::Client,
    answer: &Answer,
    verifier: String,
) -> Result<Tokens, OidcError> {
    client
        .exchange_code(AuthorizationCode::new(answer.code.clone()))
        .map_err(|error| OidcError::Unreachable(error.to_string()))?
        .set_pkce_verifier(PkceCodeVerifier::new(verifier))
        .request_async(http)
        .await
        .map_err(|error| match error {
            RequestTokenError::ServerResponse(said) => {
                OidcError::Refused(word(said.error().as_ref()))
            }
            RequestTokenError::Request(error) => OidcError::Unreachable(plain(&error)),
            // The answer itself may hold tokens.
            RequestTokenError::Parse(..) => {
                OidcError::Refused("its answer cannot be read".to_owned())
            }
            RequestTokenError::Other(_) => OidcError::Refused("it does not say why".to_owned()),
        })
}

/// The claims of the ID token where issuer, audience, signature, nonce and time are right.
fn verified(
    client: &Registered,
    tokens: &Tokens,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<Claims, ClaimsVerificationError> {
    let token = tokens
        .id_token()
        .ok_or_else(|| ClaimsVerificationError::Other("there is no ID token".to_owned()))?;
    let since = Duration::from_secs(u64::try_from(now.as_second()).unwrap_or_default());
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES.iter().cloned())
        .set_time_fn(move || (SystemTime::UNIX_EPOCH + since).into());
    token.claims(&verifier, nonce).cloned()
}

/// The signatures that are taken: those that only who has the provider's private key can make.
const SIGNATURES: &[CoreJwsSigningAlgorithm] = &[
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What the provider tells of the person at its own place for it.
async fn told(
    client: &Registered,
    http: &reqwest::Client,
    access: AccessToken,
    subject: SubjectIdentifier,
) -> Result<UserInfoClaims<Others, CoreGenderClaim>, OidcError> {
    client
        .user_info(access, Some(subject))
        .map_err(|error| OidcError::Unreachable(error.to_string()))?
        .request_async(http)
        .await
        .map_err(|_| OidcError::Unsound("it does not tell who the person is".to_owned()))
}

/// An error with what lies behind it, as the outermost seldom says what to mend. Addresses of
/// requests are the provider's own and carry no code.
fn plain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        behind = cause.source();
    }
    words
}

/// An error code of the protocol, which is one word; anything else is not repeated.
fn word(text: &str) -> String {
    let is_word = !text.is_empty()
        && text.len() <= 60
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if is_word {
        text.to_owned()
    } else {
        "it does not say why".to_owned()
    }
}

/// Hashes are compared, so that the time taken tells nothing.
fn is_same(one: &str, other: &str) -> bool {
    Sha256::digest(one) == Sha256::digest(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_the_protocol_are_repeated() {
        for (text, expected) in [
            ("access_denied", "access_denied"),
            ("", "it does not say why"),
            ("<b>Denied</b>", "it does not say why"),
            ("Gwen Ash", "it does not say why"),
        ] {
            assert_eq!(word(text), expected, "{text}");
        }
    }

    #[tokio::test]
    async fn an_answer_that_nobody_waits_for_is_refused_before_anybody_is_asked() {
        let provider = Provider::new(settings::tests::sound());
        let begun: Timestamp = "2026-09-01T09:00:00Z".parse().unwrap();
        let awaited = |since: Timestamp| {
            let kept = Awaited {
                state: "expected".to_owned(),
                nonce: "nonce".to_owned(),
                verifier: "verifier".to_owned(),
                since,
            };
            Some(serde_json::to_value(kept).unwrap())
        };
        let answer = |state: &str, error: &str, iss: &str| Answer {
            code: "code".to_owned(),
            state: state.to_owned(),
            error: error.to_owned(),
            iss: iss.to_owned(),
        };
        let declined = OidcError::Declined("access_denied".to_owned());
        let other = OidcError::Unsound("another provider answers".to_owned());
        for (kept, answer, minutes, expected) in [
            (None, answer("expected", "", ""), 0, OidcError::NotAwaited),
            (awaited(begun), answer("", "", ""), 0, OidcError::NotAwaited),
            (
                awaited(begun),
                answer("other", "", ""),
                0,
                OidcError::NotAwaited,
            ),
            (
                awaited(begun),
                answer("expected", "", ""),
                10,
                OidcError::NotAwaited,
            ),
            (
                awaited(begun),
                answer("expected", "access_denied", ""),
                1,
                declined,
            ),
            (
                awaited(begun),
                answer("expected", "", "https://other.example"),
                1,
                other,
            ),
        ] {
            let now = begun + SignedDuration::from_mins(minutes);
            let found = provider
                .finish("https://waymark.example", kept, &answer, now)
                .await;
            assert_eq!(found, Err(expected));
        }
    }
}
