//! The client against servers: scripted ones for single answers, the simulator for whole sign-ins.

mod bodies;
mod common;
mod example;
mod models;
mod refusals;
mod sign_in;
mod simulator;
mod tls;
mod transport;
