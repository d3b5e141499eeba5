//! The browser's clock, timers and randomness.

use std::time::Duration;

use domain::time::Timestamp;
use graph::transport::Surroundings;

/// The browser's clock, timers and randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserSurroundings;

impl Surroundings for BrowserSurroundings {
    fn now(&self) -> Timestamp {
        // Milliseconds since 1970 are whole and fit.
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }

    async fn sleep(&self, span: Duration) {
        gloo_timers::future::sleep(span).await;
    }

    fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        let crypto = web_sys::window().and_then(|window| window.crypto().ok());
        // Every browser that runs this page has it; without it, ids would merely be guessable.
        let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
        if filled { u64::from_ne_bytes(bytes) } else { js_sys::Math::random().to_bits() }
    }
}
