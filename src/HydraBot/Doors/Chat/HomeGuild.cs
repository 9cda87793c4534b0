using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Chat;

/// <summary>The one server that HydraBot serves. Roles of any other server mean nothing here: whoever invites a bot owns that server.</summary>
internal sealed class HomeGuild(ChatClient chat, IOptions<DiscordOptions> options, TimeProvider time)
{
    /// <summary>Discord tells of a server a moment after the connection stands; of which it told nothing by then is none of ours.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private DiscordClient Client => chat.Client;

    /// <summary>The home guild; null while it is not known, or not clear which it is.</summary>
    public Guild? Find() => options.Value.GuildId is { Length: > 0 } configured
        ? Client.Cache.TryGetGuild(Snowflake.Parse(configured), out var guild) ? guild : null
        : Client.Cache.Guilds is [var only] ? only : null;

    /// <summary>Waits until the connection stands and Discord told of the home guild: before that its channels and members are not known, and nothing may be concluded from it.</summary>
    /// <returns>The home guild; null where even then it is not clear which it is.</returns>
    public async Task<Guild?> ReadyAsync(CancellationToken cancellationToken)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = Client.On<GuildCreate>((_, _) =>
        {
            if (Find() is not null)
                told.TrySetResult();
            return Task.CompletedTask;
        });
        await Client.WaitUntilReadyAsync(cancellationToken);
        var left = Client.State.Since + Patience - time.GetUtcNow();
        if (Find() is null && left > TimeSpan.Zero)
            await Task.WhenAny(told.Task, Task.Delay(left, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return Find();
    }

    /// <summary>True when something happened at home.</summary>
    public bool Is(Snowflake? guildId) => guildId is { } id && Find()?.Id == id;

    /// <summary>The channel for a topic, by name or id; null when the server has none such.</summary>
    public Channel? ChannelFor(NoticeTopic topic) => Channel(topic switch
    {
        NoticeTopic.Status => options.Value.Channels.Status,
        NoticeTopic.Alerts => options.Value.Channels.Alerts,
        NoticeTopic.Approvals => options.Value.Channels.Approvals,
        NoticeTopic.Audit => options.Value.Channels.Audit,
        _ => options.Value.Channels.Briefing,
    }) ?? (topic == NoticeTopic.Audit ? Channel(options.Value.Channels.Alerts) : null);

    /// <summary>A channel by name or id; null when the server has none such.</summary>
    public Channel? Channel(string nameOrId) => Find() is { } guild
        ? Client.Cache.ChannelsOf(guild.Id).FirstOrDefault(channel => channel.Id.ToString() == nameOrId || channel.Name == nameOrId)
        : null;
}
