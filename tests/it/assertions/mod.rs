//! What repo-tickets' own tests assert of its library, said on the command line here. There are
//! sixteen; 9, 12 and 14 stand beside the commands that they are about, in `cli/backlog`.

mod planning;
mod prepared;
mod requirements;
