//! Which settings there are.

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name; a dot leads into a map.
    pub name: &'static str,
    /// What it is for.
    pub help: &'static str,
    /// Whether it names a program or a person, which a project must not choose for the user.
    pub is_personal: bool,
    /// Whether its names are the user's own, as in `statuses.testing`.
    pub is_open_map: bool,
    /// Whether what each name of an open map has is a list.
    pub has_lists: bool,
}

const fn project(name: &'static str, help: &'static str) -> Setting {
    Setting {
        name,
        help,
        is_personal: false,
        is_open_map: false,
        has_lists: false,
    }
}

const fn open_map(name: &'static str, help: &'static str) -> Setting {
    Setting {
        is_open_map: true,
        ..project(name, help)
    }
}

const fn map_of_lists(name: &'static str, help: &'static str) -> Setting {
    Setting {
        has_lists: true,
        ..open_map(name, help)
    }
}

const fn personal(name: &'static str, help: &'static str) -> Setting {
    Setting {
        is_personal: true,
        ..project(name, help)
    }
}

/// All settings, in the order in which they are listed.
pub const SETTINGS: &[Setting] = &[
    project("format", "The version of the format of the files"),
    project("prefix", "The prefix of new keys"),
    project("ids", "How keys are numbered: sequential or random"),
    open_map("statuses", "Each status with its category"),
    map_of_lists("transitions", "From a status, those that may follow"),
    project("types", "The types of ticket"),
    project("priorities", "The priorities, the highest first"),
    project("labels", "The labels that may be used; empty for any"),
    project("defaults.type", "The type of a new ticket"),
    project("defaults.status", "The status of a new ticket"),
    project("defaults.priority", "The priority of a new ticket"),
    project("defaults.labels", "The labels of a new ticket"),
    project("defaults.assignee", "The assignee of a new ticket"),
    project("required", "Fields that a ticket must have"),
    map_of_lists(
        "required_by_type",
        "Fields that tickets of a type must have",
    ),
    map_of_lists(
        "required_by_status",
        "Fields that tickets in a status must have",
    ),
    project(
        "definition_of_done",
        "What must be true of any backlog item before it is done",
    ),
    project(
        "score.priority",
        "What each step of the priority adds to a score",
    ),
    project(
        "score.value",
        "What each point of business value adds to a score",
    ),
    project("score.points", "What each story point takes from a score"),
    project(
        "score.assumed_value",
        "The business value of what has none, in a score",
    ),
    project(
        "score.assumed_points",
        "The story points of what has none, in a score",
    ),
    project(
        "sprint.days",
        "How many days a sprint has unless told otherwise",
    ),
    project(
        "sprint.active",
        "How many sprints may be active at a time: one or several",
    ),
    project(
        "durability",
        "Whether a write waits for the disk: full or fast",
    ),
    project(
        "lock_timeout_ms",
        "How long a writer waits for another, in milliseconds",
    ),
    project(
        "main_branch",
        "The branch that finished work is merged into",
    ),
    project(
        "merge_driver",
        "Whether a clone registers the merge driver by itself: auto or off",
    ),
    project(
        "auto_commit",
        "Whether what a command changes is committed at once: off or batch",
    ),
    project(
        "list_limit",
        "How many tickets `list` shows in a terminal; 0 for all",
    ),
    project("time.hours_per_day", "How many hours a working day has"),
    project("time.billable", "The types of time that are billed"),
    personal("user.name", "Your name, where version control does not say"),
    personal(
        "user.email",
        "Your address, where version control does not say",
    ),
    personal("editor", "The program for `edit`"),
    personal("pager", "The program for long tables"),
    personal("color", "When to use colour: auto, always or never"),
];

impl Setting {
    /// Finds a setting, or the open map that a name such as `statuses.testing` lies in.
    pub fn find(name: &str) -> Option<&'static Setting> {
        let exact = SETTINGS.iter().find(|setting| setting.name == name);
        exact.or_else(|| {
            let (map, _) = name.split_once('.')?;
            SETTINGS
                .iter()
                .find(|setting| setting.is_open_map && setting.name == map)
        })
    }

    /// Whether `name` is the name of a map of settings, such as `defaults`.
    pub fn is_group(name: &str) -> bool {
        SETTINGS.iter().any(|setting| {
            setting
                .name
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// The variable that sets it: `TICKETS_DEFAULTS_TYPE` for `defaults.type`.
    pub fn variable(&self) -> String {
        let letters = self.name.chars().map(|letter| match letter {
            '.' => '_',
            letter => letter.to_ascii_uppercase(),
        });
        "TICKETS_".chars().chain(letters).collect()
    }
}
