//! The backlog: what may be worth doing, and how it becomes tickets.

mod change;
mod convert;
mod edit;
mod groom;
mod list;
mod outlook;

pub use change::NewItem;
pub use change::close_items;
pub use change::create_item;
pub use change::delete_items;
pub(crate) use change::refuse_move;
pub use change::reopen_items;
pub(crate) use change::stage_item;
pub(crate) use change::stage_item_closing;
pub(crate) use change::stage_item_reopening;
pub(crate) use change::stage_item_update;
pub use change::update_items;
pub use convert::Conversion;
pub use convert::convert_items;
pub(crate) use convert::stage_conversion;
pub use edit::ItemEdit;
pub(crate) use edit::check_type;
pub(crate) use edit::refuse_circle;
pub use groom::groom_items;
pub use groom::ready_items;
pub(crate) use groom::stage_grooming;
pub(crate) use groom::stage_readying;
pub use list::ItemList;
pub use list::ItemOrder;
pub use list::ItemQuery;
pub use list::items_now;
pub use list::list_items;
pub use list::show_item;
pub use outlook::ItemFacts;
pub use outlook::ShownItem;
