//! Random secrets, and their hashes.

use rand::TryRng;
use rand::rngs::SysRng;
use sha2::{Digest, Sha256};

/// 32 random bytes as hexadecimal digits.
///
/// # Panics
///
/// Where the system gives no random numbers: no secret could then be made.
pub(crate) fn random() -> String {
    hex(&bytes::<32>())
}

/// So many random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut random = [0_u8; N];
    SysRng
        .try_fill_bytes(&mut random)
        .expect("the system gives random numbers");
    random
}

/// The hash under which a random secret is kept. It needs no salt: nobody can guess 32 bytes.
pub(crate) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
