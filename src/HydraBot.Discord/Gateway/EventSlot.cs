using System.Collections.Immutable;
using System.Text.Json;

namespace HydraBot.Discord.Gateway;

/// <summary>Who wants to know of one kind of event.</summary>
internal abstract class EventSlot
{
    /// <summary>Whether anybody wants it: an event nobody wants is not even read.</summary>
    public abstract bool IsWanted { get; }

    /// <summary>Throws <see cref="JsonException"/> for a payload of another form.</summary>
    public abstract ReceivedEvent Read(ReadOnlySpan<byte> data);
}

/// <inheritdoc/>
internal sealed class EventSlot<TEvent>(EventType<TEvent> type, EventDispatcher dispatcher) : EventSlot where TEvent : class
{
    private ImmutableArray<Action<TEvent>> _observers = [];
    private ImmutableArray<Func<TEvent, CancellationToken, Task>> _handlers = [];

    public string EventName => type.Name;

    public override bool IsWanted => !_observers.IsEmpty || !_handlers.IsEmpty;

    public bool HasHandlers => !_handlers.IsEmpty;

    public ImmutableArray<Func<TEvent, CancellationToken, Task>> Handlers => _handlers;

    /// <summary>Called on the socket loop, before any handler: must be quick and must not throw.</summary>
    public void Observe(Action<TEvent> observer) => ImmutableInterlocked.Update(ref _observers, static (all, one) => all.Add(one), observer);

    public IDisposable Handle(Func<TEvent, CancellationToken, Task> handler)
    {
        ImmutableInterlocked.Update(ref _handlers, static (all, one) => all.Add(one), handler);
        return new Registration(() => ImmutableInterlocked.Update(ref _handlers, static (all, one) => all.Remove(one), handler));
    }

    public override ReceivedEvent Read(ReadOnlySpan<byte> data) =>
        new ReceivedEvent<TEvent>(this, JsonSerializer.Deserialize(data, type.Json) ?? throw new JsonException($"{type.Name} came without a payload."));

    public void Accept(TEvent received)
    {
        foreach (var observer in _observers)
            observer(received);
        if (HasHandlers)
            dispatcher.Enqueue(type.Queue(received), new QueuedEvent<TEvent>(this, received));
    }
}
