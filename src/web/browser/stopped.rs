//! The end of a program that has failed: the boot script then takes it off the screen and lets it send nothing more.

use std::panic;

use wasm_bindgen::prelude::wasm_bindgen;

/// From now on a panic ends everything. The console learns where it happened and not what it said, because that may
/// quote a name from the tenant.
///
/// What fails without a panic, such as a stack that is full, the boot script notices by itself.
pub fn stop_on_panic() {
    panic::set_hook(Box::new(|panic| {
        stop(&panic.location().map(ToString::to_string).unwrap_or_default());
    }));
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = bestowStop)]
    fn stop(at: &str);
}
