using HydraBot.Governance.Access;
using HydraBot.Doors.Chat.Approvals;
using HydraBot.Doors.Chat.Attachments;
using HydraBot.Doors.Chat.Commands;
using HydraBot.Doors.Chat.Notices;
using HydraBot.Doors.Chat.Threads;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Attachments;
using HydraBot.Hosting.Status;
using HydraBot.Hosting.Stops;
using HydraBot.Hosting.Threads;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HydraBot.Doors.Chat;

/// <summary>The Chat door: slash commands, approvals and notices on Discord.</summary>
internal static class ChatRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddChatDoor()
        {
            builder.AddSettings<DiscordOptions, DiscordOptionsValidator>("Discord", (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<DiscordAddress>()
                .AddSingleton<ChatClient>()
                .AddSingleton<HomeGuild>()
                .AddSingleton<MemberAccess>()
                .AddSingleton<IAccessSource, MembersNow>()
                .AddSingleton<CommandDoor>()
                .AddSingleton<RunningCommands>()
                .AddSingleton<IAttachmentSource, DiscordAttachments>()
                .AddSingleton<ApprovalPosts>()
                .AddSingleton<ApprovalScreens>()
                .AddSingleton<ApprovalPreviews>()
                .AddSingleton<ReactionVotes>()
                .AddSingleton<ButtonVotes>()
                .AddSingleton<IApprovalDoor, ApprovalDoor>()
                .AddSingleton<NoticePosts>()
                .AddSingleton<MessageLinks>()
                .AddSingleton<IMessageLinks>(services => services.GetRequiredService<MessageLinks>())
                .AddSingleton<NamedNotices>()
                .AddSingleton<NoticeReactions>()
                .AddSingleton<ThreadStore>()
                .AddSingleton<ThreadListener>()
                .AddSingleton<IConversationThreads, ConversationThreads>()
                .AddSingleton<IThreadAnswers, ThreadAnswers>()
                .AddSingleton<OperationReply>()
                .AddSingleton<ChatNotices>()
                .AddSingleton<INoticeBoard>(services => services.GetRequiredService<ChatNotices>())
                .AddHostedService(services => services.GetRequiredService<ChatNotices>())
                .AddSingleton<ChatMetrics>()
                .AddSingleton<ChatConnection>()
                .AddHostedService(services => services.GetRequiredService<ChatConnection>());
            builder.Services.TryAddSingleton<StopSignals>();
            builder.AddStatusSource<ChatStatus>();
            builder.AddHealth<ChatHealth>("discord");
            return builder;
        }
    }
}
