using HydraBot.Discord.Gateway;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Interactions;

/// <summary>
/// Brings every interaction to its handler. The clock for the automatic deferral starts at receipt, before any queue; one interaction too
/// many is answered with <see cref="DiscordClientOptions.BusyReply"/>, one without a handler with <see cref="DiscordClientOptions.UnknownReply"/>.
/// </summary>
public sealed partial class InteractionRouter
{
    private readonly InteractionRoutes _commands = new("command", byPrefix: false);
    private readonly InteractionRoutes _autocompletes = new("autocomplete", byPrefix: false);
    private readonly InteractionRoutes _components = new("component", byPrefix: true);
    private readonly InteractionRoutes _modals = new("modal", byPrefix: true);
    private readonly DiscordClientOptions _options;
    private readonly DiscordRest _rest;
    private readonly EventDispatcher _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private int _open;

    internal InteractionRouter(DiscordClientOptions options, DiscordRest rest, EventDispatcher events, TimeProvider time, ILogger<InteractionRouter> logger)
    {
        _options = options;
        _rest = rest;
        _events = events;
        _time = time;
        _logger = logger;
        events.Slot<InteractionCreate>().Observe(Accept);
    }

    /// <summary>Handles a command by its path: <c>status</c>, <c>container restart</c>, or the name of a context command.</summary>
    public IDisposable OnCommand(string path, Func<InteractionContext, CancellationToken, Task> handler, Deferral deferral = Deferral.Public) =>
        _commands.Add(path, new InteractionHandler(handler, Messages(deferral)));

    /// <summary>
    /// Offers choices for a command's option while the member types (<see cref="InteractionData.Focused"/>); up to 25 are sent. The token is
    /// cancelled when it is too late to answer.
    /// </summary>
    public IDisposable OnAutocomplete(string path, Func<InteractionContext, CancellationToken, Task<IReadOnlyList<CommandChoice>>> handler) =>
        _autocompletes.Add(path, new InteractionHandler((context, ct) => CompleteAsync(context, handler, ct), Deferral.None));

    /// <summary>Handles buttons and selects whose custom id starts with this; the longest that fits wins.</summary>
    public IDisposable OnComponent(string customIdPrefix, Func<InteractionContext, CancellationToken, Task> handler, Deferral deferral = Deferral.Update) =>
        _components.Add(customIdPrefix, new InteractionHandler(handler, deferral));

    /// <summary>Handles submitted modals whose custom id starts with this; the longest that fits wins.</summary>
    public IDisposable OnModal(string customIdPrefix, Func<InteractionContext, CancellationToken, Task> handler, Deferral deferral = Deferral.Public) =>
        _modals.Add(customIdPrefix, new InteractionHandler(handler, deferral));

    private static Deferral Messages(Deferral deferral) =>
        deferral != Deferral.Update ? deferral : throw new ArgumentException("A command has no message to update: defer it publicly, ephemerally or not at all.", nameof(deferral));

    private void Accept(InteractionCreate interaction)
    {
        var handler = Find(interaction);
        // Without a handler here the interaction belongs to those who handle the event itself.
        if (handler is null && _events.Slot<InteractionCreate>().HasHandlers)
            return;

        var full = Interlocked.Increment(ref _open) > _options.InteractionsInAll;
        handler = full ? Reply(_options.BusyReply) : handler ?? Reply(_options.UnknownReply);
        var context = new InteractionContext(interaction, handler.Deferral, _options.DeferAfter, _rest, _time, _logger);
        if (full)
        {
            _events.CountRefusedInteraction();
            LogBusy(interaction, _options.InteractionsInAll);
        }

        // What is refused must not wait behind what it was refused for.
        var alone = full || _options.InteractionOrder == InteractionOrder.Concurrent || interaction.Type == InteractionType.Autocomplete;
        _events.EnqueueInteraction(alone ? interaction.Id : interaction.ChannelId ?? interaction.Id, new QueuedInteraction(this, context, handler));
    }

    private InteractionHandler? Find(Interaction interaction) => interaction.Type switch
    {
        InteractionType.ApplicationCommand => _commands.Find(interaction.Data?.Path),
        InteractionType.Autocomplete => _autocompletes.Find(interaction.Data?.Path),
        InteractionType.MessageComponent => _components.Find(interaction.Data?.CustomId),
        InteractionType.ModalSubmit => _modals.Find(interaction.Data?.CustomId),
        _ => null,
    };

    private static InteractionHandler Reply(string text) => new(
        (context, ct) => context.Interaction.Type == InteractionType.Autocomplete
            ? context.AutocompleteAsync([], ct)
            : context.RespondAsync(text, ephemeral: true, ct),
        Deferral.None);

    private async Task CompleteAsync(
        InteractionContext context, Func<InteractionContext, CancellationToken, Task<IReadOnlyList<CommandChoice>>> handler, CancellationToken cancellationToken)
    {
        var left = context.Deadline - _time.GetUtcNow();
        using var deadline = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var choices = await handler(context, either.Token);
            await context.AutocompleteAsync([.. choices.Take(CommandLimits.Choices)], either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            LogAutocompleteLate(context.Interaction);
        }
    }

    /// <summary>Calls the handler; what it throws is thrown on, after the member was told.</summary>
    internal async Task RunAsync(InteractionContext context, InteractionHandler handler, CancellationToken cancellationToken)
    {
        try
        {
            if (!context.IsAcknowledged && _time.GetUtcNow() >= context.Deadline)
                throw new InteractionExpiredException($"{context.Interaction} waited so long for its turn that it could no longer be answered; its handler was not called.");
            await handler.HandleAsync(context, cancellationToken);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            await context.ApologizeAsync(_options.FailureReply, cancellationToken);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Interaction} was answered as busy: {Limit} interactions are open")]
    private partial void LogBusy(Interaction interaction, int limit);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Interaction} found no choices in time")]
    private partial void LogAutocompleteLate(Interaction interaction);
}
