using HydraBot.Discord;
using HydraBot.Discord.Model;
using HydraBot.Discord.Voice;
using HydraBot.Doors.Chat;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Voice.Calls;

namespace HydraBot.Doors.Voice;

/// <summary>Into the voice channels of the home server.</summary>
internal sealed class DiscordVoiceLine(ChatClient chat, HomeGuild home, MemberAccess access, VoiceStates states, TimeProvider time, ILoggerFactory loggers) : IVoiceLine
{
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(20);

    public IReadOnlyList<string> Channels() => home.Find() is { } guild
        ? [.. chat.Client.Cache.ChannelsOf(guild.Id).Where(IsVoice).Select(channel => channel.Name ?? channel.Id.ToString())] : [];

    public async Task<IVoiceCall> JoinAsync(Clearance clearance, string? channel, CancellationToken cancellationToken)
    {
        var guild = home.Find() ?? throw new OperationException("Discord is not connected, or it is not clear which server is home.");
        var found = Find(guild, clearance.Caller, channel);
        var stop = new CancellationTokenSource();
        var call = chat.Client.CreateVoiceCall(guild.Id, found.Id);
        var discord = new DiscordVoiceCall(chat, guild.Id, found, call, access, stop, time, loggers.CreateLogger<DiscordVoiceCall>());
        try
        {
            discord.Start();
            await call.WaitUntilReadyAsync(cancellationToken).WaitAsync(JoinTimeout, time, cancellationToken);
            await discord.WriteAsync(Announcement(clearance), cancellationToken);
            return discord;
        }
        catch (Exception exception)
        {
            await discord.DisposeAsync();
            throw exception is DiscordException or TimeoutException ? new OperationException($"I could not get into {found.Name}: {exception.Message}", exception) : exception;
        }
    }

    private Channel Find(Guild guild, Caller caller, string? wanted)
    {
        var voices = chat.Client.Cache.ChannelsOf(guild.Id).Where(IsVoice).ToList();
        if (!string.IsNullOrWhiteSpace(wanted))
        {
            return voices.FirstOrDefault(channel => channel.Id.ToString() == wanted || string.Equals(channel.Name, wanted.Trim(), StringComparison.OrdinalIgnoreCase))
                ?? throw OperationException.WrongArgument($"There is no voice channel '{wanted}'; there are: {string.Join(", ", voices.Select(channel => channel.Name))}.");
        }
        if (caller.Kind == CallerKind.Member && states.ChannelOf(guild.Id, Snowflake.Parse(caller.Id)) is { } own && voices.FirstOrDefault(channel => channel.Id == own) is { } mine)
            return mine;
        return voices switch
        {
            [] => throw new OperationException("The server has no voice channel."),
            [var only] => only,
            _ => throw new OperationException($"You are in no voice channel; name one of: {string.Join(", ", voices.Select(channel => channel.Name))}."),
        };
    }

    private static Card Announcement(Clearance clearance) => new()
    {
        Title = "HydraBot listens here now",
        Severity = CardSeverity.Neutral,
        Text = $"Asked in by {clearance.Caller.Name}. Sound is never stored; what is said after my wake word is understood, done if you may, and written here. `/voice optout` keeps your voice out, `/voice leave` sends me away.",
    };

    private static bool IsVoice(Channel channel) => channel.Type == ChannelType.GuildVoice;
}
