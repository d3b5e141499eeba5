//! The page. Natively there is nothing to run.

#[cfg(target_arch = "wasm32")]
mod parts;

fn main() {
    #[cfg(target_arch = "wasm32")]
    bestow::web::start(parts::PARTS);
}
