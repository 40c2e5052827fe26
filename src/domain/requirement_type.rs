//! The forms in which something can be expected, and verified.

macro_rules! names {
    ($(#[$doc:meta])* $name:ident, $what:literal, $($(#[$variant_doc:meta])* $variant:ident => $word:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Its name.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let found = $name::ALL.iter().find(|known| known.as_str() == text);
                let names: Vec<&str> = $name::ALL.iter().map(|known| known.as_str()).collect();
                found.copied().ok_or_else(|| format!("`{text}` is no {}: {}", $what, names.join(", ")))
            }
        }
    };
}

names!(
    /// In which form something is expected.
    RequirementType, "type of requirement",
    /// A sentence that must hold.
    #[default]
    Requirement => "requirement",
    /// Who wants what, and what for.
    Story => "story",
    /// Something to be seen at the end.
    Result => "result",
    /// The frame of a `.feature` file.
    Feature => "feature",
    /// A rule of a feature.
    Rule => "rule",
    /// A scenario or an outline of one.
    Scenario => "scenario",
);

names!(
    /// How an expected result is verified.
    VerificationMethod, "method",
    /// By a person who tries it.
    #[default]
    Manual => "manual",
    /// By a test that runs.
    Automated => "automated",
    /// By a person who reads it.
    Review => "review",
);

impl RequirementType {
    /// Whether it is a claim that is approved, implemented and verified.
    pub fn is_formal(self) -> bool {
        match self {
            RequirementType::Requirement | RequirementType::Story => true,
            RequirementType::Result
            | RequirementType::Feature
            | RequirementType::Rule
            | RequirementType::Scenario => false,
        }
    }

    /// Whether it only holds scenarios together; it is neither met nor not.
    pub fn is_frame(self) -> bool {
        match self {
            RequirementType::Feature | RequirementType::Rule => true,
            RequirementType::Requirement
            | RequirementType::Story
            | RequirementType::Result
            | RequirementType::Scenario => false,
        }
    }

    /// Whether its text is lines of a `.feature` file.
    pub fn is_gherkin(self) -> bool {
        self.is_frame() || self == RequirementType::Scenario
    }

    /// The status that says that it is met.
    pub fn met(self) -> &'static str {
        if self.is_gherkin() {
            "passing"
        } else {
            "verified"
        }
    }
}
