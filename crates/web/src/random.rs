//! Numbers that nobody can guess: nonces, tokens, names of givings.

use rand::TryRng;
use rand::rngs::SysRng;

/// So many random bytes as hexadecimal digits.
///
/// # Panics
///
/// Where the system gives no random numbers: nothing that is asked of this program can then be
/// answered safely.
pub fn hex(bytes: usize) -> String {
    let mut random = vec![0_u8; bytes];
    SysRng
        .try_fill_bytes(&mut random)
        .expect("the system gives random numbers");
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}
