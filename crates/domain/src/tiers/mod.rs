//! How dangerous a role is, and why: this project's tier and reason, and beside them what others say.
//!
//! The tiers and sentences are this project's own judgement. Ratings of others are kept apart, each with its scale:
//! Microsoft's privilege levels (August 2026), AzurePrivilegedIAM for EntraOps (August 2026), BloodHound's list of
//! abusable roles and EntraFalcon's lists (June 2025). Where they contradict each other, [`Rating::is_disputed`] says
//! so. Two further lists, azure-tiering and CIPP's, are not contained, as their licenses do not allow it.
//!
//! Besides the ratings: alternatives with fewer privileges ([`narrower`]), and who can act as the identity by running
//! code on its resource ([`host_control`]).
//!
//! Absent on purpose: what a tenant's own roles can do. A custom role or the role of a company's own API has no rating.

mod azure_roles;
mod host;
mod identity_tier;
mod lead;
mod narrower;
mod opinion;
mod rated_roles;
mod rating;
mod recognised;
mod table;
mod tier;

pub use azure_roles::{AzurePower, AzureRating, BuiltInAzureRole, azure_power, azure_role_name, rate_azure};
pub use host::{HostControl, host_control};
pub use identity_tier::{IdentityTier, TierGap, TierGaps, TierInputs};
pub use lead::ReachedTier;
pub use narrower::{Advice, AlternativeRule, alternative_rule};
pub use opinion::{Opinion, RatingSource, Severity};
pub use rated_roles::{rate_app_role, rate_directory_role, rate_directory_role_at};
pub use rating::{Rating, TierRating};
pub use recognised::{Recognized, apis_with_value, is_catalogued, recognize};
pub use tier::Tier;
