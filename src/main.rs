//! The page. Natively there is nothing to run.
fn main() {
    #[cfg(target_arch = "wasm32")]
    bestow::web::start();
}
