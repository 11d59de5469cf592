//! The definition format, the engine, periods and benchmarks.
