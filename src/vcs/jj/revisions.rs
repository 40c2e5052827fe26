//! Finds out which commit a revision names.

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::Arc;

use jj_lib::backend::CommitId;
use jj_lib::config::ConfigGetResultExt as _;
use jj_lib::fileset::FilesetAliasesMap;
use jj_lib::git::REMOTE_NAME_FOR_LOCAL_GIT_REPO;
use jj_lib::object_id::ObjectId as _;
use jj_lib::revset;
use jj_lib::revset::ResolvedRevsetExpression;
use jj_lib::revset::RevsetAliasesMap;
use jj_lib::revset::RevsetDiagnostics;
use jj_lib::revset::RevsetExtensions;
use jj_lib::revset::RevsetParseContext;
use jj_lib::revset::RevsetResolutionError;
use jj_lib::revset::RevsetWorkspaceContext;
use jj_lib::revset::SymbolResolver;
use jj_lib::time_util::DatePatternContext;
use jj_lib::ui_path::RepoPathUiConverter;

use crate::vcs::jj::ask::Fault;
use crate::vcs::jj::bookmarks;
use crate::vcs::jj::repository::Repository;

/// Returns the one commit that `revision` names: a commit's whole id, a revset, or a remote bookmark as git writes it
/// (`origin/main`).
pub(crate) async fn resolve(
    repository: &Repository,
    revision: &str,
) -> Result<Option<CommitId>, Fault> {
    if let Some(id) = whole_id(repository, revision) {
        return Ok(repository.has(&id).await?.then_some(id));
    }
    if let Some(expression) = parse(repository, revision).await? {
        // Two are enough to see that it is not one.
        let mut ids = evaluate(repository, expression, 2).await?;
        return Ok(ids.pop().filter(|_| ids.is_empty()));
    }
    let mut tips = bookmarks::tips(&repository.view);
    tips.retain(|(name, _)| name == revision);
    Ok(tips.pop().filter(|_| tips.is_empty()).map(|(_, id)| id))
}

/// Returns the first commits of a revset, children before their parents.
pub(crate) async fn evaluate(
    repository: &Repository,
    expression: Arc<ResolvedRevsetExpression>,
    limit: usize,
) -> Result<Vec<CommitId>, Fault> {
    let indexed = repository.indexed().await?;
    let revset = expression.evaluate(&**indexed)?;
    let mut stream = revset.stream();
    let mut ids = Vec::new();
    while ids.len() < limit
        && let Some(id) = poll_fn(|context| stream.as_mut().poll_next(context)).await
    {
        ids.push(id?);
    }
    Ok(ids)
}

fn whole_id(repository: &Repository, revision: &str) -> Option<CommitId> {
    let id = CommitId::try_from_hex(revision)?;
    (id.as_bytes().len() == repository.store().commit_id_length()).then_some(id)
}

/// Returns what a revset stands for, `None` when it is malformed or names what there is not, or not once.
async fn parse(
    repository: &Repository,
    text: &str,
) -> Result<Option<Arc<ResolvedRevsetExpression>>, Fault> {
    let root = &repository.layout.root;
    let path_converter = RepoPathUiConverter::Fs {
        cwd: root.clone(),
        base: root.clone(),
    };
    let workspace_name = repository.workspace()?;
    let extensions = RevsetExtensions::new();
    let context = RevsetParseContext {
        aliases_map: &aliases(repository),
        local_variables: HashMap::new(),
        user_email: repository.settings().user_email(),
        // Days such as `yesterday` count from the last operation: the clock is not read here.
        date_pattern_context: DatePatternContext::Fixed(
            repository.operation().metadata().time.end.to_datetime()?,
        ),
        default_ignored_remote: Some(REMOTE_NAME_FOR_LOCAL_GIT_REPO),
        fileset_aliases_map: &FilesetAliasesMap::new(),
        extensions: &extensions,
        workspace: Some(RevsetWorkspaceContext {
            path_converter: &path_converter,
            workspace_name: &workspace_name,
        }),
    };
    let Ok(expression) = revset::parse(&mut RevsetDiagnostics::new(), text, &context) else {
        return Ok(None);
    };

    let indexed = repository.indexed().await?;
    let resolver = SymbolResolver::new(&**indexed, extensions.symbol_resolvers());
    match expression.resolve_user_expression(&**indexed, &resolver) {
        Ok(expression) => Ok(Some(expression)),
        Err(RevsetResolutionError::Backend(fault)) => Err(fault.into()),
        Err(RevsetResolutionError::Other(fault)) => Err(fault),
        Err(
            RevsetResolutionError::NoSuchRevision { .. }
            | RevsetResolutionError::WorkspaceMissingWorkingCopy { .. }
            | RevsetResolutionError::EmptyString
            | RevsetResolutionError::AmbiguousCommitIdPrefix(_)
            | RevsetResolutionError::AmbiguousChangeIdPrefix(_)
            | RevsetResolutionError::DivergentChangeId { .. }
            | RevsetResolutionError::ConflictedRef { .. },
        ) => Ok(None),
    }
}

/// Returns the aliases of the configuration; those that jj's program brings itself, as `trunk()`, are not among them.
fn aliases(repository: &Repository) -> RevsetAliasesMap {
    let settings = repository.settings();
    let mut aliases = RevsetAliasesMap::new();
    for name in settings.table_keys("revset-aliases") {
        if let Ok(Some(text)) = settings.get_string(["revset-aliases", name]).optional() {
            // A malformed one is as good as none.
            let _ = aliases.insert(name, text, None);
        }
    }
    aliases
}
