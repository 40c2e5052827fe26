//! The operations on requirements.

use crate::domain::Requirement;
use crate::domain::RequirementType;
use crate::domain::gherkin::Keyword;
use crate::domain::gherkin::NewScenario;
use crate::ops::FeatureRead;
use crate::ops::FeatureSource;
use crate::ops::NewRequirement;
use crate::ops::OpError;
use crate::ops::RequirementEdit;
use crate::ops::Verdict;
use crate::ops::batch::fields::Fields;
use crate::ops::batch::forms::EDITS;
use crate::ops::batch::forms::Field;
use crate::ops::batch::forms::Form;
use crate::ops::batch::forms::REF;
use crate::ops::batch::forms::Shape;
use crate::ops::batch::forms::UNLINK;
use crate::ops::batch::forms::may;
use crate::ops::batch::forms::must;
use crate::ops::batch::performed::Target;
use crate::ops::batch::planned_fields::ListNames;
use crate::ops::requirements;
use crate::ops::work::Work;
use crate::store::Stored;

const ID: Field = must("id", Shape::Record, "The requirement");
const OF: Field = must(
    "of",
    Shape::Record,
    "The ticket, epic or item that it is expected of",
);
const NOTES: Field = may("notes", Shape::Text, "What is to be said about it");
const TITLE: Field = may("title", Shape::Text, "What it is called");

const FIELDS: &[Field] = &[
    may("description", Shape::Text, "What is expected, at length"),
    may("priority", Shape::Text, "How much it matters"),
    may("labels", Shape::Texts, "All its labels"),
    may(
        "parent",
        Shape::Record,
        "The requirement that it follows from",
    ),
    may("acceptance_criteria", Shape::Texts, "Criteria to add"),
];

const METHOD: Field = may("method", Shape::Text, "How a result is verified");

/// What can be done to requirements.
pub(crate) const FORMS: &[Form] = &[
    Form {
        name: "requirements add",
        groups: &[
            &[
                OF,
                must("title", Shape::Text, "What is expected, in one line"),
                REF,
            ],
            FIELDS,
        ],
        stage: |work, fields| stage_new(work, fields, RequirementType::Requirement),
    },
    Form {
        name: "requirements story",
        groups: &[
            &[
                OF,
                must("persona", Shape::Text, "Who wants it"),
                must("goal", Shape::Text, "What they want"),
                must("benefit", Shape::Text, "What they want it for"),
                may("story_points", Shape::Count, "Its size"),
                TITLE,
                REF,
            ],
            FIELDS,
        ],
        stage: |work, fields| stage_new(work, fields, RequirementType::Story),
    },
    Form {
        name: "requirements result",
        groups: &[&[OF, METHOD, TITLE, REF], RESULT_FIELDS],
        stage: |work, fields| stage_new(work, fields, RequirementType::Result),
    },
    Form {
        name: "requirements gherkin",
        groups: &[&[
            OF,
            may("text", Shape::Text, "The text of a `.feature` file"),
            may(
                "prune",
                Shape::Flag,
                "Scenarios that the text has no more go",
            ),
            may(
                "parent",
                Shape::Record,
                "The requirement that the feature follows from",
            ),
            may(
                "title",
                Shape::Text,
                "The name of a scenario to add instead",
            ),
            may(
                "steps",
                Shape::Texts,
                "Its steps: `Given …`, `When …`, `Then …`",
            ),
            may("tags", Shape::Texts, "Its tags"),
            may(
                "feature",
                Shape::Text,
                "The name of the feature that it is added to",
            ),
            REF,
        ]],
        stage: stage_gherkin,
    },
    Form {
        name: "requirements update",
        groups: &[
            &[
                ID,
                may("title", Shape::Text, "What is expected, in one line"),
                may("status", Shape::Text, "Where it stands"),
                may(
                    "of",
                    Shape::Record,
                    "The ticket, epic or item that it is expected of",
                ),
                may("persona", Shape::Text, "Of a story, who wants it"),
                may("goal", Shape::Text, "Of a story, what they want"),
                may("benefit", Shape::Text, "Of a story, what they want it for"),
                may("story_points", Shape::Count, "Of a story, its size"),
                may("gherkin", Shape::Text, "Of a scenario, its lines"),
                METHOD,
                may("gherkin", Shape::Text, "Of a part of a feature, its lines"),
                may("check", Shape::Numbers, "Criteria that hold"),
                may("uncheck", Shape::Numbers, "Criteria that do not hold"),
                may("remove_criterion", Shape::Numbers, "Criteria to remove"),
            ],
            EDITS,
            FIELDS,
        ],
        stage: |work, fields| {
            let edit = RequirementEdit {
                of: fields.record("of")?,
                gherkin: fields.long_text("gherkin")?,
                ..edit(fields)?
            };
            let (id, status) = (fields.id()?, fields.word("status")?);
            let changed =
                requirements::stage_requirement_update(work, &[id], &edit, status.as_ref())?;
            Target::only(&changed)
        },
    },
    Form {
        name: "requirements approve",
        groups: &[&[ID, NOTES]],
        stage: |work, fields| stage_judgement(work, fields, Verdict::Approved),
    },
    Form {
        name: "requirements implement",
        groups: &[&[ID, NOTES]],
        stage: |work, fields| stage_judgement(work, fields, Verdict::Implemented),
    },
    Form {
        name: "requirements verify",
        groups: &[&[ID, NOTES]],
        stage: |work, fields| stage_judgement(work, fields, Verdict::Verified),
    },
    Form {
        name: "requirements fail",
        groups: &[&[ID, NOTES]],
        stage: |work, fields| stage_judgement(work, fields, Verdict::Failed),
    },
    Form {
        name: "requirements block",
        groups: &[&[ID, NOTES]],
        stage: |work, fields| stage_judgement(work, fields, Verdict::Blocked),
    },
    Form {
        name: "requirements review",
        groups: &[&[ID]],
        stage: |work, fields| Target::only(&requirements::stage_review(work, &[fields.id()?])?),
    },
    Form {
        name: "requirements delete",
        groups: &[&[
            ID,
            UNLINK,
            may(
                "recursive",
                Shape::Flag,
                "All that follows from it goes too",
            ),
        ]],
        stage: |work, fields| {
            let mut doomed = vec![fields.id()?];
            if fields.flag("recursive")? {
                let all = requirements::with_descendants(&work.staged(), &doomed)?;
                doomed = all.iter().map(|stored| (&stored.file.key).into()).collect();
            }
            let others = fields.references()?;
            Target::only(&requirements::stage_requirement_deletion(
                work, &doomed, others,
            )?)
        },
    },
    Form {
        name: "requirements results",
        groups: &[&[must(
            "report",
            Shape::Text,
            "A test report: Cucumber JSON or JUnit XML",
        )]],
        stage: |work, fields| {
            requirements::stage_results(work, ("`report`", fields.required("report")?))?;
            Ok(Target::default())
        },
    },
];

/// Those of a result: what it says comes first.
const RESULT_FIELDS: &[Field] = &[
    must("description", Shape::Text, "What is to be seen"),
    may("priority", Shape::Text, "How much it matters"),
    may("labels", Shape::Texts, "All its labels"),
    may(
        "parent",
        Shape::Record,
        "The requirement that it follows from",
    ),
    may("acceptance_criteria", Shape::Texts, "Criteria to add"),
];

fn edit(fields: &Fields<'_>) -> Result<RequirementEdit, OpError> {
    Ok(RequirementEdit {
        title: fields.word("title")?,
        description: fields.long_text("description")?,
        priority: fields.word("priority")?,
        labels: fields.label_edit()?,
        of: None,
        parent: fields.record("parent")?,
        persona: fields.own_text("persona")?,
        goal: fields.own_text("goal")?,
        benefit: fields.own_text("benefit")?,
        story_points: fields.count("story_points")?,
        method: fields.word("method")?,
        gherkin: fields.long_text("gherkin")?,
        acceptance_criteria: fields.checklist(ListNames::CRITERIA)?,
        clear: fields.emptied::<Requirement>()?,
    })
}

fn stage_new(
    work: &mut Work<'_>,
    fields: &Fields<'_>,
    requirement_type: RequirementType,
) -> Result<Target, OpError> {
    let new = NewRequirement {
        of: fields.named_by("of")?,
        requirement_type,
        edit: edit(fields)?,
    };
    Ok(Target::of(&requirements::stage_requirement(work, &new)?))
}

fn stage_judgement(
    work: &mut Work<'_>,
    fields: &Fields<'_>,
    verdict: Verdict,
) -> Result<Target, OpError> {
    let notes = fields.text("notes")?;
    let judged = requirements::stage_judgement(work, &[fields.id()?], verdict, notes)?;
    Target::only(&judged)
}

/// A whole feature, or a scenario of one.
fn stage_gherkin(work: &mut Work<'_>, fields: &Fields<'_>) -> Result<Target, OpError> {
    let of = fields.named_by("of")?;
    let (text, title) = (fields.own_text("text")?, fields.own_text("title")?);
    match (text, title) {
        (Some(text), None) => {
            refuse_all(fields, ["steps", "tags", "feature"], "`text`")?;
            let source = FeatureSource {
                of,
                name: "`text`".to_owned(),
                text,
                parent: fields.record("parent")?,
                prunes: fields.flag("prune")?,
            };
            let read = requirements::stage_feature(work, &source)?;
            Ok(feature_of(&read).map_or_else(Target::default, Target::of))
        }
        (None, Some(title)) => {
            refuse_all(fields, ["prune", "parent"], "`title`")?;
            let steps = fields.texts("steps")?.into_iter();
            let scenario = NewScenario {
                name: title.trim().to_owned(),
                tags: fields.own_texts("tags")?,
                steps: steps.map(step).collect::<Result<_, _>>()?,
            };
            let feature = fields.text("feature")?;
            let (_, read) = requirements::stage_scenario(work, &of, feature, &scenario)?;
            // The scenario comes after the feature that may have been made for it.
            Ok(read.created.last().map_or_else(Target::default, Target::of))
        }
        (None, None) | (Some(_), Some(_)) => Err(OpError::invalid(
            "`text` is a whole feature, `title` a scenario: one of them is needed",
        )),
    }
}

fn refuse_all<const N: usize>(
    fields: &Fields<'_>,
    names: [&str; N],
    beside: &str,
) -> Result<(), OpError> {
    match names.iter().find(|name| fields.has(name)) {
        Some(name) => Err(OpError::invalid(format!("`{name}` goes not with {beside}"))),
        None => Ok(()),
    }
}

fn feature_of(read: &FeatureRead) -> Option<&Stored<Requirement>> {
    let all = [&read.created, &read.changed, &read.same];
    let mut all = all.into_iter().flatten();
    all.find(|stored| stored.record.requirement_type == RequirementType::Feature)
}

/// A step and the keyword that it begins with.
fn step(text: &str) -> Result<(Keyword, String), OpError> {
    let known = [
        Keyword::Given,
        Keyword::When,
        Keyword::Then,
        Keyword::And,
        Keyword::But,
    ];
    let text = text.trim();
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let keyword = known.iter().find(|keyword| keyword.as_str() == first);
    let keyword = keyword.ok_or_else(|| OpError::Invalid {
        reason: format!("`{text}` is no step"),
        hint: Some("a step begins with Given, When, Then, And or But".to_owned()),
    })?;
    Ok((*keyword, rest.trim().to_owned()))
}
