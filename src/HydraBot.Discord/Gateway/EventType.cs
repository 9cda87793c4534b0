using System.Text.Json.Serialization.Metadata;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Gateway;

/// <summary>A kind of event: its name on the wire, its type, and what orders it.</summary>
internal abstract record EventType(string Name)
{
    public abstract Type Type { get; }

    public abstract EventSlot NewSlot(EventDispatcher dispatcher);
}

/// <inheritdoc/>
/// <param name="Name">Such as <c>MESSAGE_CREATE</c>.</param>
/// <param name="Json">Reads the payload.</param>
/// <param name="Queue">The channel that the event belongs to, or its guild, or 0: events of one queue are handled in order.</param>
internal sealed record EventType<TEvent>(string Name, JsonTypeInfo<TEvent> Json, Func<TEvent, Snowflake> Queue) : EventType(Name)
    where TEvent : class
{
    public override Type Type => typeof(TEvent);

    public override EventSlot NewSlot(EventDispatcher dispatcher) => new EventSlot<TEvent>(this, dispatcher);
}
