//! Files while they are written, in pieces, so that no file need fit in memory.

/// Takes a piece of a file: its path and the bytes that come next in it.
pub(crate) type Sink<'a> = dyn FnMut(&str, &[u8]) + 'a;

/// How much text is gathered before it is handed on.
const PIECE: usize = 1 << 20;

/// A text file and what has not been handed on yet.
pub(crate) struct Output {
    path: String,
    pub(crate) text: String,
}

impl Output {
    pub(crate) fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: String::new(),
        }
    }

    pub(crate) fn flush_if_full(&mut self, sink: &mut Sink<'_>) {
        if self.text.len() >= PIECE {
            self.flush(sink);
        }
    }

    pub(crate) fn flush(&mut self, sink: &mut Sink<'_>) {
        sink(&self.path, self.text.as_bytes());
        self.text.clear();
    }
}
