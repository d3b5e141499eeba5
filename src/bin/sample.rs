//! The sample tenant: the simulator as a second WebAssembly file, fetched only when a person opens it.
fn main() {}
