using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Doors.Chat.Approvals;
using HydraBot.Doors.Chat.Commands;
using HydraBot.Doors.Chat.Notices;
using HydraBot.Doors.Chat.Threads;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat;

/// <summary>Opens the chat door: hangs up the handlers, connects, writes the commands when they differ, and stays connected.</summary>
internal sealed partial class ChatConnection(
    ChatClient chat,
    HomeGuild home,
    ChatMetrics metrics,
    CommandDoor commands,
    ButtonVotes buttons,
    ReactionVotes reactions,
    NoticeReactions notices,
    Voice.VoiceStates voices,
    ThreadListener threads,
    OperationCatalog catalog,
    IHostApplicationLifetime lifetime,
    ILogger<ChatConnection> logger) : BackgroundService
{
    /// <summary>Why Discord turned us away for good; null while it did not.</summary>
    public string? Fault { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var client = chat.Client;
        metrics.Open();
        commands.Open();
        buttons.Open();
        reactions.Open();
        notices.Open();
        voices.Open();
        threads.Open();
        client.On<GuildCreate>((guild, token) => WriteCommandsAsync(guild, token));

        try
        {
            await client.RunAsync(stoppingToken);
        }
        catch (DiscordException exception)
        {
            // Once we were in, the rest of the house goes on without Discord; at the very start it is a wrong setting.
            Fault = exception.Message;
            LogTurnedAway(exception.Message);
            if (client.CurrentUser is null)
            {
                Environment.ExitCode = 1;
                lifetime.StopApplication();
            }
        }
    }

    private async Task WriteCommandsAsync(GuildCreate guild, CancellationToken cancellationToken)
    {
        if (!home.Is(guild.Id))
        {
            LogNotHome(guild.Name, guild.Id.ToString());
            return;
        }

        var written = await chat.Client.Commands.SyncAsync(CommandDrawing.Draw(catalog.All), guild.Id, cancellationToken);
        LogCommands(written.Commands.Count, guild.Name, written.Written);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Discord turned the bot away: {Reason} Check Discord:Token and Discord:ApiBaseUrl.")]
    private partial void LogTurnedAway(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bot is a member of {Guild} ({GuildId}) too, which is not served; Discord:GuildId names the one that is")]
    private partial void LogNotHome(string guild, string guildId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} commands stand in {Guild} (written: {Written})")]
    private partial void LogCommands(int count, string guild, bool written);
}
