using HydraBot.Discord;
using HydraBot.Discord.Model;
using HydraBot.Governance.Access;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat;

/// <summary>Asks Discord which roles a member has at this moment.</summary>
internal sealed partial class MembersNow(DiscordAddress address, ChatClient chat, HomeGuild home, MemberAccess access, TimeProvider time, ILogger<MembersNow> logger) : IAccessSource
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async ValueTask<Caller?> NowAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.Kind is not (CallerKind.Member or CallerKind.Model) || !Snowflake.TryParse(caller.Id, out var id))
            return null;
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await address.NamedAsync(either.Token);
            if (await home.ReadyAsync(either.Token) is { } guild && await chat.Client.Rest.GetGuildMemberAsync(guild.Id, id, either.Token) is { User: { } user } member)
                return caller with { Access = access.Identify(user, member, chat.Client.Cache).Access };
        }
        catch (Exception exception) when (exception is DiscordException || limit.IsCancellationRequested)
        {
            // Gone from the server, or nobody can say: in doubt there is no access.
            LogNotFound(exception, caller.Name);
        }

        return caller with { Access = AccessLevel.None };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What access {Member} has now could not be found out; it counts as none")]
    private partial void LogNotFound(Exception exception, string member);
}
