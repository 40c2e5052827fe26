//! Templates: what a new ticket of a type begins with.

mod file;
mod manage;
mod starter;

pub(crate) use file::Template;
pub(crate) use file::Wanted;
pub use manage::KnownTemplate;
pub use manage::TemplateList;
pub use manage::init_template;
pub use manage::list_templates;
pub use manage::show_template;
