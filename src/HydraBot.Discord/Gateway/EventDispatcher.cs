using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using HydraBot.Discord.Model;
using Microsoft.Extensions.Logging;

namespace HydraBot.Discord.Gateway;

/// <summary>Takes events off the socket loop and brings them to their handlers.</summary>
internal sealed partial class EventDispatcher : IAsyncDisposable
{
    private const int LongestName = 64;
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly FrozenDictionary<string, EventSlot> _slots;
    private readonly FrozenDictionary<Type, EventSlot> _slotsByType;
    private readonly WorkQueues _queues;
    private readonly CancellationTokenSource _stopping = new();
    private long _received;
    private long _handled;
    private long _dropped;
    private long _refusedInteractions;
    private long _errors;
    private long _unreadable;

    public EventDispatcher(DiscordClientOptions options, TimeProvider time, ILogger<EventDispatcher> logger)
    {
        _logger = logger;
        _time = time;
        _queues = new WorkQueues(options.EventsPerChannel, options.EventsInAll, RunAsync);
        var slots = EventTypes.All.Select(type => (type.Name, type.Type, Slot: type.NewSlot(this))).ToList();
        _slots = slots.ToFrozenDictionary(slot => slot.Name, slot => slot.Slot, StringComparer.Ordinal);
        _slotsByType = slots.ToFrozenDictionary(slot => slot.Type, slot => slot.Slot);
    }

    /// <summary>Called when a handler threw.</summary>
    public Action<HandlerError>? HandlerFailed { get; set; }

    public DispatchStatistics Statistics => new(
        Interlocked.Read(ref _received),
        Interlocked.Read(ref _handled),
        _queues.Waiting,
        Interlocked.Read(ref _dropped),
        Interlocked.Read(ref _refusedInteractions),
        Interlocked.Read(ref _errors),
        Interlocked.Read(ref _unreadable));

    /// <summary>Throws <see cref="ArgumentException"/> for a type that is no gateway event.</summary>
    public EventSlot<TEvent> Slot<TEvent>() where TEvent : class =>
        _slotsByType.TryGetValue(typeof(TEvent), out var slot)
            ? (EventSlot<TEvent>)slot
            : throw new ArgumentException($"{typeof(TEvent).Name} is no gateway event: those of HydraBot.Discord.Gateway.Events are.");

    /// <summary>Reads the payload if anybody wants it. False: it is not JSON at all.</summary>
    public bool TryRead(GatewayEnvelope envelope, out ReceivedEvent? received)
    {
        received = null;
        if (!TryFind(envelope.EventName, out var slot) || !slot.IsWanted)
            return true;
        try
        {
            received = slot.Read(envelope.Data);
            return true;
        }
        catch (JsonException e)
        {
            if (!IsJson(envelope.Data))
                return false;
            // Discord sends a form that this library does not know: this event is lost, the connection is sound.
            CountUnreadable();
            LogUnreadable(Encoding.UTF8.GetString(envelope.EventName), e.Message);
            return true;
        }
    }

    public void CountReceived() => Interlocked.Increment(ref _received);

    public void CountUnreadable() => Interlocked.Increment(ref _unreadable);

    public void CountRefusedInteraction() => Interlocked.Increment(ref _refusedInteractions);

    public void Enqueue(Snowflake queue, QueuedWork work)
    {
        if (_queues.TryAdd(queue, work, limited: true))
            return;
        if (Interlocked.Increment(ref _dropped) is var dropped && long.IsPow2(dropped))
            LogDropped(work.EventName, queue, dropped);
    }

    /// <summary>Interactions have a bound of their own, kept by the one who adds them.</summary>
    public void EnqueueInteraction(Snowflake queue, QueuedWork work) => _queues.TryAdd(queue, work, limited: false);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _queues.DrainedAsync().WaitAsync(Goodbye, _time);
        }
        catch (TimeoutException)
        {
            LogHandlersLeft(Goodbye.TotalSeconds);
        }
        _stopping.Dispose();
    }

    private bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out EventSlot? slot)
    {
        slot = null;
        if (name.Length > LongestName)
            return false;
        Span<char> text = stackalloc char[LongestName];
        var length = Encoding.UTF8.GetChars(name, text);
        return _slots.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out slot);
    }

    private static bool IsJson(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task RunAsync(Snowflake queue, QueuedWork work)
    {
        if (_stopping.IsCancellationRequested)
            return;
        // Whatever was going on when the client was started is not the cause of this event.
        Activity.Current = null;
        using var activity = DiscordDiagnostics.StartEvent(work.EventName, queue);
        try
        {
            await work.RunAsync(error => Failed(work, error), _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            LogCancelled(work.EventName);
        }
        catch (Exception e)
        {
            Failed(work, e);
        }
        Interlocked.Increment(ref _handled);
    }

    private void Failed(QueuedWork work, Exception error)
    {
        Interlocked.Increment(ref _errors);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, error.Message);
        LogHandlerFailed(error, work.EventName);
        try
        {
            HandlerFailed?.Invoke(new HandlerError(work.EventName, work.Subject, error));
        }
        catch (Exception e)
        {
            LogHandlerFailed(e, nameof(DiscordClient.UnhandledHandlerError));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of {Event} failed")]
    private partial void LogHandlerFailed(Exception error, string @event);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Event} of queue {Queue} was dropped because too much waits; {Dropped} so far")]
    private partial void LogDropped(string @event, Snowflake queue, long dropped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Event} has a form that is not known: {Reason}")]
    private partial void LogUnreadable(string @event, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A handler of {Event} was cancelled")]
    private partial void LogCancelled(string @event);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Handlers still ran {Seconds} s after they were cancelled")]
    private partial void LogHandlersLeft(double seconds);
}
