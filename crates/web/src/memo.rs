//! What was computed is kept under all that it was computed from, so that it cannot be stale; and
//! what several ask for at once is computed once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::sync::OnceCell;

/// A result that is being made, or was.
type Cell<V> = Arc<OnceCell<Arc<V>>>;

/// So many results, the last asked for first.
pub struct Memo<K, V> {
    kept: Mutex<VecDeque<(K, Cell<V>)>>,
    at_most: usize,
}

impl<K: PartialEq + Clone, V> Memo<K, V> {
    /// Room for so many results.
    pub fn new(at_most: usize) -> Self {
        Self {
            kept: Mutex::new(VecDeque::new()),
            at_most,
        }
    }

    /// The result under a key: as it was made, or made now. Where making fails nothing is kept.
    pub async fn get<E>(
        &self,
        key: &K,
        make: impl AsyncFnOnce() -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        let cell = self.cell(key);
        let made = cell
            .get_or_try_init(|| async { make().await.map(Arc::new) })
            .await?;
        Ok(made.clone())
    }

    fn cell(&self, key: &K) -> Cell<V> {
        let mut kept = self.kept.lock().unwrap_or_else(|held| held.into_inner());
        if let Some(at) = kept.iter().position(|(known, _)| known == key) {
            let found = kept.remove(at).expect("its place was just found");
            let cell = found.1.clone();
            kept.push_front(found);
            return cell;
        }
        let cell = Arc::new(OnceCell::new());
        kept.push_front((key.clone(), cell.clone()));
        kept.truncate(self.at_most);
        cell
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn what_is_kept_is_not_made_again_and_the_oldest_goes() {
        let made = AtomicU32::new(0);
        let memo: Memo<u8, u8> = Memo::new(2);
        // The keys asked for, and how often something had been made after each.
        for (key, count) in [(1, 1), (1, 1), (2, 2), (1, 2), (3, 3), (2, 4), (3, 4)] {
            let found = memo
                .get(&key, async || {
                    made.fetch_add(1, Ordering::SeqCst);
                    Ok::<u8, ()>(key * 10)
                })
                .await;
            assert_eq!(found.as_deref(), Ok(&(key * 10)));
            assert_eq!(made.load(Ordering::SeqCst), count, "after {key}");
        }
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let memo: Memo<u8, u8> = Memo::new(2);
        assert_eq!(memo.get(&1, async || Err("no")).await.err(), Some("no"));
        assert_eq!(
            memo.get(&1, async || Ok::<u8, &str>(5)).await.as_deref(),
            Ok(&5)
        );
    }
}
