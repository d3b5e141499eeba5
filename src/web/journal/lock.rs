//! A lock that at most one tab of this page can own. The browser takes it back when the tab is closed, however that
//! happens.
//!
//! <https://developer.mozilla.org/docs/Web/API/Web_Locks_API>

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// A lock that this tab owns until the value is dropped.
pub(super) struct Lock(
    #[expect(dead_code, reason = "dropping it ends the promise that holds the lock")] oneshot::Sender<()>,
);

impl Lock {
    /// Takes the lock of this name, unless a tab has it; nothing, where one does or the browser has no locks.
    pub(super) async fn take(name: &str) -> Option<Self> {
        let (sender, taken) = oneshot::channel();
        let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let (release, released) = oneshot::channel::<()>();
            // Where no one waits any more, the sender is gone and the lock is let go at once.
            if lock.is_null() || sender.send(Self(release)).is_err() {
                return JsValue::NULL;
            }
            let held = async move {
                // The sender never sends: it is dropped, which is what is waited for.
                let _ = released.await;
                Ok(JsValue::UNDEFINED)
            };
            future_to_promise(held).into()
        });
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok()?;
        let request = request(name, &options, &callback).ok()?;
        // The request ends before the lock is taken only where it is not to be had.
        match select(taken, JsFuture::from(request)).await {
            Either::Left((taken, _)) => taken.ok(),
            Either::Right(_) => None,
        }
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"])]
    fn request(name: &str, options: &Object, callback: &JsValue) -> Result<Promise, JsValue>;
}
