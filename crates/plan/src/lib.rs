//! The improvement plan: its exchange format and the proposal of a rating; pure.
