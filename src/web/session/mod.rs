//! The life of a session: who is signed in, or how far the sign-in is.
//!
//! What a session is, and what becomes of it, is a pure function from a state and an event to the next state.
//! [`SessionControl`], which pages use, posts the events. No state has a token: that stays with the sign-in library.

pub mod account;
#[cfg(target_arch = "wasm32")]
mod asking;
pub mod change_tokens;
#[cfg(target_arch = "wasm32")]
mod control;
pub mod error;
mod event;
pub mod granted;
pub mod junk;
#[cfg(target_arch = "wasm32")]
mod library;
pub mod limits;
#[cfg(target_arch = "wasm32")]
mod loading;
#[cfg(target_arch = "wasm32")]
mod restore;
mod state;
#[cfg(target_arch = "wasm32")]
mod tab;
#[cfg(target_arch = "wasm32")]
pub mod tokens;
#[cfg(target_arch = "wasm32")]
mod watch;

pub use account::{Account, UserInTenant};
#[cfg(target_arch = "wasm32")]
pub use control::SessionControl;
pub use error::SignInError;
pub use event::Event;
pub use granted::GrantedScopes;
pub use state::{Attempt, Operator, QuestionState, Session, Setup, SignInQuestion, SignedIn, SignedOut, SigningIn};
#[cfg(target_arch = "wasm32")]
pub use tokens::Tokens;
