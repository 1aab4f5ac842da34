//! The `annals` program: it declares the command line and hands over to it.

fn main() {}
