//! Loamshire, a made-up authority: return files with planted, known answers.
