using System.Collections.Concurrent;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Stops;

namespace HydraBot.Doors.Chat.Commands;

/// <summary>What runs for somebody on Discord, and the button that ends it: pressed by whoever asked, or by an Operator.</summary>
internal sealed class RunningCommands(ChatClient chat, HomeGuild home, MemberAccess access, StopSignals stops)
{
    private const string Prefix = "cancel:";

    private readonly ConcurrentDictionary<Guid, Running> _running = new();

    /// <summary>The button for a request: one that can end early keeps what it has.</summary>
    public IReadOnlyList<Component> Button(Guid request) => [new ActionRow(new Button($"{Prefix}{request:N}", stops.Listens(request) ? "Stop" : "Cancel", ButtonStyle.Danger))];

    /// <summary>Listens, before the first connection.</summary>
    public void Open() => chat.Client.Interactions.OnComponent(Prefix, PressedAsync);

    /// <summary>Notes a request until disposed; its token is cancelled by the button.</summary>
    public Running Begin(OperationRequest request, CancellationToken cancellationToken) =>
        _running[request.Id] = new Running(this, request, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));

    private async Task PressedAsync(InteractionContext interaction, CancellationToken cancellationToken)
    {
        var caller = access.Identify(interaction.User, home.Is(interaction.Interaction.GuildId) ? interaction.Member : null, chat.Client.Cache);
        if (!Guid.TryParseExact(interaction.Data.CustomId?[Prefix.Length..], "N", out var id) || !_running.TryGetValue(id, out var running))
            await TellAsync(interaction, "It has ended already.", cancellationToken);
        else if (caller.Id != running.Request.Caller.Id && caller.Access < AccessLevel.Operator)
            await TellAsync(interaction, $"Only {running.Request.Caller.Name} or an Operator may cancel this.", cancellationToken);
        else
        {
            if (!await stops.TryAsync(id))
                await running.CancelAsync();
            await interaction.DeferUpdateAsync(cancellationToken);
        }
    }

    private static async Task TellAsync(InteractionContext interaction, string text, CancellationToken cancellationToken) => await interaction.RespondAsync(
        CardMessage.Draw(new Card { Title = "Nothing changed", Severity = CardSeverity.Warning, Text = text }), ephemeral: true, cancellationToken);

    /// <summary>A request that runs.</summary>
    internal sealed class Running(RunningCommands all, OperationRequest request, CancellationTokenSource source) : IDisposable
    {
        // Pressing and ending may happen at the same moment.
        private readonly Lock _lock = new();
        private bool _ended;

        public OperationRequest Request { get; } = request;

        public CancellationToken Token { get; } = source.Token;

        public Task CancelAsync()
        {
            lock (_lock)
                return _ended ? Task.CompletedTask : source.CancelAsync();
        }

        public void Dispose()
        {
            all._running.TryRemove(Request.Id, out _);
            lock (_lock)
            {
                _ended = true;
                source.Dispose();
            }
        }
    }
}
