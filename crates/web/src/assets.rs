//! The style sheets, scripts and pictures that pages need, built into the program.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::fault::Fault;

/// A file, with its media type.
struct Asset {
    name: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

const ASSETS: &[Asset] = &[
    Asset {
        name: "govuk.css",
        media_type: STYLE,
        bytes: include_bytes!("../assets/govuk.css"),
    },
    Asset {
        name: "waymark.css",
        media_type: STYLE,
        bytes: include_bytes!("../assets/waymark.css"),
    },
    Asset {
        name: "govuk.js",
        media_type: SCRIPT,
        bytes: include_bytes!("../assets/govuk.js"),
    },
    Asset {
        name: "waymark.js",
        media_type: SCRIPT,
        bytes: include_bytes!("../assets/waymark.js"),
    },
    Asset {
        name: "icon.svg",
        media_type: "image/svg+xml",
        bytes: include_bytes!("../assets/icon.svg"),
    },
];

/// A fingerprint of all assets: pages ask for them under it, so that browsers may keep them for
/// good and still get new ones with a new version.
pub fn fingerprint() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut all = Sha256::new();
        for asset in ASSETS {
            all.update(asset.bytes);
        }
        let digest = all.finalize();
        digest[..6]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    })
}

/// The icon where browsers look for it when a document names none, as those of reports and minutes.
pub async fn favicon() -> Result<Response, Fault> {
    asset(Path("icon.svg".to_owned())).await
}

/// Gives an asset.
pub async fn asset(Path(name): Path<String>) -> Result<Response, Fault> {
    let found = ASSETS.iter().find(|asset| asset.name == name);
    let asset = found.ok_or(Fault::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.bytes).into_response())
}
