using HydraBot.ClaudeCode.ChannelServer;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.ClaudeCode.Messages;
using HydraBot.ClaudeCode.Owned;
using HydraBot.ClaudeCode.Permissions;
using HydraBot.ClaudeCode.Posts;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance.Access;
using HydraBot.Governance.Approvals;
using HydraBot.Hosting;
using HydraBot.Hosting.Status;
using HydraBot.Hosting.Threads;

namespace HydraBot.ClaudeCode;

/// <summary>Claude Code sessions in the pocket: anybody's by hooks, and the house's own.</summary>
internal static class ClaudeCodeRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddClaudeCode()
        {
            builder.AddSettings<ClaudeCodeOptions, ClaudeCodeOptionsValidator>(ClaudeCodeOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<SessionStore>()
                .AddSingleton<AskStore>()
                .AddSingleton<MessageStore>()
                .AddSingleton<PostStore>()
                .AddSingleton<SessionPosts>()
                .AddHostedService(services => services.GetRequiredService<SessionPosts>())
                .AddSingleton<MessageDesk>()
                .AddSingleton<IThreadRoom, ClaudeThreadRoom>()
                .AddSingleton<PermissionDesk>()
                .AddSingleton<IApprovalDoor>(services => services.GetRequiredService<PermissionDesk>())
                .AddSingleton<IStandingAnswers>(services => services.GetRequiredService<PermissionDesk>())
                .AddSingleton<AbandonedAsks>()
                .AddHostedService(services => services.GetRequiredService<AbandonedAsks>())
                .AddSingleton<HookKeys>()
                .AddSingleton<IAccessSource>(services => services.GetRequiredService<HookKeys>())
                .AddSingleton<HookEvents>()
                .AddSingleton<ChannelEvents>()
                .AddSingleton<OwnedSessions>()
                .AddHostedService(services => services.GetRequiredService<OwnedSessions>());
            return builder
                .AddStatusSource<ClaudeCodeStatus>()
                .AddSuggestions<SessionNames>()
                .AddSuggestions<SessionFolders>()
                .AddOperations<SessionOperations>(ClaudeCodeJson.Default)
                .AddOperations<SendOperation>(ClaudeCodeJson.Default)
                .AddOperations<PermissionOperation>(ClaudeCodeJson.Default)
                .AddOperations<ReplyOperation>(ClaudeCodeJson.Default)
                .AddOperations<HooksOperations>(ClaudeCodeJson.Default)
                .AddOperations<OwnedOperations>(ClaudeCodeJson.Default);
        }
    }
}
