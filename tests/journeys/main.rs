//! What people do, from start to finish, against the simulated tenant: the same operations as in a browser, over the
//! same seam, with a clock that only tests turn.

mod count;
mod histories;
mod main_job;
mod start;
mod tab;
