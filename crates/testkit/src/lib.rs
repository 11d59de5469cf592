//! What the tests of several rooms share: real-data folder, workspace rules, builders.
