using HydraBot.Governance.Approvals;
using HydraBot.Hosting;
using HydraBot.Hosting.Morning;
using HydraBot.Repository.Committing;
using HydraBot.Repository.Git;
using HydraBot.Repository.Progress;
using HydraBot.Repository.Publishing;
using HydraBot.Repository.Secrets;
using HydraBot.Repository.Showing;

namespace HydraBot.Repository;

/// <summary>The owner's repository: looked at, committed to, pulled and pushed; never by force, never rewritten.</summary>
internal static class RepositoryRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddRepository()
        {
            builder.AddSettings<RepositoryOptions, RepositoryOptionsValidator>(RepositoryOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<GitProgram>()
                .AddSingleton<GitReading>()
                .AddSingleton<IApprovalPreview, PushPreview>()
                .AddSingleton<GitWriting>()
                .AddSingleton<SecretScan>()
                .AddSingleton<DraftShelf>()
                .AddSingleton<CommitAuthor>()
                .AddSingleton<CommitDesk>()
                .AddSingleton<StateWriter>();
            return builder
                .AddBriefingSource<CommitBriefing>()
                .AddOperations<ShowOperations>(RepositoryJson.Default)
                .AddOperations<CommitOperations>(RepositoryJson.Default)
                .AddOperations<PublishOperations>(RepositoryJson.Default)
                .AddOperations<ProgressOperations>(RepositoryJson.Default);
        }
    }
}
